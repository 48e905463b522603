package dev.dyno.reports.statistics;

import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;

/// How far a statistic of two matched series in time spreads, by halves of them.
///
/// The series is cut into eight blocks, since neighbours hang together (Kuensch 1989), and the
/// statistic is asked of fourteen halves of four blocks each: the planes of the space of three
/// bits, in which every three blocks come together equally often (McCarthy 1969, balanced half
/// samples). No draw, so the same series give the same number, and swapping them does not change
/// it.
final class HalfSamples {

  private static final int BLOCKS = 8;

  /// Fewer values have blocks of one.
  static final int LEAST = 2 * BLOCKS;

  private HalfSamples() {}

  /// The mean squared distance of the halves' statistics from their mean, 0 or more.
  ///
  /// @param x at least [#LEAST]
  /// @param y as many
  static double variance(ToDoubleBiFunction<double[], double[]> statistic, double[] x, double[] y) {
    double[] seen = new double[2 * (BLOCKS - 1)];
    int count = 0;
    for (int normal = 1; normal < BLOCKS; normal++) {
      for (int side = 0; side < 2; side++) {
        seen[count++] = statistic.applyAsDouble(half(x, normal, side), half(y, normal, side));
      }
    }
    double mean = Arrays.stream(seen).average().orElseThrow();
    return Arrays.stream(seen).map(each -> (each - mean) * (each - mean)).average().orElseThrow();
  }

  /// The values of the blocks that lie in a plane, in time order.
  static double[] half(double[] values, int normal, int side) {
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
