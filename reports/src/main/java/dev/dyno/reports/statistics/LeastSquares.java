package dev.dyno.reports.statistics;

import java.util.ArrayList;
import java.util.List;

/// Linear least squares that knows which coefficients its rows determine, by the sweep operator
/// (Goodnight, A Tutorial on the SWEEP Operator, 1979). Cubic in the number of columns.
final class LeastSquares {

  /// A pivot below this share of the rows is a column that the others already span. The entries
  /// here are 1 and -1, so that real pivots are far above it.
  private static final double SPANNED = 1e-9;

  private LeastSquares() {}

  /// One column's share in `y`.
  ///
  /// @param value 0 when it is not estimable
  /// @param variance as a multiple of one observation's
  /// @param estimable whether all solutions agree in it
  record Coefficient(double value, double variance, boolean estimable) {}

  /// @param coefficients by column
  /// @param squares sum of squared residuals
  /// @param rank how many columns are independent
  record Solution(List<Coefficient> coefficients, double squares, int rank) {}

  /// Solves `x * coefficients = y` as nearly as can be.
  static Solution solve(double[][] x, double[] y) {
    int columns = x[0].length;
    var a = products(x, y);
    var swept = new boolean[columns];
    int rank = 0;
    for (int k = pivot(a, swept, x.length); k >= 0; k = pivot(a, swept, x.length)) {
      sweep(a, k);
      swept[k] = true;
      rank++;
    }
    var coefficients = new ArrayList<Coefficient>();
    for (int k = 0; k < columns; k++) {
      boolean estimable = swept[k] && alone(a[k], swept);
      coefficients.add(
          new Coefficient(estimable ? a[k][columns] : 0, estimable ? a[k][k] : 0, estimable));
    }
    return new Solution(List.copyOf(coefficients), squares(x, y, a, swept), rank);
  }

  private static double squares(double[][] x, double[] y, double[][] a, boolean[] swept) {
    double squares = 0;
    for (int i = 0; i < y.length; i++) {
      double left = y[i];
      for (int k = 0; k < swept.length; k++) {
        left -= swept[k] ? x[i][k] * a[k][swept.length] : 0;
      }
      squares += left * left;
    }
    return squares;
  }

  /// `x'x`, with `x'y` as its last column.
  private static double[][] products(double[][] x, double[] y) {
    int columns = x[0].length;
    var a = new double[columns][columns + 1];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < columns; j++) {
        for (int k = 0; k < columns; k++) {
          a[j][k] += x[i][j] * x[i][k];
        }
        a[j][columns] += x[i][j] * y[i];
      }
    }
    return a;
  }

  /// The largest pivot that is left; -1 when the other columns are spanned.
  private static int pivot(double[][] a, boolean[] swept, int rows) {
    int best = -1;
    double largest = SPANNED * rows;
    for (int k = 0; k < swept.length; k++) {
      if (!swept[k] && a[k][k] > largest) {
        best = k;
        largest = a[k][k];
      }
    }
    return best;
  }

  private static void sweep(double[][] a, int k) {
    double pivot = a[k][k];
    for (int j = 0; j < a[k].length; j++) {
      a[k][j] = j == k ? 1 / pivot : a[k][j] / pivot;
    }
    for (int i = 0; i < a.length; i++) {
      double factor = a[i][k];
      for (int j = 0; j < a[i].length && i != k; j++) {
        a[i][j] = j == k ? -factor / pivot : a[i][j] - factor * a[k][j];
      }
    }
  }

  /// Whether no spanned column has a share of this one: else the two could trade.
  private static boolean alone(double[] row, boolean[] swept) {
    for (int j = 0; j < swept.length; j++) {
      if (!swept[j] && Math.abs(row[j]) > SPANNED) {
        return false;
      }
    }
    return true;
  }
}
