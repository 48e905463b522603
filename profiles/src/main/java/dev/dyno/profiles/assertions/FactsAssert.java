package dev.dyno.profiles.assertions;

import dev.dyno.profiles.jfr.By;
import dev.dyno.profiles.jfr.Facts;
import dev.dyno.profiles.jfr.Occurrence;
import java.util.Optional;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.MapAssert;
import org.assertj.core.api.ObjectAssert;

/// Assertions about how often something happened, and about how many bytes it moved.
public final class FactsAssert extends AbstractAssert<FactsAssert, Facts> {

  FactsAssert(Facts actual) {
    super(actual, FactsAssert.class);
  }

  /// There is none.
  public FactsAssert isEmpty() {
    return require(actual.count() == 0, "no %s".formatted(actual.title()));
  }

  /// There are exactly so many.
  public FactsAssert hasCount(long wanted) {
    return require(actual.count() == wanted, "exactly %,d %s".formatted(wanted, actual.title()));
  }

  /// There are no more than so many.
  public FactsAssert hasAtMost(long most) {
    return require(actual.count() <= most, "at most %,d %s".formatted(most, actual.title()));
  }

  /// There are no fewer than so many.
  public FactsAssert hasAtLeast(long least) {
    return require(actual.count() >= least, "at least %,d %s".formatted(least, actual.title()));
  }

  /// None is about one of these classes, paths, addresses, programs.
  public FactsAssert hasNoneOf(String... subjects) {
    for (var subject : subjects) {
      require(actual.of(subject).count() == 0, "no %s of %s".formatted(actual.title(), subject));
    }
    return this;
  }

  /// They moved exactly so many bytes.
  public FactsAssert hasBytes(long wanted) {
    return require(
        actual.bytes() == wanted, "%s with exactly %,d bytes".formatted(actual.title(), wanted));
  }

  /// They moved no more bytes than so many.
  public FactsAssert hasAtMostBytes(long most) {
    return require(
        actual.bytes() <= most, "%s with at most %,d bytes".formatted(actual.title(), most));
  }

  /// Goes on with what one of several operations took.
  ///
  /// @param operations that the window held, 1 or more
  public PerOperationAssert perOperation(long operations) {
    return new PerOperationAssert(actual, operations, info);
  }

  /// Goes on with the earliest.
  public ObjectAssert<Occurrence> first() {
    return one("a first one", actual.first());
  }

  /// Goes on with the latest.
  public ObjectAssert<Occurrence> last() {
    return one("a last one", actual.last());
  }

  /// Goes on with the counts by subject, site or thread.
  public MapAssert<String, Long> by(By what) {
    return Assertions.assertThat(actual.by(what)).as("%s by %s", actual.title(), what);
  }

  private ObjectAssert<Occurrence> one(String wanted, Optional<Occurrence> found) {
    require(found.isPresent(), "%s of %s".formatted(wanted, actual.title()));
    return Assertions.assertThat(found.orElseThrow()).as("%s of %s", wanted, actual.title());
  }

  private FactsAssert require(boolean holds, String expected) {
    isNotNull();
    if (!holds) {
      throw Seen.failure(info, expected, actual);
    }
    return this;
  }
}
