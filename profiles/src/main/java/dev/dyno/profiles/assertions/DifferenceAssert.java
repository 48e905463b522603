package dev.dyno.profiles.assertions;

import dev.dyno.profiles.jfr.By;
import dev.dyno.profiles.jfr.Comparison;
import org.assertj.core.api.AbstractAssert;

/// Assertions about one fact of a candidate against its baseline.
public final class DifferenceAssert
    extends AbstractAssert<DifferenceAssert, Comparison.Difference> {

  DifferenceAssert(Comparison.Difference actual) {
    super(actual, DifferenceAssert.class);
  }

  /// The candidate has no more than the baseline.
  public DifferenceAssert doesNotRise() {
    return require(candidate() <= baseline(), "no more %s than the baseline's".formatted(title()));
  }

  /// The candidate moves no more bytes than the baseline.
  public DifferenceAssert doesNotRiseInBytes() {
    return require(
        actual.candidate().bytes() <= actual.baseline().bytes(),
        "%s with no more bytes than the baseline's".formatted(title()));
  }

  /// Both sides have the same number.
  public DifferenceAssert isUnchanged() {
    return require(candidate() == baseline(), "as many %s as the baseline's".formatted(title()));
  }

  /// The candidate has fewer, by at least a part of the baseline's.
  ///
  /// @param percent above 0, at most 100
  public DifferenceAssert fallsByAtLeast(double percent) {
    requirePresent();
    return require(
        100.0 * (baseline() - candidate()) >= Percent.checked(percent) * baseline(),
        "%s to fall by at least %s %%".formatted(title(), percent));
  }

  /// The candidate has so many times as many as the baseline, or more.
  ///
  /// @param times above 1
  public DifferenceAssert risesAtLeast(double times) {
    if (!(times > 1)) {
      throw new IllegalArgumentException(
          "a rise of %s times is none: name more than 1".formatted(times));
    }
    requirePresent();
    return require(
        candidate() >= baseline() * times, "%s to rise %s times or more".formatted(title(), times));
  }

  /// The candidate has no class, path, address, site or thread that the baseline has not.
  public DifferenceAssert hasNothingNew(By what) {
    var known = actual.baseline().by(what).keySet();
    return require(
        known.containsAll(actual.candidate().by(what).keySet()),
        "no %s by a new %s".formatted(title(), what.name().toLowerCase(java.util.Locale.ROOT)));
  }

  /// A fall from nothing would hold whatever the candidate does.
  private void requirePresent() {
    require(baseline() > 0, "%s in the baseline, to compare with".formatted(title()));
  }

  private long baseline() {
    return actual.baseline().count();
  }

  private long candidate() {
    return actual.candidate().count();
  }

  private String title() {
    return actual.candidate().title();
  }

  private DifferenceAssert require(boolean holds, String expected) {
    isNotNull();
    if (!holds) {
      throw Seen.failure(info, expected, actual.baseline(), actual.candidate());
    }
    return this;
  }
}
