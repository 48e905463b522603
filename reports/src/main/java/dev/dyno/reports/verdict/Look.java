package dev.dyno.reports.verdict;

/// What was known after some pairs, and what would have stopped there.
///
/// @param effect as of this look, its interval widened for looking more than once
/// @param pRegressed sequential p of "no dearer": the smallest spent so far, 0 to 1
/// @param pImproved sequential p of "no cheaper"
/// @param level what either p must not exceed
/// @param threshold the smallest change that matters, as a share of the baseline
/// @param detectable the smallest effect that would have been found at this look in 4 of 5 runs
/// @param bounds where the verdicts of this look begin
public record Look(
    Effect effect,
    double pRegressed,
    double pImproved,
    double level,
    double threshold,
    double detectable,
    Bounds bounds) {

  public Look {
    if (!(pRegressed >= 0 && pRegressed <= 1 && pImproved >= 0 && pImproved <= 1)) {
      throw new IllegalArgumentException(
          "p of %s and %s: need 0 to 1".formatted(pRegressed, pImproved));
    }
    if (!(level > 0 && level < 1 && threshold > 0 && detectable > 0)) {
      throw new IllegalArgumentException(
          "level %s, threshold %s, detectable %s: need above 0, and a level below 1"
              .formatted(level, threshold, detectable));
    }
  }

  /// Where the verdicts of a look begin, as shares of the baseline. An estimate at or beyond the
  /// first is Regressed, at or below the second Improved; Equivalent when the farther of its two
  /// one-sided bounds, at the third, lies within the threshold.
  ///
  /// @param regressed above 0
  /// @param improved below 0
  /// @param reach of the estimate with its margin, to the dearer side as a log ratio is mirrored;
  ///     0 or more
  public record Bounds(double regressed, double improved, double reach) {

    public Bounds {
      if (!(regressed > 0 && improved < 0 && reach >= 0)) {
        throw new IllegalArgumentException(
            "Regressed from %s, Improved from %s, bounds within %s: need above, below, not below 0"
                .formatted(regressed, improved, reach));
      }
    }
  }

  /// Whether both one-sided bounds lie within the threshold.
  public boolean equivalent() {
    return bounds.reach < threshold;
  }

  /// The threshold on the cheaper side, as far from 0 as the other one when both are log ratios.
  public double thresholdBelow() {
    return -threshold / (1 + threshold);
  }
}
