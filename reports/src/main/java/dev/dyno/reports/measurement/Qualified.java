package dev.dyno.reports.measurement;

import java.time.Instant;

/// What was known of this machine before measuring began: how often the same code twice was called
/// dearer on it, and what it can see. From the history of `dyno qualify`; kept with the
/// measurement, so that its judgement stays the same whatever the history learns later.
///
/// @param at when the last of its sessions began
/// @param verdicts of the same code, over all sessions of this machine
/// @param alarms of them that called it dearer
/// @param alarmsLow lower end of the 95 % interval of their share, by Clopper and Pearson
/// @param alarmsHigh upper end
/// @param floor the middle one of the benchmarks' noise floors: the smallest slowdown that is found
///     in 4 of 5 runs of all looks, as a share of the baseline
/// @param benchmarks that it was found on
/// @param sessionDeviation standard deviation of `ln(candidate/baseline)` between sessions
/// @param sessions behind that: how many runs it is estimated from, however many verdicts each had
public record Qualified(
    Instant at,
    int verdicts,
    int alarms,
    double alarmsLow,
    double alarmsHigh,
    double floor,
    int benchmarks,
    double sessionDeviation,
    int sessions) {

  public Qualified {
    if (verdicts < 1 || alarms < 0 || alarms > verdicts) {
      throw new IllegalArgumentException(
          "%d alarms of %d verdicts: need 0 to all of at least one".formatted(alarms, verdicts));
    }
    if (!(0 <= alarmsLow && alarmsLow <= alarmsHigh && alarmsHigh <= 1)) {
      throw new IllegalArgumentException(
          "a share of alarms from %s to %s".formatted(alarmsLow, alarmsHigh));
    }
    if (!(floor > 0) || benchmarks < 1) {
      throw new IllegalArgumentException(
          "a floor of %s of %d benchmarks".formatted(floor, benchmarks));
    }
    if (!(sessionDeviation >= 0) || sessions < 0) {
      throw new IllegalArgumentException(
          "a deviation of %s over %d sessions".formatted(sessionDeviation, sessions));
    }
  }
}
