package dev.dyno.reports.html;

import dev.dyno.reports.verdict.Effect;
import dev.dyno.reports.verdict.Metric;
import dev.dyno.reports.verdict.Verdict;
import java.util.Optional;

/// A relative change as people read it.
///
/// @param ratio candidate over baseline minus one, as a cost
record Change(double ratio) {

  private static final double WILD = 100;

  /// `−3.2 %`; the sign is always there.
  String percent() {
    return percent(decimals());
  }

  /// `3.2 %`, for a size that has no direction.
  String size() {
    return ratio >= WILD
        ? "over 9" + Typography.SPACE + "999" + Typography.SPACE + "%"
        : Typography.trimmed(100 * ratio, Math.abs(ratio) < 0.001 ? 3 : 1) + Typography.SPACE + "%";
  }

  /// The smallest effect that would have been found, or `not yet`: where it is a doubling or more,
  /// there are too few pairs, or they lie too far apart, for any figure to mean something.
  String detectable() {
    return Verdict.early(ratio) ? "not yet" : size();
  }

  /// `262× faster`, where a percentage stops telling sizes apart: at half or less, twice or more.
  Optional<String> times(Metric metric) {
    boolean time = metric == Metric.TIME || metric == Metric.P99;
    if (ratio <= -0.5) {
      return Optional.of(factor(1 / (1 + ratio)) + (time ? " faster" : " less"));
    }
    if (ratio >= 1 && ratio < WILD) {
      return Optional.of(factor(1 + ratio) + (time ? " slower" : " more"));
    }
    return Optional.empty();
  }

  /// `−3.6 to −2.8 %`: the interval, in the digits of its estimate.
  static String interval(Effect effect) {
    int decimals = new Change(effect.ratio()).decimals();
    var low = new Change(effect.interval().low());
    var high = new Change(effect.interval().high());
    return low.number(decimals) + " to " + high.percent(decimals);
  }

  private String percent(int decimals) {
    return number(decimals) + Typography.SPACE + "%";
  }

  private String number(int decimals) {
    return ratio >= WILD
        ? "over +9" + Typography.SPACE + "999"
        : Typography.signed(100 * ratio, decimals);
  }

  /// Two close to −100 %, where the second one still tells 100× from 200×.
  private int decimals() {
    if (ratio < -0.99) {
      return 2;
    }
    return ratio >= 10 ? 0 : 1;
  }

  private static String factor(double times) {
    return Typography.fixed(times, times < 10 ? 1 : 0) + "×";
  }
}
