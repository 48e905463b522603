package dev.dyno.reports.statistics;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/// How likely many hits are when each of so many trials hits with a known chance.
public final class BinomialTail {

  private BinomialTail() {}

  /// The chance of `hits` or more.
  ///
  /// @param hits 0 to `trials`
  /// @param trials 0 or more
  /// @param chance of each, 0 to 1
  public static double atLeast(int hits, int trials, double chance) {
    if (trials < 0 || hits < 0 || hits > trials || !(chance >= 0 && chance <= 1)) {
      throw new IllegalArgumentException(
          "%d of %d at a chance of %s: need 0 to all, and a chance within 0 and 1"
              .formatted(hits, trials, chance));
    }
    return hits == 0 ? 1 : BinomialDistribution.of(trials, chance).survivalProbability(hits - 1);
  }
}
