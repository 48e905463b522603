package dev.dyno.reports.statistics;

/// How many values the best sequential test would need, if it knew the spread: the floor under
/// every test of "no shift" against a given one. A. Wald, Sequential Tests of Statistical
/// Hypotheses, Annals of Mathematical Statistics 16 (1945): expected sample numbers of the
/// probability ratio test on a normal mean, overshoot neglected.
public final class WaldSprt {

  private WaldSprt() {}

  /// Expected number of values when the shift is there.
  ///
  /// @param alpha the error of finding a shift where none is; between 0 and 1
  /// @param beta the error of missing it; between 0 and 1
  /// @param shift that is looked for, not 0
  /// @param deviation standard deviation of one value, above 0
  public static double whenShifted(double alpha, double beta, double shift, double deviation) {
    check(alpha, beta, shift, deviation);
    double gained = (1 - beta) * Math.log((1 - beta) / alpha) + beta * Math.log(beta / (1 - alpha));
    return gained * 2 * square(deviation / shift);
  }

  /// Expected number of values when no shift is there.
  ///
  /// @param alpha the error of finding a shift where none is; between 0 and 1
  /// @param beta the error of missing it; between 0 and 1
  /// @param shift that is looked for, not 0
  /// @param deviation standard deviation of one value, above 0
  public static double whenSame(double alpha, double beta, double shift, double deviation) {
    return whenShifted(/* alpha= */ beta, /* beta= */ alpha, shift, deviation); // the mirror image
  }

  private static double square(double x) {
    return x * x;
  }

  private static void check(double alpha, double beta, double shift, double deviation) {
    if (!(alpha > 0 && alpha < 1 && beta > 0 && beta < 1)) {
      throw new IllegalArgumentException(
          "errors %s and %s: each must lie between 0 and 1".formatted(alpha, beta));
    }
    if (!(shift != 0 && Double.isFinite(shift) && deviation > 0)) {
      throw new IllegalArgumentException(
          "a shift of %s at a deviation of %s: need one that is not 0, and a spread above 0"
              .formatted(shift, deviation));
    }
  }
}
