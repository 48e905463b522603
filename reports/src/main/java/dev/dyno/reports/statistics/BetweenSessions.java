package dev.dyno.reports.statistics;

/// How far the means of sessions lie apart beyond what their own errors explain, by the method
/// of moments (R. DerSimonian and N. Laird, Meta-analysis in Clinical Trials, Controlled
/// Clinical Trials 7, 1986, with equal weights): the variance of the means less the mean of
/// their squared errors, at least 0.
///
/// With fewer than [#ENOUGH] sessions the estimate is drawn towards what was assumed before,
/// proportionally to those that lack.
///
/// @param deviation standard deviation between sessions, in the unit of the means
/// @param sessions behind it
public record BetweenSessions(double deviation, int sessions) {

  /// From so many on, the sessions speak for themselves.
  public static final int ENOUGH = 10;

  public BetweenSessions {
    if (!(deviation >= 0 && sessions >= 0)) {
      throw new IllegalArgumentException(
          "a deviation of %s over %d sessions: neither can be below 0"
              .formatted(deviation, sessions));
    }
  }

  /// The estimate.
  ///
  /// @param means one a session
  /// @param errors the standard error of each
  /// @param assumed standard deviation where nothing is known
  public static BetweenSessions of(double[] means, double[] errors, double assumed) {
    if (means.length != errors.length) {
      throw new IllegalArgumentException(
          "%d means and %d errors: need one of each a session"
              .formatted(means.length, errors.length));
    }
    int count = means.length;
    if (count < 2) {
      return new BetweenSessions(assumed, count);
    }
    double own = Math.max(0, variance(means) - meanSquare(errors));
    double known = Math.min(1, (double) count / ENOUGH);
    return new BetweenSessions(Math.sqrt(known * own + (1 - known) * assumed * assumed), count);
  }

  private static double variance(double[] values) {
    double mean = 0;
    for (double value : values) {
      mean += value / values.length;
    }
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return sum / (values.length - 1);
  }

  private static double meanSquare(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value * value;
    }
    return sum / values.length;
  }
}
