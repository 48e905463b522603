package dev.dyno.profiles.layout;

import static dev.dyno.profiles.layout.FootprintAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// Every sentence holds for what is so, and fails for what is not.
class FootprintAssertTest {

  private static final Footprint SIX = footprint(HeaderMode.USUAL, 2, 600, 1, 40);

  private static Footprint footprint(
      HeaderMode mode, long arrays, long arrayBytes, long texts, long textBytes) {
    return new Footprint(
        mode,
        new TreeMap<>(
            Map.of(
                "byte[]", new Footprint.Share(arrays, arrayBytes),
                "java.lang.String", new Footprint.Share(texts, textBytes))));
  }

  @Test
  void totals_are_of_all_classes() {
    assertThat(SIX)
        .totals(640)
        .hasObjects(3)
        .hasObjectsOf(byte[].class, 2)
        .hasObjectsOf(Integer.class, 0);
    fails(
        () -> assertThat(SIX).totals(639),
        "639 B expected, but counted 640 B in 3 objects (usual)");
    fails(() -> assertThat(SIX).hasObjects(4), "4 objects expected");
    fails(
        () -> assertThat(SIX).hasObjectsOf(byte[].class, 1),
        "1 objects of byte[] expected, but counted 2");
  }

  @Test
  void a_failure_shows_the_classes_that_take_most_first() {
    fails(
        () -> assertThat(SIX).totals(1),
        "600 B in     2 of byte[]\n        40 B in     1 of java.lang.String");
  }

  @Test
  void a_saving_is_of_the_baselines_bytes() {
    var baseline = footprint(HeaderMode.USUAL, 2, 760, 1, 40);

    assertThat(SIX).savesAtLeast(0.20, baseline);
    fails(() -> assertThat(SIX).savesAtLeast(0.21, baseline), "saved 20.0 %");
    fails(() -> assertThat(baseline).savesAtLeast(0.01, SIX), "saved -25.0 %");
  }

  @Test
  void sizes_of_two_header_modes_are_never_compared() {
    var wide = footprint(HeaderMode.WIDE, 2, 760, 1, 40);

    fails(
        () -> assertThat(SIX).savesAtLeast(0.1, wide),
        "sizes for mode 'no compressed oops' expected, but counted in 'usual'");
    fails(() -> assertThat(SIX).isOfMode(HeaderMode.COMPACT), "-XX:+UseCompactObjectHeaders");
  }

  @Test
  void a_saving_of_nothing_is_no_claim() {
    assertThatThrownBy(() -> assertThat(SIX).savesAtLeast(0, SIX))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("a saving of 0.0");
    assertThatThrownBy(() -> assertThat(SIX).savesAtLeast(Double.NaN, SIX))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void fails(ThrowingCallable sentence, String because) {
    assertThatThrownBy(sentence).isInstanceOf(AssertionError.class).hasMessageContaining(because);
  }
}
