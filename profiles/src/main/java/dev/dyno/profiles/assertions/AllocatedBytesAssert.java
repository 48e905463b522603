package dev.dyno.profiles.assertions;

import dev.dyno.profiles.jfr.AllocatedBytes;
import org.assertj.core.api.AbstractAssert;

/// Assertions about allocated bytes. Where C2 compiles they all fail, since the figure then
/// depends on how warm the JVM is.
public final class AllocatedBytesAssert
    extends AbstractAssert<AllocatedBytesAssert, AllocatedBytes> {

  AllocatedBytesAssert(AllocatedBytes actual) {
    super(actual, AllocatedBytesAssert.class);
  }

  /// No more than so many.
  public AllocatedBytesAssert isAtMost(long most) {
    requirePinned();
    return require(actual.bytes() <= most, "at most %,d".formatted(most));
  }

  /// Exactly so many.
  public AllocatedBytesAssert isExactly(long wanted) {
    requirePinned();
    return require(actual.bytes() == wanted, "exactly %,d".formatted(wanted));
  }

  /// No more than so many for one of several equal operations, on average.
  public AllocatedBytesAssert isAtMostPerOperation(double most, long operations) {
    requirePinned();
    return require(
        actual.bytes() <= most * operations,
        "at most %s per operation, of %,d".formatted(most, operations));
  }

  private void requirePinned() {
    isNotNull();
    require(actual.pinned(), PINNED);
  }

  static final String PINNED =
      "C2 to be off, or the figure depends on warm-up: @InFork(jvm = AllocatedBytes.PINNED)";

  private AllocatedBytesAssert require(boolean holds, String expected) {
    if (!holds) {
      throw Seen.failure(info, "expected %s\nallocated %s".formatted(expected, actual));
    }
    return this;
  }
}
