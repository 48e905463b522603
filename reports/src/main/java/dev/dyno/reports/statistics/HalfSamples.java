package dev.dyno.reports.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.stream.IntStream;

/// How far a statistic of two matched series in time spreads, by halves of them.
///
/// The series is cut into eight blocks, since neighbours hang together (Kuensch 1989), and the
/// statistic is asked of fourteen halves of four blocks each: the planes of the space of three
/// bits, in which every three blocks come together equally often (McCarthy 1969, balanced half
/// samples). No draw, so the same series give the same number, and swapping them does not change
/// it.
///
/// @param x of each half its values, in time order
/// @param y the values that are matched with them
record HalfSamples(List<double[]> x, List<double[]> y) {

  private static final int BLOCKS = 8;

  /// Fewer values have blocks of one.
  static final int LEAST = 2 * BLOCKS;

  /// @param x at least [#LEAST]
  /// @param y as many
  static HalfSamples of(double[] x, double[] y) {
    return new HalfSamples(halves(x), halves(y));
  }

  private static List<double[]> halves(double[] values) {
    var halves = new ArrayList<double[]>();
    for (int normal = 1; normal < BLOCKS; normal++) {
      for (int side = 0; side < 2; side++) {
        halves.add(half(values, normal, side));
      }
    }
    return halves;
  }

  /// The mean squared distance of the halves' statistics from their mean, 0 or more.
  double variance(ToDoubleBiFunction<double[], double[]> statistic) {
    double[] seen =
        IntStream.range(0, x.size())
            .mapToDouble(half -> statistic.applyAsDouble(x.get(half), y.get(half)))
            .toArray();
    double mean = Arrays.stream(seen).average().orElseThrow();
    return Arrays.stream(seen).map(each -> (each - mean) * (each - mean)).average().orElseThrow();
  }

  /// The values of the blocks that lie in a plane, in time order.
  private static double[] half(double[] values, int normal, int side) {
    double[] half = new double[values.length];
    int count = 0;
    for (int i = 0; i < values.length; i++) {
      int block = (int) ((long) i * BLOCKS / values.length);
      if (Integer.bitCount(block & normal) % 2 == side) {
        half[count++] = values[i];
      }
    }
    return Arrays.copyOf(half, count);
  }
}
