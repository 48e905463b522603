package dev.dyno.bench.dashboard;

import dev.dyno.reports.html.EffectAxis;
import dev.dyno.reports.html.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is going on, and what came out lately.
///
/// @param live runs that measure now, or the last that did
/// @param findings the newest ones
/// @param allFindings how many there are
/// @param waiting series that are not followed to their end yet
/// @param series how many there are
/// @param promises of the latest run that had any
/// @param runs the newest ones
/// @param allRuns how many there are
record OverviewPage(
    Frame frame,
    List<LiveSection> live,
    List<FindingRow> findings,
    int allFindings,
    int waiting,
    int series,
    Optional<Promises> promises,
    List<RunEntry> runs,
    int allRuns) {

  static final int FINDINGS = 6;
  static final int RUNS = 25;

  /// Targets of a run beside what it measured, on one axis.
  record Promises(RunEntry run, EffectAxis axis, List<RunEntry.Promise> rows) {
    static Optional<Promises> latest(List<RunEntry> runs) {
      return runs.stream()
          .filter(run -> !run.targets().isEmpty())
          .findFirst()
          .map(run -> new Promises(run, axis(run), run.targets()));
    }

    private static EffectAxis axis(RunEntry run) {
      var ratios = new ArrayList<Double>();
      for (var row : run.targets()) {
        ratios.addAll(List.of(row.target(), row.effect(), row.low(), row.high()));
      }
      return EffectAxis.over(ratios);
    }

    long met() {
      return rows.stream().filter(RunEntry.Promise::met).count();
    }
  }

  static Outcome outcome(String verdict) {
    return Outcome.named(verdict);
  }
}
