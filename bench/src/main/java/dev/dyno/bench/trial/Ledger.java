package dev.dyno.bench.trial;

import dev.dyno.bench.machine.ProcStat;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Pair;
import java.util.ArrayList;
import java.util.List;

/// What is known of one comparison so far. Confined to the trial's thread.
final class Ledger {

  private static final int LOST_IN_A_ROW = 3;

  private final Plan.Planned planned;
  private final List<Pair> pairs = new ArrayList<>();
  private final List<String> dropped = new ArrayList<>();
  private int lostInARow;
  private int lost;
  private int noisy;
  private int attempts;
  private Ending ending = new Ending(Ending.Kind.CUT, "not reached");
  private boolean over;

  Ledger(Plan.Planned planned) {
    this.planned = planned;
  }

  Plan.Planned planned() {
    return planned;
  }

  List<Pair> pairs() {
    return pairs;
  }

  /// Wall time of all pairs that were kept.
  double seconds() {
    return pairs.stream().mapToDouble(pair -> pair.surroundings().seconds()).sum();
  }

  boolean over() {
    return over;
  }

  /// Whether anything was tried.
  boolean begun() {
    return attempts > 0;
  }

  /// A control ends well when nothing ended it.
  Ending endingAsControl() {
    return over ? ending : Ending.finished();
  }

  void end(Ending.Kind kind, String reason) {
    ending = new Ending(kind, reason);
    over = true;
  }

  /// Keeps a pair, or drops it by the rule that was fixed beforehand: never by its result.
  void take(Pair pair, Trial.Listener listener) {
    lostInARow = 0;
    double steal = pair.surroundings().stealShare();
    if (steal <= ProcStat.SPOILING_STEAL) {
      pairs.add(pair);
      listener.paired(planned, pair);
      return;
    }
    noisy++;
    var why =
        "the hypervisor took %.1f %% of the CPU time (allowed: %.0f %%)"
            .formatted(100 * steal, 100 * ProcStat.SPOILING_STEAL);
    note(why, listener);
    if (tooMany(noisy)) {
      end(
          Ending.Kind.ENVIRONMENT,
          "%d of %d pairs were spoiled: %s".formatted(noisy, pairs.size() + noisy, why));
    }
  }

  /// At most a fifth of the pairs may be measured again, or two while they are few.
  private boolean tooMany(int spoiled) {
    return spoiled > Math.max(2, (pairs.size() + spoiled) / 5);
  }

  /// The number of the next attempt at a pair, from 0, whatever becomes of it.
  int attempt() {
    return attempts++;
  }

  /// A pair that never became whole.
  void drop(String why, Trial.Listener listener) {
    note(why, listener);
    lost++;
    lostInARow++;
    if (lostInARow >= LOST_IN_A_ROW) {
      end(
          Ending.Kind.CRASHED,
          "%d forks in a row were lost; the last: %s".formatted(lostInARow, why));
    } else if (tooMany(lost)) { // those that live may be the lucky ones
      end(
          Ending.Kind.CRASHED,
          "%d of %d pairs lost a fork; the last: %s".formatted(lost, pairs.size() + lost, why));
    }
  }

  private void note(String why, Trial.Listener listener) {
    dropped.add(why);
    listener.dropped(planned, why);
  }

  Comparison comparison() {
    return new Comparison(
        planned.toggle(),
        planned.benchmark(),
        planned.params(),
        planned.baseline().described(),
        planned.candidate().described(),
        planned.metric(),
        planned.target(),
        pairs,
        dropped,
        ending,
        planned.regime());
  }
}
