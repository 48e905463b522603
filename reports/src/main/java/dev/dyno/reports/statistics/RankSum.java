package dev.dyno.reports.statistics;

import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/// The rank sum test of Wilcoxon (1945), and of H. Mann and D. Whitney (On a Test of Whether
/// one of Two Random Variables is Stochastically Larger than the Other, Annals of Mathematical
/// Statistics 18, 1947): exact where no two values are equal and samples are small, else by the
/// normal approximation with its correction for ties.
public final class RankSum {

  private RankSum() {}

  /// Two-sided p of "both come from one distribution".
  ///
  /// @param x at least one, finite
  /// @param y at least one, finite
  public static double p(double[] x, double[] y) {
    return MannWhitneyUTest.withDefaults()
        .with(AlternativeHypothesis.TWO_SIDED)
        .test(x, y)
        .getPValue();
  }
}
