package dev.dyno.reports.statistics;

import java.util.ArrayList;
import java.util.List;

/// Effects of two-level factors, and of every two of them together, by least squares on whatever
/// was observed. A whole design of resolution V tells all of them; when observations are missing,
/// those that the rest cannot tell apart are named instead of guessed.
///
/// Effects are in the convention of Montgomery (Design and Analysis of Experiments): a main effect
/// is the mean where the factor is high minus the mean where it is low; an interaction is half the
/// difference that the one factor makes to the other's effect. Interactions of three factors are
/// taken as nothing: where they are not, they add to the residuals, so that intervals widen.
public sealed interface FactorialFit {

  /// What is estimated.
  sealed interface Term {}

  /// One factor's effect, averaged over the others.
  ///
  /// @param factor from 0
  record Main(int factor) implements Term {}

  /// How two factors change each other's effect.
  ///
  /// @param first from 0, below `second`
  record Interaction(int first, int second) implements Term {}

  /// An effect with its error.
  record Told(Term term, Estimate effect) {}

  /// An effect without one.
  record Value(Term term, double effect) {}

  /// More observations than terms, so that the residuals tell the error.
  ///
  /// @param told main effects first
  /// @param untold what the observations cannot tell apart
  /// @param deviation standard deviation of one observation around the fit
  /// @param degreesOfFreedom of that deviation, 1 or more
  record WithError(List<Told> told, List<Term> untold, double deviation, int degreesOfFreedom)
      implements FactorialFit {

    public WithError {
      told = List.copyOf(told);
      untold = List.copyOf(untold);
    }
  }

  /// As many terms as observations, such as one observation for each run of 2 factors: the effects
  /// fit exactly, and nothing is left to tell their error. Observe the runs again instead.
  ///
  /// @param values main effects first
  /// @param untold what the observations cannot tell apart
  record WithoutError(List<Value> values, List<Term> untold) implements FactorialFit {

    public WithoutError {
      values = List.copyOf(values);
      untold = List.copyOf(untold);
    }
  }

  /// What the observations cannot tell apart.
  List<Term> untold();

  /// Fits one mean, all main effects and all interactions of two.
  ///
  /// @param high for each observation, whether each factor was high; none missing
  /// @param y what was observed, finite
  /// @param step the smallest step of `y`, 0 for a continuous one: an observation is never known
  ///     better than `step / sqrt(12)`, even if all agree
  static FactorialFit of(boolean[][] high, double[] y, double step) {
    check(high, y);
    var terms = terms(high[0].length);
    var solution = LeastSquares.solve(columns(high, terms), y);
    int freedom = y.length - solution.rank();
    double deviation =
        freedom == 0 ? 0 : Math.max(Math.sqrt(solution.squares() / freedom), step / Math.sqrt(12));
    var told = new ArrayList<Told>();
    var values = new ArrayList<Value>();
    var untold = new ArrayList<Term>();
    for (int j = 0; j < terms.size(); j++) {
      var coefficient = solution.coefficients().get(j + 1);
      double effect = 2 * coefficient.value();
      if (!coefficient.estimable()) {
        untold.add(terms.get(j));
      } else if (freedom == 0) {
        values.add(new Value(terms.get(j), effect));
      } else {
        double error = 2 * deviation * Math.sqrt(coefficient.variance());
        told.add(new Told(terms.get(j), new Estimate(effect, error, freedom, 0, y.length)));
      }
    }
    return freedom == 0
        ? new WithoutError(values, untold)
        : new WithError(told, untold, deviation, freedom);
  }

  /// All terms for so many factors: main effects first.
  static List<Term> terms(int factors) {
    var terms = new ArrayList<Term>();
    for (int factor = 0; factor < factors; factor++) {
      terms.add(new Main(factor));
    }
    for (int first = 0; first < factors; first++) {
      for (int second = first + 1; second < factors; second++) {
        terms.add(new Interaction(first, second));
      }
    }
    return List.copyOf(terms);
  }

  private static double[][] columns(boolean[][] high, List<Term> terms) {
    var rows = new double[high.length][terms.size() + 1];
    for (int i = 0; i < high.length; i++) {
      rows[i][0] = 1;
      for (int j = 0; j < terms.size(); j++) {
        boolean plus =
            switch (terms.get(j)) {
              case Main(int factor) -> high[i][factor];
              case Interaction(int first, int second) -> high[i][first] == high[i][second];
            };
        rows[i][j + 1] = plus ? 1 : -1;
      }
    }
    return rows;
  }

  private static void check(boolean[][] high, double[] y) {
    if (y.length == 0 || high.length != y.length) {
      throw new IllegalArgumentException(
          "%d observations at %d settings: need as many, and at least one"
              .formatted(y.length, high.length));
    }
    for (int i = 0; i < y.length; i++) {
      if (!Double.isFinite(y[i]) || high[i].length != high[0].length) {
        throw new IllegalArgumentException(
            "observation %d is %s at %d factors: need finite ones, all at %d"
                .formatted(i, y[i], high[i].length, high[0].length));
      }
    }
  }
}
