package dev.dyno.reports.verdict;

/// What was known after some pairs.
///
/// @param effect as of this look, its interval widened for looking more than once
/// @param pRegressed sequential p of "no dearer": the smallest spent so far, 0 to 1
/// @param pImproved sequential p of "no cheaper"
/// @param level what either p must not exceed
/// @param threshold the smallest change that matters, as a share of the baseline
/// @param detectable the smallest effect that would have been found at this look in 4 of 5 runs
public record Look(
    Effect effect,
    double pRegressed,
    double pImproved,
    double level,
    double threshold,
    double detectable) {

  /// The threshold on the cheaper side, as far from 0 as the other one when both are log ratios.
  public double thresholdBelow() {
    return -threshold / (1 + threshold);
  }
}
