package dev.dyno.profiles.assertions;

import dev.dyno.profiles.jfr.AllocationComparison;
import org.assertj.core.api.AbstractAssert;

/// Assertions about a candidate's bytes against its baseline's. Where C2 is on they
/// all fail.
public final class AllocationComparisonAssert
    extends AbstractAssert<AllocationComparisonAssert, AllocationComparison> {

  AllocationComparisonAssert(AllocationComparison actual) {
    super(actual, AllocationComparisonAssert.class);
  }

  /// The candidate allocates less, by at least a part of the baseline's.
  ///
  /// @param percent above 0, at most 100
  public AllocationComparisonAssert fallsByAtLeast(double percent) {
    requirePinned();
    return require(
        -100 * actual.effect() >= Percent.checked(percent),
        "allocation to fall by at least %s %%".formatted(percent));
  }

  /// The candidate allocates no more than the baseline.
  public AllocationComparisonAssert doesNotRise() {
    requirePinned();
    return require(
        actual.candidate().bytes() <= actual.baseline().bytes(), "allocation not to rise");
  }

  private void requirePinned() {
    isNotNull();
    require(actual.baseline().pinned() && actual.candidate().pinned(), AllocatedBytesAssert.PINNED);
  }

  private AllocationComparisonAssert require(boolean holds, String expected) {
    if (!holds) {
      throw Seen.failure(info, "expected %s\n%s".formatted(expected, actual));
    }
    return this;
  }
}
