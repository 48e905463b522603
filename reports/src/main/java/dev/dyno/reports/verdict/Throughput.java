package dev.dyno.reports.verdict;

import dev.dyno.reports.measurement.Fork;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.statistics.TrimmedMean;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Operations a second on one side of a comparison: the trimmed mean over its forks, as logarithms.
///
/// @param perSecond above 0
/// @param low of the interval
/// @param high of the interval
public record Throughput(double perSecond, double low, double high) {

  private static final double ERROR = 0.05;

  public Throughput {
    if (!(low <= perSecond && perSecond <= high && low > 0)) {
      throw new IllegalArgumentException(
          "throughput %s lies outside its interval %s to %s".formatted(perSecond, low, high));
    }
  }

  /// With a 95 % interval, for one look at the forks: they are shown, not tested.
  ///
  /// @return empty when fewer than 2 forks tell it
  static Optional<Throughput> of(List<Pair> pairs, Function<Pair, Fork> side) {
    double[] logs =
        pairs.stream()
            .map(side)
            .mapToDouble(fork -> Math.log(perSecond(Metric.TIME.shown(fork), fork.unit())))
            .filter(Double::isFinite)
            .toArray();
    if (logs.length < 2) {
      return Optional.empty();
    }
    var estimate = TrimmedMean.of(logs);
    double margin = estimate.margin(ERROR / 2);
    return Optional.of(
        new Throughput(
            Math.exp(estimate.mean()),
            Math.exp(estimate.mean() - margin),
            Math.exp(estimate.mean() + margin)));
  }

  /// NaN for a unit that is no time.
  private static double perSecond(double score, String unit) {
    return unit.startsWith("ops/")
        ? score / seconds(unit.substring("ops/".length()))
        : 1 / (score * seconds(unit.replace("/op", "")));
  }

  private static double seconds(String unit) {
    return switch (unit) {
      case "ns" -> 1e-9;
      case "us" -> 1e-6;
      case "ms" -> 1e-3;
      case "s" -> 1;
      case "min" -> 60;
      default -> Double.NaN;
    };
  }
}
