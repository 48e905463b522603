package dev.dyno.reports.history;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// A year of nights with known changes: 120 series of 365 nights, 6 steps of 3 to 10 % and 2 drifts
/// of 8 % in series of their own, 20 nights without a run, another machine in the middle for a
/// tenth of the series. The noise of a night is what pairs leave: 0.5 to 1.2 %, and in one night
/// of fifty 5 times as much.
///
/// @param series natural logarithms, by series, nights without a run left out
/// @param steps what was planted
/// @param drifts series that creep
record SimulatedYear(List<double[]> series, List<Planted> steps, List<Integer> drifts) {
  static final int SERIES = 120;
  static final int NIGHTS = 365;
  private static final int GAPS = 20;
  private static final double CREEP = 0.08;

  /// @param series its number
  /// @param at the first night of the new level, gaps left out
  /// @param change natural logarithm of the ratio
  record Planted(int series, int at, double change) {}

  static SimulatedYear of(long seed) {
    var random = new Random(seed);
    var gaps = random.ints(0, NIGHTS).distinct().limit(GAPS).sorted().boxed().toList();
    var chosen = random.ints(0, SERIES).distinct().limit(8).boxed().toList();
    var steps = new ArrayList<Planted>();
    var all = new ArrayList<double[]>();
    int nights = NIGHTS - GAPS;
    for (int s = 0; s < SERIES; s++) {
      double noise = 0.005 + 0.007 * random.nextDouble();
      double[] values = IntStream.range(0, nights).mapToDouble(_ -> night(random, noise)).toArray();
      int rank = chosen.indexOf(s);
      if (rank >= 0 && rank < 6) {
        int at = 20 + random.nextInt(nights - 40);
        double size = Math.log1p(0.03 + 0.07 * random.nextDouble());
        double change = random.nextBoolean() ? size : -size;
        steps.add(new Planted(s, at, change));
        IntStream.range(at, nights).forEach(i -> values[i] += change);
      } else if (rank >= 6) {
        IntStream.range(0, nights).forEach(i -> values[i] += CREEP * i / nights);
      }
      all.add(values);
    }
    if (gaps.size() != GAPS) {
      throw new IllegalStateException("gaps " + gaps);
    }
    return new SimulatedYear(all, steps, chosen.subList(6, 8));
  }

  private static double night(Random random, double noise) {
    double spread = random.nextInt(50) == 0 ? 5 * noise : noise;
    return spread * random.nextGaussian();
  }
}
