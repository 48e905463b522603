package dev.dyno.reports.statistics;

import java.util.Arrays;

/// What luck alone can do where forks of the same code run at one of several speeds, for ever after
/// a choice that a JIT made once. Pairs then agree on a difference that no code has, as closely as
/// their turns are quiet, and a t-test takes that for certain.
///
/// Let the speeds of a fork have any chances. That a pair of the same code shows one and the same
/// difference is at most 1 in 4: it is the sum, over speeds so far apart, of products of two
/// chances, and such a sum over the edges of a graph without triangles is at most 1/4 (T. Motzkin
/// and E. Straus, Maxima for Graphs and a New Proof of a Theorem of Turán, 1965). So of `n` pairs,
/// `k` or more agree with a chance of at most the tail of the binomial distribution of `n` and 1/4.
/// A pair agrees when it lies beyond a third of the estimate: pairs without a difference lie at 0,
/// and what noise moves past a third, noise that wide keeps from being taken for certain. Of three
/// speeds or more, several differences may lie beyond that third, with a chance of up to 1/2, so
/// that the bound is one for a single difference and not for any number of them. But such pairs
/// stray by whole steps, which a t-test sees: of 20,000 comparisons of the same code at 3, 5 and 9
/// speeds, 0.75 to 0.91 % were called dearer, or cheaper, where 1 % is promised (SpeedsTest).
///
/// It never makes anything more certain. And it takes for granted that speeds of one code do not
/// lie apart by a factor of 2 or more: an estimate beyond that needs no agreement.
public final class SpeedLuck {

  /// The most that a pair of the same code shows one and the same difference.
  private static final double CHANCE = 0.25;

  private static final double AGREES_FROM = 1.0 / 3;

  /// As a log ratio.
  private static final double FARTHEST = Math.log(2);

  /// Of code whose forks are known to run at one speed: luck does nothing.
  public static final SpeedLuck NONE = new SpeedLuck(0);

  private final double mean;
  private final double[] rising;

  /// @param mean the estimate that pairs agree with, or do not
  /// @param logRatios of pairs
  public SpeedLuck(double mean, double... logRatios) {
    this.mean = mean;
    this.rising = logRatios.clone();
    Arrays.sort(rising);
  }

  /// The least that any p of so many pairs can be.
  public static double least(int pairs) {
    return Math.pow(CHANCE, pairs);
  }

  /// The chance that luck makes so many pairs agree that something is dearer; 0 where the estimate
  /// lies beyond all luck, and where it says nothing of the kind.
  public double pAbove() {
    return mean <= 0 || mean >= FARTHEST ? 0 : tail(above(mean * AGREES_FROM));
  }

  /// The same of cheaper.
  public double pBelow() {
    return mirrored().pAbove();
  }

  /// From which estimate on luck would be refuted at `level` on the dearer side, if all pairs were
  /// moved by as much as the estimate.
  public double crossingAbove(double level) {
    if (rising.length == 0) {
      return 0;
    }
    int needed = 1;
    while (needed <= rising.length && tail(needed) > level) {
      needed++;
    }
    if (needed > rising.length) {
      return FARTHEST;
    }
    double last = rising[rising.length - needed];
    return Math.min(FARTHEST, (mean - last) / (1 - AGREES_FROM));
  }

  /// The same on the cheaper side, as a positive number.
  public double crossingBelow(double level) {
    return mirrored().crossingAbove(level);
  }

  /// The same of other pairs, where it does anything.
  public SpeedLuck of(double... logRatios) {
    return rising.length == 0 ? this : new SpeedLuck(mean, logRatios);
  }

  private SpeedLuck mirrored() {
    return new SpeedLuck(-mean, Arrays.stream(rising).map(each -> -each).toArray());
  }

  private int above(double line) {
    return (int) Arrays.stream(rising).filter(each -> each > line).count();
  }

  /// As [BinomialTail] does, but for few trials and often.
  private double tail(int agreeing) {
    double sum = 0;
    double chance = Math.pow(1 - CHANCE, rising.length); // of none
    for (int hits = 0; hits <= rising.length; hits++) {
      sum += hits >= agreeing ? chance : 0;
      chance *= (rising.length - hits) / (hits + 1.0) * CHANCE / (1 - CHANCE);
    }
    return Math.min(1, sum);
  }
}
