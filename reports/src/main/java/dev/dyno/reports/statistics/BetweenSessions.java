package dev.dyno.reports.statistics;

import java.util.List;

/// How far the means of sessions lie apart beyond what their own errors explain, by the method
/// of moments (R. DerSimonian and N. Laird, Meta-analysis in Clinical Trials, Controlled
/// Clinical Trials 7, 1986, with equal weights): the variance of the means less the mean of
/// their squared errors, at least 0.
///
/// With fewer than [#ENOUGH] sessions the estimate is drawn towards what was assumed before,
/// proportionally to those that lack.
///
/// What was measured several times within a session has one mean there ([Session#of]), and several
/// kinds of work within one are several means of one session: they tell more of the variance, but
/// not more of what a day may bring.
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

  /// What one session says of one kind of work.
  ///
  /// @param mean of the log ratio
  /// @param error its standard error, from within the session
  public record Session(double mean, double error) {

    public Session {
      if (!Double.isFinite(mean) || !(error >= 0)) {
        throw new IllegalArgumentException(
            "a mean of %s with an error of %s".formatted(mean, error));
      }
    }

    /// Of several independent means of one session, weighted by the pairs behind them.
    ///
    /// @param means at least one
    /// @param errors the standard error of each
    /// @param pairs behind each, above 0
    public static Session of(double[] means, double[] errors, int[] pairs) {
      if (means.length == 0 || errors.length != means.length || pairs.length != means.length) {
        throw new IllegalArgumentException(
            "%d means, %d errors and %d numbers of pairs: need as many of each"
                .formatted(means.length, errors.length, pairs.length));
      }
      double sum = 0;
      double squares = 0;
      double all = 0;
      for (int i = 0; i < means.length; i++) {
        sum += pairs[i] * means[i];
        squares += pairs[i] * errors[i] * pairs[i] * errors[i];
        all += pairs[i];
      }
      return new Session(sum / all, Math.sqrt(squares) / all);
    }
  }

  /// The estimate.
  ///
  /// @param means one of each session and kind of work
  /// @param sessions how many they come from, at most as many
  /// @param assumed standard deviation where nothing is known
  public static BetweenSessions of(List<Session> means, int sessions, double assumed) {
    if (sessions > means.size()) {
      throw new IllegalArgumentException(
          "%d means of %d sessions: need at least one of each".formatted(means.size(), sessions));
    }
    if (sessions < 2) {
      return new BetweenSessions(assumed, sessions);
    }
    double own = Math.max(0, variance(means) - meanSquare(means));
    double known = Math.min(1, (double) sessions / ENOUGH);
    return new BetweenSessions(Math.sqrt(known * own + (1 - known) * assumed * assumed), sessions);
  }

  private static double variance(List<Session> sessions) {
    double mean = 0;
    for (var session : sessions) {
      mean += session.mean() / sessions.size();
    }
    double sum = 0;
    for (var session : sessions) {
      sum += (session.mean() - mean) * (session.mean() - mean);
    }
    return sum / (sessions.size() - 1);
  }

  private static double meanSquare(List<Session> sessions) {
    double sum = 0;
    for (var session : sessions) {
      sum += session.error() * session.error();
    }
    return sum / sessions.size();
  }
}
