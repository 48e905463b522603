package dev.dyno.bench.dashboard;

import dev.dyno.reports.history.HistoryException;
import dev.dyno.reports.history.HistoryStore;
import dev.dyno.reports.history.StoredEstimate;
import dev.dyno.reports.history.StoredRun;
import dev.dyno.reports.measurement.Machine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/// A history of many series over many nights: noise of about 1 %, some steps, a drift, outliers,
/// missed nights, and a machine that was replaced. As a program it makes the one of three years:
/// `FILE [SERIES] [NIGHTS]`, 200 and 1095 unless told otherwise.
final class ManyNights {
  static final Instant LAST = Instant.parse("2026-06-30T02:00:00Z");
  static final Machine MACHINE = new Machine("Linux 6.1", "A CPU", 2, 25L << 30, "JDK 25", 0.5);
  static final Machine EARLIER = new Machine("Linux 5.10", "A CPU", 2, 25L << 30, "JDK 25", 0.5);
  private static final List<String> TOGGLES =
      List.of("auth-cache", "parallel-pulls", "buffers", "streaming-tar", "worker-pool");
  private static final List<String> BENCHMARKS =
      List.of("Auth.resolve", "Image.ensure", "Build.send", "Lifecycle.startStop");

  private final int series;
  private final int nights;
  private final Random random = new Random(7);
  private final double[] levels;

  ManyNights(int series, int nights) {
    this.series = series;
    this.nights = nights;
    this.levels = random.doubles(series, -0.65, -0.05).toArray();
  }

  public static void main(String[] words) throws HistoryException {
    int series = words.length > 1 ? Integer.parseInt(words[1]) : 200;
    int nights = words.length > 2 ? Integer.parseInt(words[2]) : 1095;
    new ManyNights(series, nights).fill(words[0]);
    System.out.printf("%s: %d series, %d nights%n", words[0], series, nights);
  }

  /// Stores all of them.
  void fill(String history) throws HistoryException {
    var store = HistoryStore.open(history);
    for (int night = 0; night < nights; night++) {
      var run = run(night);
      if (night % 37 < 35 || nights < 37) {
        store.append(run);
      }
    }
  }

  /// The run of a night; nights come in order.
  private StoredRun run(int night) {
    var estimates = new ArrayList<StoredEstimate>();
    for (int i = 0; i < series; i++) {
      if (i % 17 == 3 && night == nights / 2) {
        levels[i] -= 0.1;
      }
      if (i % 23 == 5 && night == nights * 5 / 6) {
        levels[i] += 0.12;
      }
      double drift = i % 41 == 7 ? 0.15 * night / nights : 0;
      double outlier = random.nextInt(250) == 0 ? 0.1 : 0;
      estimates.add(estimate(i, levels[i] + drift + outlier + 0.01 * random.nextGaussian()));
    }
    return new StoredRun(
        "night-%05d".formatted(night),
        "nightly",
        LAST.minus(Duration.ofDays(nights - 1L - night)),
        "nightly",
        night,
        "0.1",
        "%040x".formatted(night * 2_654_435_761L),
        false,
        night < nights / 6 ? EARLIER : MACHINE,
        estimates,
        List.of(),
        List.of(),
        List.of());
  }

  private static StoredEstimate estimate(int number, double effect) {
    return new StoredEstimate(
        TOGGLES.get(number % TOGGLES.size()),
        "dev.dyno.suite." + BENCHMARKS.get(number % BENCHMARKS.size()),
        new TreeMap<>(Map.of("n", Integer.toString(number / 20))),
        "time/op",
        "us/op",
        800,
        800 * (1 + effect),
        effect,
        effect - 0.02,
        effect + 0.02,
        0.95,
        6,
        effect < -0.07 ? "Improved" : "Undecided",
        0.02,
        0.008);
  }
}
