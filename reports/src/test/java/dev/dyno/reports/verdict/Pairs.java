package dev.dyno.reports.verdict;

import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Fork;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.measurement.Surroundings;
import dev.dyno.reports.measurement.Turn;
import dev.dyno.reports.measurement.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Makes comparisons whose pairs have given log ratios.
final class Pairs {

  private Pairs() {}

  /// Pairs whose time ratios are exactly these.
  static Comparison withLogRatios(double... ratios) {
    return in("us/op", ratio -> 100 * Math.exp(ratio), ratios);
  }

  /// The same costs as a throughput.
  static Comparison withLogRatiosAsThroughput(double... ratios) {
    return in("ops/us", ratio -> 100 * Math.exp(-ratio), ratios);
  }

  private static Comparison in(String unit, DoubleUnaryOperator score, double... ratios) {
    var pairs = new ArrayList<Pair>();
    for (int i = 0; i < ratios.length; i++) {
      pairs.add(
          new Pair(
              i,
              fork(unit, score.applyAsDouble(0), 1000),
              fork(unit, score.applyAsDouble(ratios[i]), 1000),
              new Surroundings(1, 0, 0, 0)));
    }
    return comparison(pairs, Ending.finished());
  }

  /// Pairs whose bytes per operation are these.
  static Comparison withBytes(long baseline, long candidate, int pairs) {
    return comparison(
        IntStream.range(0, pairs)
            .mapToObj(
                i ->
                    new Pair(
                        i,
                        fork("us/op", 100, baseline),
                        fork("us/op", 100, candidate),
                        new Surroundings(1, 0, 0, 0)))
            .toList(),
        Ending.finished());
  }

  /// A pair whose ratios in time and bytes are these, as logarithms.
  static Pair pair(int index, double time, double bytes) {
    return new Pair(
        index,
        fork("us/op", 100, 1_000_000),
        fork("us/op", 100 * Math.exp(time), Math.round(1_000_000 * Math.exp(bytes))),
        new Surroundings(1, 0, 0, 0));
  }

  /// Normal, with one fork in ten hit by something that makes it up to 20 % slower.
  static double[] noise(RandomGenerator random, double effect, double deviation, int pairs) {
    var ratios = new double[pairs];
    for (int i = 0; i < pairs; i++) {
      ratios[i] = effect + deviation * random.nextGaussian() + hit(random) - hit(random);
    }
    return ratios;
  }

  private static double hit(RandomGenerator random) {
    return random.nextInt(20) == 0 ? random.nextDouble(0.2) : 0;
  }

  static Comparison comparison(List<Pair> pairs, Ending ending) {
    var variant = new Variant("none", "test", List.of());
    return new Comparison(
        "test",
        "a.B.c",
        new TreeMap<>(),
        variant,
        variant,
        "time/op",
        Optional.empty(),
        pairs,
        List.of(),
        ending);
  }

  private static Fork fork(String unit, double score, long bytesPerOperation) {
    var turns =
        IntStream.range(0, 5)
            .mapToObj(
                i ->
                    new Turn(
                        i == 0,
                        true,
                        i == 0 ? 1e6 : score,
                        10,
                        1,
                        1,
                        -1,
                        bytesPerOperation < 0 ? -1 : 10 * bytesPerOperation,
                        0,
                        0,
                        0))
            .toList();
    return new Fork(1, "test", "1.37", unit, 0, List.of(), turns);
  }
}
