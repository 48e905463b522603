package dev.dyno.bench.calibration;

import dev.dyno.engine.embedded.latency.Spread;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// A lognormal distribution through the median of some times: the slope of the logarithms of those
/// above it against normal quantiles, least squares, without the slowest tenth, which on a shared
/// machine is not the daemon's. Those below are cut off at the shortest, as the replay does it, so
/// that what subtraction leaves of a short time does not count.
///
/// @param number of times
/// @param spread what the replay draws from
/// @param residual root mean square of what the logarithms of the used times differ by from the
///     line: 0.1 is about 10 %
record LognormalFit(int number, Spread spread, double residual) {

  /// Less than this is the noise of a loopback connection.
  private static final double LEAST_MILLIS = 0.05;

  private static final double TRIMMED = 0.1;
  private static final double MICROS = 1000;
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /// The times of a daemon without what the replay will take of its own.
  ///
  /// @param millis of the daemon; at least one
  /// @param own of the replay, in ms
  /// @return empty when nothing worth a replay is left
  static Optional<LognormalFit> of(double[] millis, double own) {
    var rest = Arrays.stream(millis).map(time -> Math.max(0, time - own)).toArray();
    var quantiles = Quantiles.of(rest);
    if (quantiles.median() < LEAST_MILLIS) {
      return Optional.empty();
    }
    double sigma = sigma(quantiles);
    double median = rounded(quantiles.median());
    double p90 =
        Math.max(
            median, rounded(median * Math.exp(sigma * NORMAL.inverseCumulativeProbability(0.9))));
    double minimum = Math.min(median, rounded(quantiles.ranked(0)));
    return Optional.of(
        new LognormalFit(
            rest.length, new Spread(median, p90, minimum), residual(quantiles, sigma)));
  }

  private static double sigma(Quantiles quantiles) {
    double products = 0;
    double squares = 0;
    for (int i = first(quantiles); i <= last(quantiles); i++) {
      double z = normal(quantiles, i);
      products += z * deviation(quantiles, i);
      squares += z * z;
    }
    return squares == 0 ? 0 : Math.max(0, products / squares);
  }

  private static double residual(Quantiles quantiles, double sigma) {
    double squares = 0;
    for (int i = first(quantiles); i <= last(quantiles); i++) {
      double off = deviation(quantiles, i) - sigma * normal(quantiles, i);
      squares += off * off;
    }
    return Math.sqrt(squares / (last(quantiles) - first(quantiles) + 1));
  }

  /// How far a time is from the median, as a logarithm of their ratio.
  private static double deviation(Quantiles quantiles, int index) {
    return Math.log(Math.max(quantiles.ranked(index), LEAST_MILLIS) / quantiles.median());
  }

  private static double normal(Quantiles quantiles, int index) {
    return NORMAL.inverseCumulativeProbability((index + 0.5) / quantiles.number());
  }

  private static int first(Quantiles quantiles) {
    return quantiles.number() / 2;
  }

  private static int last(Quantiles quantiles) {
    return quantiles.number() - 1 - (int) Math.floor(TRIMMED * quantiles.number());
  }

  static double rounded(double millis) {
    return Math.round(millis * MICROS) / MICROS;
  }
}
