package dev.dyno.reports.measurement;

/// How much dearer some benchmarks may become in one metric.
///
/// @param benchmarks which, by class and method
/// @param metric its label: `time/op`
/// @param max the smallest change that matters, as a share of the baseline; above 0
/// @param undecided what follows when the pairs ran out first
/// @param given whether somebody asked for it, or it is built in
public record Threshold(
    Glob benchmarks, String metric, double max, WhenUndecided undecided, boolean given) {

  public Threshold {
    if (!(max > 0 && Double.isFinite(max))) {
      throw new IllegalArgumentException(
          "max %s of %s is not above 0: every measured change would be beyond it"
              .formatted(max, metric));
    }
  }
}
