package dev.dyno.reports.html;

import dev.dyno.reports.verdict.Effect;

/// How many times as fast the candidate is, as people read it; of other metrics, how many times
/// less it takes.
///
/// @param times above 0; 1 for the same
/// @param low of the interval
/// @param high of the interval
record Speed(double times, double low, double high) {

  static Speed of(Effect effect) {
    var interval = effect.interval();
    return new Speed(1 / (1 + effect.ratio()), 1 / (1 + interval.high()), 1 / (1 + interval.low()));
  }

  /// `2.31×`.
  String text() {
    return factor(times);
  }

  /// `2.12× to 2.53×`.
  String interval() {
    return factor(low) + " to " + factor(high);
  }

  static String factor(double times) {
    return Typography.fixed(times, times < 10 ? 2 : times < 100 ? 1 : 0) + "×";
  }
}
