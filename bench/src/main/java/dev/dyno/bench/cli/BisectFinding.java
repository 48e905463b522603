package dev.dyno.bench.cli;

import dev.dyno.bench.machine.MachineReader;
import dev.dyno.reports.history.Finding;
import dev.dyno.reports.history.Findings;
import dev.dyno.reports.history.Fingerprint;
import dev.dyno.reports.history.HistoryException;
import dev.dyno.reports.history.HistoryStore;
import dev.dyno.reports.history.KnownFinding;
import dev.dyno.reports.history.Series;
import dev.dyno.reports.history.SeriesKey;
import dev.dyno.reports.measurement.Comparison;
import java.util.Comparator;

/// The bracket of a change that a history knows.
///
/// @param before the last commit that does not show it
/// @param since the first that does
/// @param wanted the benchmark, as `Class.method param=value`
/// @param metric its label
/// @param change as a share; positive is dearer
record BisectFinding(String before, String since, String wanted, String metric, double change) {

  /// Takes it from a history.
  ///
  /// @param named a finding's id, the beginning of one, or an expression that one changed series
  ///     matches
  static BisectFinding of(HistoryStore store, String named) throws UsageException {
    try {
      var known = store.findings().stream().filter(it -> it.id().startsWith(named)).toList();
      if (known.size() == 1) {
        return of(store, known.getFirst());
      }
      return ofSeries(store, named);
    } catch (HistoryException failed) {
      throw new UsageException(String.valueOf(failed.getMessage()), failed);
    }
  }

  private static BisectFinding of(HistoryStore store, KnownFinding known)
      throws HistoryException, UsageException {
    var series = store.series(known.series());
    if (series.isEmpty()) {
      throw new UsageException(
          "the series of finding %s has no runs any more: give --good, --bad and --benchmark"
              .formatted(known.id()));
    }
    return of(series.get().key(), known.beforeCommit(), known.sinceCommit(), known.change());
  }

  /// The newest step of the one benchmark and metric that match: of this machine, if it has one.
  private static BisectFinding ofSeries(HistoryStore store, String named)
      throws HistoryException, UsageException {
    var matching = Matching.of("--finding", named);
    var series =
        store.series().stream()
            .filter(it -> it.key().command().equals("gate") && matching.test(it.key().title()))
            .toList();
    var steps =
        Findings.of(series, Series.Reading.CANDIDATE).found().stream()
            .filter(it -> it.finding() instanceof Finding.Step)
            .toList();
    var titles = steps.stream().map(it -> it.series().key().title()).distinct().toList();
    if (titles.size() != 1) {
      throw new UsageException(
          "--finding '%s' is no finding's id, and %d series of dyno gate that match it changed%s: dyno history list shows all"
              .formatted(named, titles.size(), titles.isEmpty() ? "" : " " + titles));
    }
    var own = Fingerprint.of(MachineReader.read());
    var here = steps.stream().filter(it -> it.series().key().machine().equals(own)).toList();
    var newest =
        (here.isEmpty() ? steps : here)
            .stream().max(Comparator.comparing(it -> it.since().at())).orElseThrow();
    return of(
        newest.series().key(),
        newest.before().commit(),
        newest.since().commit(),
        newest.finding().change());
  }

  private static BisectFinding of(SeriesKey key, String before, String since, double change)
      throws UsageException {
    if (!key.command().equals("gate")) {
      throw new UsageException(
          "%s is of dyno %s, not of a gate: what changed there is a toggle's effect, which no comparison of two commits shows; give --good, --bad and --benchmark"
              .formatted(key.title(), key.command()));
    }
    return new BisectFinding(
        before, since, Comparison.fullTitle(key.benchmark(), key.params()), key.metric(), change);
  }
}
