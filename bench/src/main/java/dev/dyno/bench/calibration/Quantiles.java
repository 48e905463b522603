package dev.dyno.bench.calibration;

import java.util.Arrays;

/// Times in rising order.
final class Quantiles {

  private final double[] sorted;

  private Quantiles(double[] sorted) {
    this.sorted = sorted;
  }

  /// @param millis at least one
  static Quantiles of(double[] millis) {
    if (millis.length == 0) {
      throw new IllegalArgumentException("quantiles of nothing: needs at least one time");
    }
    var sorted = millis.clone();
    Arrays.sort(sorted);
    return new Quantiles(sorted);
  }

  /// The quantile, interpolated between neighbours (type 7 of Hyndman and Fan 1996).
  ///
  /// @param share 0 to 1
  double at(double share) {
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /// How many there are.
  int number() {
    return sorted.length;
  }

  /// The time at this place of the order, in ms.
  ///
  /// @param index from 0
  double ranked(int index) {
    return sorted[index];
  }

  double median() {
    return at(0.5);
  }

  static double median(double[] millis) {
    return of(millis).median();
  }
}
