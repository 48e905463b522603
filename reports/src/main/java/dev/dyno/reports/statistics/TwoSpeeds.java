package dev.dyno.reports.statistics;

import java.util.Arrays;
import java.util.Optional;

/// Forks of one side, or of both, that run at one of two speeds. Found where all forks together
/// fall into two groups, far apart against the spread within them, where a side has forks in both,
/// and where the two forks of a pair often fall into different ones: a machine that changes its
/// pace takes both along.
///
/// It is a description, not a test: on heavy-tailed noise of one speed it is found in fewer than 1
/// of 100 cases, and of forks 20 % apart with a spread of 2 %, a third of them slow, in most.
///
/// @param apart how much slower the slow ones are, as a share
/// @param slowBaseline of `forks`
/// @param slowCandidate of `forks`
/// @param forks of each side
public record TwoSpeeds(double apart, int slowBaseline, int slowCandidate, int forks) {

  /// Fewer are an accident or two.
  private static final int LEAST_FORKS = 3;

  private static final int ONE_IN = 16;

  /// Between the groups' means, in deviations within them: one normal group, cut in its middle, has
  /// 2.7.
  private static final double DEVIATIONS = 5;

  /// Of that distance, which no fork lies in.
  private static final double EMPTY = 0.5;

  /// As a log ratio.
  private static final double NEAREST = 0.03;

  public TwoSpeeds {
    if (!(apart > 0)
        || Math.min(slowBaseline, slowCandidate) < 0
        || Math.max(slowBaseline, slowCandidate) > forks) {
      throw new IllegalArgumentException(
          "%d and %d slow of %d, by %s".formatted(slowBaseline, slowCandidate, forks, apart));
    }
  }

  /// Looks for them.
  ///
  /// @param baseline logarithm of each fork's cost, in the order of the pairs
  /// @param candidate as many
  /// @return empty where there are not, or a cost is not finite
  public static Optional<TwoSpeeds> of(double[] baseline, double[] candidate) {
    int pairs = Math.min(baseline.length, candidate.length);
    var all = new double[2 * pairs];
    System.arraycopy(baseline, 0, all, 0, pairs);
    System.arraycopy(candidate, 0, all, pairs, pairs);
    Arrays.sort(all);
    int least = Math.max(LEAST_FORKS, (all.length + ONE_IN - 1) / ONE_IN);
    if (all.length < 2 * least
        || !Double.isFinite(all[0])
        || !Double.isFinite(all[all.length - 1])) {
      return Optional.empty();
    }
    int best = 0;
    for (int cut = least; cut <= all.length - least; cut++) {
      if ((best == 0 || gap(all, cut) > gap(all, best)) && apart(all, cut)) {
        best = cut;
      }
    }
    return best == 0 ? Optional.empty() : told(all, best, baseline, candidate, pairs);
  }

  private static double gap(double[] rising, int cut) {
    return rising[cut] - rising[cut - 1];
  }

  private static double distance(double[] rising, int cut) {
    return Arrays.stream(rising, cut, rising.length).average().orElseThrow()
        - Arrays.stream(rising, 0, cut).average().orElseThrow();
  }

  private static boolean apart(double[] rising, int cut) {
    if (gap(rising, cut) < EMPTY * NEAREST) { // most cuts, and quickly seen
      return false;
    }
    double distance = distance(rising, cut);
    double squares = squares(rising, 0, cut) + squares(rising, cut, rising.length);
    double within = Math.sqrt(squares / (rising.length - 2));
    return distance >= NEAREST
        && distance >= DEVIATIONS * within
        && gap(rising, cut) >= EMPTY * distance;
  }

  private static double squares(double[] values, int from, int to) {
    double mean = Arrays.stream(values, from, to).average().orElseThrow();
    return Arrays.stream(values, from, to).map(each -> (each - mean) * (each - mean)).sum();
  }

  private static Optional<TwoSpeeds> told(
      double[] rising, int cut, double[] baseline, double[] candidate, int pairs) {
    double line = (rising[cut] + rising[cut - 1]) / 2;
    int slowBaseline = 0;
    int slowCandidate = 0;
    int unlike = 0;
    for (int i = 0; i < pairs; i++) {
      slowBaseline += baseline[i] > line ? 1 : 0;
      slowCandidate += candidate[i] > line ? 1 : 0;
      unlike += baseline[i] > line == candidate[i] > line ? 0 : 1;
    }
    boolean split = slowBaseline % pairs != 0 || slowCandidate % pairs != 0;
    // As many pairs of one fast and one slow fork as if the forks knew nothing of each other.
    double expected =
        ((double) slowBaseline * (pairs - slowCandidate)
                + (double) slowCandidate * (pairs - slowBaseline))
            / pairs;
    return split && unlike >= 2 && unlike >= expected / 2
        ? Optional.of(
            new TwoSpeeds(Math.expm1(distance(rising, cut)), slowBaseline, slowCandidate, pairs))
        : Optional.empty();
  }
}
