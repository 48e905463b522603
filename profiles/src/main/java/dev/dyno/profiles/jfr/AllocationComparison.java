package dev.dyno.profiles.jfr;

import java.util.function.Supplier;

/// The bytes that the same work allocates on two sides.
///
/// @param baseline of the plain side
/// @param candidate of the other side
public record AllocationComparison(AllocatedBytes baseline, AllocatedBytes candidate) {

  /// Measures each side as [AllocatedBytes#of(Supplier, Workload)].
  public static <S, X extends Exception> AllocationComparison compareAllocated(
      Supplier<? extends S> baseline, Supplier<? extends S> candidate, Workload<S, X> work)
      throws X {
    var both =
        new AllocationComparison(
            AllocatedBytes.of(baseline, work), AllocatedBytes.of(candidate, work));
    Watcher.now().ifPresent(each -> each.compared(both));
    return both;
  }

  /// The change: -0.4 for 40 % less.
  ///
  /// @throws IllegalStateException when the baseline allocated nothing
  public double effect() {
    if (baseline.bytes() <= 0) {
      throw new IllegalStateException("the baseline allocated nothing: " + baseline);
    }
    return (double) candidate.bytes() / baseline.bytes() - 1;
  }

  /// The same, with the sides changed over: an assertion that still holds on it says nothing.
  public AllocationComparison swapped() {
    return new AllocationComparison(/* baseline= */ candidate, /* candidate= */ baseline);
  }

  @Override
  public String toString() {
    return "baseline %s\ncandidate %s".formatted(baseline, candidate);
  }
}
