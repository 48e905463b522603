package dev.dyno.bench.calibration;

import dev.dyno.engine.embedded.latency.Forecast;
import dev.dyno.engine.embedded.latency.OperationLatency;
import dev.dyno.engine.embedded.latency.Spread;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/// What an operation shares with others of its kind: how much of its time is work on cores, and how
/// many the daemon does at once. Found by trying every candidate on the replay's own clock and
/// keeping the one whose speed-ups come closest to the measured ones.
///
/// One operation alone cannot tell cores from places: two places are as fast as two cores. So one
/// request is taken to keep at most [#MOST_CORES] busy, as daemon and runtime do, and only a daemon
/// that is slower than such requests explain is said to have a limit of places.
///
/// @param cpuShare core time over time
/// @param atOnce places; 0 for any number
/// @param measured speed-up by number at once, against one after the other
/// @param replayed what the replay's will be
/// @param residual standard deviation of the logarithms of replayed over measured: 0.1 is about
///     10 %
record SharingFit(
    double cpuShare,
    int atOnce,
    SortedMap<Integer, Double> measured,
    SortedMap<Integer, Double> replayed,
    double residual) {

  /// What one request keeps busy at most.
  static final int MOST_CORES = 2;

  private static final int SHARES_PER_CORE = 10;
  private static final List<Integer> PLACES = List.of(0, 1, 2, 3, 4, 6);
  // A limit of places has to be this much better: speed-ups are measured to about as much.
  private static final double PRICE_OF_PLACES = 0.05;
  private static final int DRAWS = 101;

  SharingFit {
    measured = new TreeMap<>(measured);
    replayed = new TreeMap<>(replayed);
  }

  /// Fits one operation.
  ///
  /// @param cores of the daemon's machine
  /// @param millis time until the last answer, by number at once; has 1
  /// @param seed of the times drawn
  static SharingFit of(Spread spread, int cores, SortedMap<Integer, Double> millis, long seed) {
    var measured = speedUps(millis);
    return candidates(spread, cores).stream()
        .map(candidate -> tried(candidate, cores, measured, seed))
        .reduce((best, next) -> next.price() < best.price() ? next : best)
        .orElseThrow();
  }

  private static List<OperationLatency> candidates(Spread spread, int cores) {
    int shares = SHARES_PER_CORE * Math.min(cores, MOST_CORES);
    var candidates = new ArrayList<OperationLatency>();
    for (int places : PLACES) {
      for (int share = 0; share <= shares; share++) {
        candidates.add(new OperationLatency(spread, (double) share / SHARES_PER_CORE, places));
      }
    }
    return candidates;
  }

  private static SharingFit tried(
      OperationLatency candidate, int cores, SortedMap<Integer, Double> measured, long seed) {
    var millis = new TreeMap<Integer, Double>();
    for (int number : measured.keySet()) {
      millis.put(number, replayed(candidate, cores, number, seed));
    }
    var replayed = speedUps(millis);
    return new SharingFit(
        candidate.cpuShare(), candidate.atOnce(), measured, replayed, off(measured, replayed));
  }

  private static double replayed(OperationLatency candidate, int cores, int number, long seed) {
    var random = new SplittableRandom(seed);
    var draws = new double[DRAWS];
    Arrays.setAll(draws, _ -> Forecast.together(candidate, cores, number, random));
    return Quantiles.median(draws);
  }

  private static SortedMap<Integer, Double> speedUps(Map<Integer, Double> times) {
    double one = Objects.requireNonNull(times.get(1), "a batch of one");
    var speedUps = new TreeMap<Integer, Double>();
    times.forEach((number, time) -> speedUps.put(number, number * one / time));
    return speedUps;
  }

  /// Without what all have in common, which would be the error of the batch of one alone.
  private static double off(Map<Integer, Double> measured, Map<Integer, Double> replayed) {
    var logs =
        measured.entrySet().stream()
            .mapToDouble(
                each ->
                    Math.log(replayed.getOrDefault(each.getKey(), Double.NaN) / each.getValue()))
            .toArray();
    double common = Arrays.stream(logs).average().orElse(0);
    return Math.sqrt(
        Arrays.stream(logs).map(log -> (log - common) * (log - common)).average().orElse(0));
  }

  private double price() {
    return residual + (atOnce > 0 ? PRICE_OF_PLACES : 0);
  }
}
