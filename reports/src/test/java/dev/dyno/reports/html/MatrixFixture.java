package dev.dyno.reports.html;

import dev.dyno.reports.measurement.Design;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Matrix;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.statistics.FractionalFactorial;
import dev.dyno.reports.verdict.MatrixEffects;
import dev.dyno.reports.verdict.MatrixJudge;
import dev.dyno.reports.verdict.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// A toggle matrix as a small shared machine gives it, from a fixed seed.
final class MatrixFixture {

  static final List<String> ELEVEN =
      List.of(
          "auth-cache",
          "parallel-pulls",
          "streaming-tar",
          "buffers",
          "string-builders",
          "compact-layout",
          "worker-pool",
          "async-logs",
          "dynamic-timeouts",
          "precompiled-patterns",
          "presized-collections");

  private MatrixFixture() {}

  /// Pulls and workers save time and want the same cores; the pool saves bytes, of which streaming
  /// leaves less to save.
  private static Fixture.Cost cost(List<String> on) {
    double time = 0;
    double bytes = 0;
    time += on.contains("parallel-pulls") ? -0.42 : 0;
    time += on.contains("worker-pool") ? -0.34 : 0;
    time += on.containsAll(List.of("parallel-pulls", "worker-pool")) ? 0.21 : 0;
    time += on.contains("auth-cache") ? -0.11 : 0;
    time += on.contains("async-logs") ? 0.035 : 0;
    bytes += on.contains("buffers") ? -0.55 : 0;
    bytes += on.contains("streaming-tar") ? -0.38 : 0;
    bytes += on.containsAll(List.of("buffers", "streaming-tar")) ? 0.3 : 0;
    bytes += on.contains("worker-pool") ? 0.06 : 0;
    bytes += on.contains("presized-collections") ? -0.012 : 0;
    return new Fixture.Cost(212_000 * Math.exp(time), 4_100_000 * Math.exp(bytes));
  }

  /// All of them measured.
  static Measurement measurement(List<String> factors, int pairs) {
    return measurement(factors, pairs, _ -> true);
  }

  /// @param reached which runs got their pairs before the budget was spent
  static Measurement measurement(List<String> factors, int pairs, Predicate<List<String>> reached) {
    var fixture = new Fixture(24);
    var design = FractionalFactorial.of(factors.size());
    var runs = new ArrayList<Matrix.Run>();
    for (int run = 0; run < design.runs(); run++) {
      var on = new ArrayList<String>();
      for (int factor = 0; factor < factors.size(); factor++) {
        if (design.high(run, factor)) {
          on.add(factors.get(factor));
        }
      }
      boolean measured = reached.test(on);
      runs.add(
          new Matrix.Run(
              on,
              Fixture.variant(String.join(",", on)),
              measured ? pairs(fixture, pairs, on) : List.of(),
              List.of(),
              measured ? Ending.finished() : new Ending(Ending.Kind.CUT, "the budget was spent")));
    }
    var matrix =
        new Matrix(
            "dev.dyno.bench.suite.PipelineBenchmark.run",
            new TreeMap<>(Map.of("images", "6")),
            "time/op",
            factors,
            design.generators(),
            pairs,
            Fixture.variant("none"),
            runs);
    boolean whole = matrix.wholeRuns() == runs.size();
    return of(matrix, pairs, whole ? List.of() : List.of("some runs: the budget was spent"));
  }

  private static List<Pair> pairs(Fixture fixture, int pairs, List<String> on) {
    return fixture.pairs(pairs, cost(List.of()), cost(on), new Fixture.Noise(0.022, 0.05));
  }

  private static Measurement of(Matrix matrix, int pairs, List<String> missing) {
    var plain = Fixture.of(List.of(), List.of(), missing);
    var design = plain.design();
    return new Measurement(
        plain.schema(),
        plain.command(),
        plain.startedAt(),
        plain.elapsed(),
        new Design(
            "pr",
            design.order(),
            design.seed(),
            pairs == 1 ? List.of(1) : List.of(1, pairs),
            List.of("scripts/dyno", "compare", "--matrix", "--benchmark", "^x y$"),
            "embedded"),
        plain.provenance(),
        plain.machine(),
        List.of(),
        List.of(),
        missing,
        Optional.of(matrix),
        Optional.empty());
  }

  static Optional<MatrixEffects> judged(Measurement measurement) {
    var judge = new MatrixJudge(Rule.of(measurement.design().looks()));
    return measurement.matrix().map(judge::judge);
  }
}
