package dev.dyno.reports.history;

import dev.dyno.reports.measurement.Machine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// A year of nights with known changes: 120 series of 365 nights, 6 steps of 3 to 10 % and 2 drifts
/// of 8 % in series of their own, 20 nights without a run, and another machine from night 60 on,
/// where everything is faster by a fifth. The noise of a night is what pairs leave: 0.5 to 1.2 %,
/// and in one night of fifty 5 times as much.
///
/// @param nights that have a run, in time order
/// @param steps what was planted
/// @param drifts series that creep
record SimulatedYear(List<StoredRun> nights, List<Planted> steps, List<Integer> drifts) {
  static final int SERIES = 120;
  private static final int NIGHTS = 365;
  private static final int GAPS = 20;
  private static final int MOVED = 60;
  private static final double FASTER = -0.2;
  private static final double CREEP = 0.08;
  private static final Machine BEFORE =
      new Machine("Linux 6.1", "A CPU", 2, 25L << 30, "JDK 25", 0.5);

  /// @param series its number
  /// @param at the first night of the new level, counted without gaps
  /// @param change natural logarithm of the ratio
  record Planted(int series, int at, double change) {}

  static SimulatedYear of(long seed) {
    var random = new Random(seed);
    var gaps = random.ints(0, NIGHTS).distinct().limit(GAPS).boxed().toList();
    int nights = NIGHTS - GAPS;
    var chosen = random.ints(0, SERIES).distinct().limit(8).boxed().toList();
    var steps = new ArrayList<Planted>();
    var all = new ArrayList<double[]>();
    for (int s = 0; s < SERIES; s++) {
      double noise = 0.005 + 0.007 * random.nextDouble();
      double[] values = new double[nights];
      int rank = chosen.indexOf(s);
      var step = new Planted(s, MOVED + 20 + random.nextInt(nights - MOVED - 40), size(random));
      for (int i = 0; i < nights; i++) {
        values[i] = night(random, noise) + (i < MOVED ? 0 : FASTER);
        values[i] += rank >= 0 && rank < 6 && i >= step.at() ? step.change() : 0;
        values[i] += rank >= 6 ? CREEP * i / nights : 0;
      }
      if (rank >= 0 && rank < 6) {
        steps.add(step);
      }
      all.add(values);
    }
    var runs = new ArrayList<StoredRun>();
    for (int date = 0; date < NIGHTS; date++) {
      if (!gaps.contains(date)) {
        runs.add(run(runs.size(), date, all));
      }
    }
    return new SimulatedYear(runs, steps, chosen.subList(6, 8));
  }

  private static double size(Random random) {
    double size = Math.log1p(0.03 + 0.07 * random.nextDouble());
    return random.nextBoolean() ? size : -size;
  }

  private static double night(Random random, double noise) {
    double spread = random.nextInt(50) == 0 ? 5 * noise : noise;
    return spread * random.nextGaussian();
  }

  private static StoredRun run(int number, int date, List<double[]> all) {
    var estimates = new ArrayList<StoredEstimate>();
    for (int s = 0; s < all.size(); s++) {
      var params = new TreeMap<>(Map.of("n", Integer.toString(s)));
      double effect = Math.expm1(all.get(s)[number]);
      estimates.add(Runs.estimate("buffers", "a.A.b", params, effect, "Undecided"));
    }
    return new StoredRun(
        Integer.toString(number),
        "compare",
        Runs.FIRST.plus(Duration.ofDays(date)),
        "nightly",
        number,
        "0.1",
        "%040d".formatted(number),
        false,
        number < MOVED ? BEFORE : new Machine("Linux 6.2", "B CPU", 2, 25L << 30, "JDK 25", 0.5),
        estimates,
        List.of(),
        List.of(),
        List.of());
  }
}
