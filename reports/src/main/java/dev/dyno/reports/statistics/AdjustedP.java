package dev.dyno.reports.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/// p-values of a whole family of tests, adjusted for being many: each may then be compared with the
/// error that the family as a whole may have. Both keep the order of what they are given, and never
/// make a p smaller.
public final class AdjustedP {

  private AdjustedP() {}

  /// For the error of at least one false finding (family-wise), whatever the dependence between the
  /// tests: S. Holm, A Simple Sequentially Rejective Multiple Test Procedure, Scandinavian Journal
  /// of Statistics 6 (1979). Never less powerful than Bonferroni.
  ///
  /// @param p each 0 to 1
  public static double[] holm(double... p) {
    var rising = rising(p);
    var adjusted = new double[p.length];
    double least = 0;
    for (int rank = 0; rank < p.length; rank++) {
      least = Math.max(least, Math.min(1, (p.length - rank) * p[rising[rank]]));
      adjusted[rising[rank]] = least;
    }
    return adjusted;
  }

  /// For the share of false ones among the findings (false discovery rate), for tests that are
  /// independent or positively dependent: Y. Benjamini and Y. Hochberg, Controlling the False
  /// Discovery Rate, Journal of the Royal Statistical Society B 57 (1995).
  ///
  /// @param p each 0 to 1
  public static double[] benjaminiHochberg(double... p) {
    var rising = rising(p);
    var adjusted = new double[p.length];
    double most = 1;
    for (int rank = p.length - 1; rank >= 0; rank--) {
      double own = Math.max(p[rising[rank]], p.length * p[rising[rank]] / (rank + 1.0));
      most = Math.min(most, own);
      adjusted[rising[rank]] = most;
    }
    return adjusted;
  }

  private static int[] rising(double[] p) {
    for (double value : p) {
      if (!(value >= 0 && value <= 1)) { // rejects NaN as well
        throw new IllegalArgumentException(
            "p-values %s hold one that is not within 0 and 1".formatted(Arrays.toString(p)));
      }
    }
    return IntStream.range(0, p.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> p[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
