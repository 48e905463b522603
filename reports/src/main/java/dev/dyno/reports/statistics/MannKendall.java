package dev.dyno.reports.statistics;

import java.util.Arrays;
import java.util.HashMap;
import org.apache.commons.statistics.distribution.NormalDistribution;

/// Whether a series drifts one way, and how fast.
///
/// H. Mann, Nonparametric Tests Against Trend, Econometrica 13 (1945), and M. Kendall, Rank
/// Correlation Methods (1975), with the correction for ties and for continuity; the slope is the
/// median of all pairwise ones: P. Sen, Estimates of the Regression Coefficient Based on Kendall's
/// Tau, Journal of the American Statistical Association 63 (1968).
///
/// @param score pairs that rise minus pairs that fall
/// @param p two-sided, that there is no trend; by the normal approximation, good from 10 values on
/// @param slope a step of the series, in the unit of the values
public record MannKendall(long score, double p, double slope) {

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /// Tests `values[from, to)`; 3 values or more. Takes time and space in the square of their
  /// number.
  public static MannKendall of(double[] values, int from, int to) {
    int n = to - from;
    if (n < 3) {
      throw new IllegalArgumentException("%d values: a trend needs 3".formatted(n));
    }
    long score = 0;
    var slopes = new double[n * (n - 1) / 2];
    int k = 0;
    for (int i = from; i < to; i++) {
      for (int j = i + 1; j < to; j++) {
        score += (long) Math.signum(values[j] - values[i]);
        slopes[k++] = (values[j] - values[i]) / (j - i);
      }
    }
    Arrays.sort(slopes);
    int middle = slopes.length / 2;
    double slope =
        slopes.length % 2 == 1 ? slopes[middle] : (slopes[middle - 1] + slopes[middle]) / 2;
    return new MannKendall(score, p(score, variance(values, from, to)), slope);
  }

  private static double p(long score, double variance) {
    if (score == 0 || variance <= 0) {
      return 1;
    }
    return Math.min(1, 2 * NORMAL.survivalProbability((Math.abs(score) - 1) / Math.sqrt(variance)));
  }

  private static double variance(double[] values, int from, int to) {
    double n = to - from;
    var alike = new HashMap<Double, Integer>();
    for (int i = from; i < to; i++) {
      alike.merge(values[i] + 0.0, 1, Integer::sum); // makes one of both zeros
    }
    double ties = alike.values().stream().mapToDouble(t -> t * (t - 1.0) * (2.0 * t + 5)).sum();
    return (n * (n - 1) * (2 * n + 5) - ties) / 18;
  }
}
