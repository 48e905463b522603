package dev.dyno.bench.cli;

import dev.dyno.bench.trial.Plan;
import dev.dyno.bench.trial.Trial;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Pair;
import java.io.PrintStream;
import java.time.Duration;

/// Tells how a matrix gets on: in a terminal one line that is drawn over, elsewhere one a pair.
final class MatrixProgress implements Trial.Listener {

  private final PrintStream err;
  private final boolean drawnOver;
  private final boolean quiet;
  private final int planned;
  private Duration pair;
  private int pairs;

  /// @param planned pairs of all runs
  /// @param pair about how long one takes
  MatrixProgress(PrintStream err, boolean drawnOver, boolean quiet, int planned, Duration pair) {
    this.err = err;
    this.drawnOver = drawnOver;
    this.quiet = quiet;
    this.planned = planned;
    this.pair = pair;
  }

  @Override
  public void paired(Plan.Planned run, Pair measured) {
    pairs++;
    pair = Duration.ofMillis((long) (measured.surroundings().seconds() * 1000) + 1500);
    var line =
        "pair %d of %d · %s · about %s left"
            .formatted(
                pairs,
                planned,
                run.toggle(),
                ProgressLine.time(pair.multipliedBy(Math.max(0, planned - pairs))));
    if (drawnOver && !quiet) {
      err.print("\r\u001b[K" + line);
      err.flush();
    } else {
      say(line);
    }
  }

  @Override
  public void dropped(Plan.Planned run, String why) {
    say(
        "%s: a pair is measured again: %s"
            .formatted(run.toggle(), why.lines().findFirst().orElse(why)));
  }

  @Override
  public void looked(Plan.Planned run, Comparison soFar) {
    // A matrix is judged as a whole.
  }

  /// Takes the line away, so that what is printed next starts at the left.
  void clear() {
    if (!quiet && drawnOver) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }

  private void say(String line) {
    if (!quiet) {
      err.println((drawnOver ? "\r\u001b[K" : "") + line);
      err.flush();
    }
  }
}
