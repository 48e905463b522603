package dev.dyno.reports.verdict;

/// Candidate over baseline minus one, as a cost: positive is dearer, whatever the benchmark's unit.
///
/// @param ratio the estimate; -0.5 is half the cost
/// @param interval around it
/// @param pairs behind it, at least 2
public record Effect(double ratio, Interval interval, int pairs) {

  public Effect {
    if (!(interval.low() <= ratio && ratio <= interval.high())) {
      throw new IllegalArgumentException(
          "effect %s lies outside its interval %s".formatted(ratio, interval));
    }
    if (pairs < 2) {
      throw new IllegalArgumentException("%d pairs: an interval needs at least 2".formatted(pairs));
    }
  }

  /// A share with its sign: `-12.3 %`; near nothing with a second decimal, which still tells a
  /// hundredth from two.
  public static String percent(double share) {
    return number(share, decimals(share)) + " %";
  }

  /// The effect with its interval, in the digits of the estimate: `+1.0 % [-0.2, +2.2]`.
  String percent() {
    int decimals = decimals(ratio);
    return "%s %% [%s, %s]"
        .formatted(
            number(ratio, decimals),
            number(interval.low(), decimals),
            number(interval.high(), decimals));
  }

  private static String number(double share, int decimals) {
    return ("%+." + decimals + "f").formatted(100 * share);
  }

  private static int decimals(double share) {
    return share < -0.99 && share > -1 ? 2 : 1;
  }
}
