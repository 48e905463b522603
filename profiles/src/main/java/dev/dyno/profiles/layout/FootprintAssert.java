package dev.dyno.profiles.layout;

import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/// What can be said of a [Footprint], in AssertJ's way. A failure shows the classes that take most.
public final class FootprintAssert extends AbstractAssert<FootprintAssert, Footprint> {

  /// A saving of exactly the fraction is enough, whatever its last binary digit.
  private static final double ROUNDING = 1e-9;

  private FootprintAssert(@Nullable Footprint actual) {
    super(actual, FootprintAssert.class);
  }

  /// Where every sentence starts.
  public static FootprintAssert assertThat(@Nullable Footprint actual) {
    return new FootprintAssert(actual);
  }

  /// It takes exactly so many bytes.
  public FootprintAssert totals(long bytes) {
    if (counted().bytes() != bytes) {
      throw failure("%,d B expected, but counted %s", bytes, counted().words());
    }
    return this;
  }

  /// It consists of exactly so many objects.
  public FootprintAssert hasObjects(long objects) {
    if (counted().objects() != objects) {
      throw failure("%,d objects expected, but counted %s", objects, counted().words());
    }
    return this;
  }

  /// Exactly so many of them are of this very class; 0 for none.
  public FootprintAssert hasObjectsOf(Class<?> type, long objects) {
    var share = counted().byClass().getOrDefault(type.getTypeName(), Footprint.Share.NONE);
    if (share.objects() != objects) {
      throw failure(
          "%,d objects of %s expected, but counted %,d among %s",
          objects, type.getTypeName(), share.objects(), counted().words());
    }
    return this;
  }

  /// It was counted in this header mode: exact sizes hold for one only.
  public FootprintAssert isOfMode(HeaderMode mode) {
    if (!counted().mode().equals(mode)) {
      throw failure(
          "sizes for mode '%s' expected, but counted in '%s': start the JVM with %s",
          mode.words(), counted().mode().words(), String.join(" ", mode.flags()));
    }
    return this;
  }

  /// It takes fewer bytes than a baseline, by at least `fraction` of them.
  ///
  /// @param fraction 0.1 for a tenth; above 0, at most 1
  public FootprintAssert savesAtLeast(double fraction, Footprint baseline) {
    if (!(fraction > 0 && fraction <= 1)) {
      throw new IllegalArgumentException(
          "a saving of %s is not above 0 and at most 1".formatted(fraction));
    }
    FootprintWatcher.now().ifPresent(each -> each.compared(baseline, counted()));
    isOfMode(baseline.mode());
    double saved = 1 - (double) counted().bytes() / baseline.bytes();
    if (!(saved >= fraction - ROUNDING)) {
      throw failure(
          "at least %.1f %% less expected, but saved %.1f %%: counted %s%nfor the baseline's %s",
          100 * fraction, 100 * saved, counted().words(), baseline.words());
    }
    return this;
  }

  private Footprint counted() {
    isNotNull();
    return actual;
  }
}
