package dev.dyno.reports.verdict;

import dev.dyno.reports.statistics.Spending;
import java.util.List;

/// What must hold for a verdict. Fixed before the first pair.
///
/// @param spending over the looks
/// @param alpha most that Regressed, and likewise Improved, may be said wrongly of one comparison,
///     over all looks
/// @param equivalenceAlpha the same for each side of Equivalent
/// @param confidence of the interval shown, over all looks
/// @param sessionDeviation standard deviation of `ln(candidate/baseline)` between sessions; until a
///     history of A/A sessions tells, 0.005
public record Rule(
    Spending spending,
    double alpha,
    double equivalenceAlpha,
    double confidence,
    double sessionDeviation) {

  /// One false alarm in a hundred a side, 95 % intervals, 0.5 % between sessions.
  public static Rule of(List<Integer> looks) {
    return new Rule(new Spending(looks), 0.01, 0.05, 0.95, 0.005);
  }
}
