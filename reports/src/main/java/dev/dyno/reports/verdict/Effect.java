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
}
