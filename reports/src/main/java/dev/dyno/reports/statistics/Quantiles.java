package dev.dyno.reports.statistics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/// Upper quantiles of Student's t, each worked out once: all verdicts by one rule ask for the same
/// few, at each look the same.
final class Quantiles {

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /// So that memory has a bound; more are worked out each time.
  private static final int MOST = 10_000;

  private static final Map<Asked, Double> KNOWN = new ConcurrentHashMap<>();

  private record Asked(double degreesOfFreedom, double alpha) {}

  private Quantiles() {}

  /// What is exceeded with chance `alpha`.
  ///
  /// @param degreesOfFreedom above 0; infinite for the normal distribution
  /// @param alpha 0 to 1
  static double above(double degreesOfFreedom, double alpha) {
    if (Double.isInfinite(degreesOfFreedom)) {
      return NORMAL.inverseSurvivalProbability(alpha);
    }
    var asked = new Asked(degreesOfFreedom, alpha);
    var known = KNOWN.get(asked);
    if (known != null) {
      return known;
    }
    double found = TDistribution.of(degreesOfFreedom).inverseSurvivalProbability(alpha);
    if (KNOWN.size() < MOST) {
      KNOWN.put(asked, found);
    }
    return found;
  }
}
