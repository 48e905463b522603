package dev.dyno.profiles.assertions;

import dev.dyno.profiles.jfr.Facts;
import org.assertj.core.api.WritableAssertionInfo;

/// Assertions about what one of several equal operations took on average.
public final class PerOperationAssert {

  private final Facts actual;
  private final long operations;
  private final WritableAssertionInfo info;

  PerOperationAssert(Facts actual, long operations, WritableAssertionInfo info) {
    if (operations < 1) {
      throw new IllegalArgumentException("%d operations: must be 1 or more".formatted(operations));
    }
    this.actual = actual;
    this.operations = operations;
    this.info = info;
  }

  /// Exactly so many each.
  public PerOperationAssert hasCount(long each) {
    return require(
        actual.count() == Math.multiplyExact(each, operations), "exactly %,d".formatted(each));
  }

  /// No more than so many each, on average.
  public PerOperationAssert hasAtMost(double each) {
    return require(actual.count() <= each * operations, "at most %s".formatted(each));
  }

  /// No more bytes than so many each, on average.
  public PerOperationAssert hasAtMostBytes(double each) {
    return require(actual.bytes() <= each * operations, "at most %s bytes of".formatted(each));
  }

  private PerOperationAssert require(boolean holds, String bound) {
    if (!holds) {
      throw Seen.failure(
          info,
          "%s %s per operation, of %,d operations".formatted(bound, actual.title(), operations),
          actual);
    }
    return this;
  }
}
