package dev.dyno.reports.statistics;

import java.util.Arrays;

/// From where on a series stays at one level: the start of its last stretch, once neighbours that
/// are as good as level are joined.
///
/// The method is that of Barrett et al. (Virtual Machine Warmup Blows Hot and Cold, OOPSLA 2017)
/// with two changes: a single value that stands out is taken for its neighbours' median, and how
/// much the values differ by chance is read off their differences, not given.
///
/// @param start index of the first value of the last stretch
/// @param values how many there were
public record SteadyState(int start, int values) {

  /// Fewer in a row are no level.
  private static final int LEAST = 5;

  /// Twice that, so that the last stretch need not be all.
  public static final int LEAST_VALUES = 2 * LEAST;

  private static final double SHARE = 0.2;

  /// Closer levels are the same, as logarithms: 1 %.
  private static final double SAME = 0.01;

  /// The normal deviation over the median absolute one (Hampel 1974).
  private static final double MAD_TO_DEVIATION = 1.4826;

  public SteadyState {
    if (start < 0 || start >= values) {
      throw new IllegalArgumentException("steady from %d of %d on".formatted(start, values));
    }
  }

  /// Finds it.
  ///
  /// @param logs of costs, finite, at least [#LEAST_VALUES]
  public static SteadyState of(double... logs) {
    int n = logs.length;
    if (n < LEAST_VALUES) {
      throw new IllegalArgumentException(
          "%d values: a level needs at least %d to be seen in".formatted(n, LEAST_VALUES));
    }
    double deviation = deviation(logs);
    // The criterion of Schwarz (1978) asks 2 ln n of a change of mean; a smoothed series needs
    // more.
    double penalty = 6 * deviation * deviation * Math.log(n);
    var last =
        Segmentation.of(smooth(logs), penalty, LEAST)
            .joined(Math.max(SAME, 2 * deviation))
            .stretches()
            .getLast();
    return new SteadyState(last.start(), n);
  }

  /// Whether the last stretch is long enough to be a level: five values and a fifth of all.
  public boolean reached() {
    return values - start >= Math.max(LEAST, SHARE * values);
  }

  /// By chance, from the differences of neighbours: a change of level is in few of them.
  private static double deviation(double[] values) {
    var differences = new double[values.length - 1];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = Math.abs(values[i + 1] - values[i]);
    }
    return MAD_TO_DEVIATION * median(differences) / Math.sqrt(2);
  }

  /// Medians of five: a step stays a step, and one value alone vanishes (Tukey 1977).
  private static double[] smooth(double[] values) {
    var smooth = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      int from = Math.max(0, i - 2);
      smooth[i] = median(Arrays.copyOfRange(values, from, Math.min(values.length, i + 3)));
    }
    return smooth;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return LogRatio.quantile(sorted, 0.5);
  }
}
