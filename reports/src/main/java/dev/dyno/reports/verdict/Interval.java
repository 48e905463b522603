package dev.dyno.reports.verdict;

/// Where the truth lies with a stated confidence, whenever one stopped looking.
///
/// @param low not above `high`
/// @param high not below `low`
/// @param confidence between 0 and 1, both excluded
public record Interval(double low, double high, double confidence) {

  public Interval {
    if (!(low <= high)) { // rejects NaN as well
      throw new IllegalArgumentException("low %s is not at or below high %s".formatted(low, high));
    }
    if (!(confidence > 0 && confidence < 1)) {
      throw new IllegalArgumentException(
          "confidence %s is not between 0 and 1".formatted(confidence));
    }
  }
}
