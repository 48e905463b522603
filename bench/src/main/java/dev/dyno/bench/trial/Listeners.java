package dev.dyno.bench.trial;

import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Pair;

/// Two that hear the same, one after the other.
record Listeners(Trial.Listener first, Trial.Listener second) implements Trial.Listener {
  @Override
  public void paired(Plan.Planned planned, Pair pair) {
    first.paired(planned, pair);
    second.paired(planned, pair);
  }

  @Override
  public void dropped(Plan.Planned planned, String why) {
    first.dropped(planned, why);
    second.dropped(planned, why);
  }

  @Override
  public void looked(Plan.Planned planned, Comparison soFar) {
    first.looked(planned, soFar);
    second.looked(planned, soFar);
  }

  @Override
  public void controlled(Plan.Planned control, Comparison soFar) {
    first.controlled(control, soFar);
    second.controlled(control, soFar);
  }
}
