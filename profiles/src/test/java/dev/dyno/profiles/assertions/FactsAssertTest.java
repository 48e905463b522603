package dev.dyno.profiles.assertions;

import static dev.dyno.profiles.assertions.ProfileAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dyno.profiles.jfr.By;
import dev.dyno.profiles.jfr.EventCapture;
import dev.dyno.profiles.jfr.Exact;
import dev.dyno.profiles.jfr.Facts;
import dev.dyno.profiles.jfr.Samples;
import dev.dyno.profiles.junit.Profiled;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/// Every assertion holds on what it is for, and fails on what it is against.
@Tag("jfr")
@ResourceLock(Profiled.JFR)
class FactsAssertTest {

  @TempDir Path folder;
  private Facts loaves = none();

  @BeforeEach
  void bake() {
    loaves =
        EventCapture.of(Exact.events(Loaf.class).by("kind").summing("weight"))
            .keptIn(folder)
            .during(
                () -> {
                  Loaf.bake("rye", 100, 3);
                  Loaf.bake("oat", 7, 1);
                })
            .facts(Exact.events(Loaf.class).by("kind").summing("weight"));
  }

  private static Facts none() {
    var loaf = Exact.events(Loaf.class);
    return EventCapture.of(loaf).during(() -> {}).facts(loaf);
  }

  @Test
  void counts() {
    assertThat(loaves).hasCount(4).hasAtMost(4).hasAtLeast(4);
    assertThat(none()).isEmpty();

    fails(() -> assertThat(loaves).hasCount(3), "expected exactly 3 dyno.test.Loaf events");
    fails(() -> assertThat(loaves).hasCount(5), "expected exactly 5");
    fails(() -> assertThat(loaves).hasAtMost(3), "expected at most 3");
    fails(() -> assertThat(loaves).hasAtLeast(5), "expected at least 5");
    fails(() -> assertThat(loaves).isEmpty(), "expected no dyno.test.Loaf events");
  }

  @Test
  void subjects() {
    assertThat(loaves).hasNoneOf("wheat");
    assertThat(loaves.of("rye")).hasCount(3);
    assertThat(loaves).by(By.SUBJECT).containsEntry("oat", 1L);

    fails(() -> assertThat(loaves).hasNoneOf("wheat", "oat"), "expected no", "of oat");
    fails(() -> assertThat(loaves.of("rye")).isEmpty(), "events of rye");
    assertThatThrownBy(() -> assertThat(loaves).by(By.SUBJECT).containsEntry("oat", 2L))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void bytes() {
    assertThat(loaves).hasBytes(307).hasAtMostBytes(307);

    fails(() -> assertThat(loaves).hasBytes(306), "exactly 306 bytes", "with 307 bytes");
    fails(() -> assertThat(loaves).hasAtMostBytes(306), "at most 306 bytes");
  }

  @Test
  void each_operation() {
    assertThat(loaves).perOperation(2).hasCount(2).hasAtMost(2).hasAtMostBytes(153.5);

    fails(() -> assertThat(loaves).perOperation(4).hasCount(2), "exactly 2", "of 4 operations");
    fails(() -> assertThat(loaves).perOperation(2).hasAtMost(1.9), "at most 1.9");
    fails(() -> assertThat(loaves).perOperation(2).hasAtMostBytes(153), "at most 153.0 bytes");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> assertThat(loaves).perOperation(0))
        .withMessageContaining("0 operations: must be 1 or more");
  }

  @Test
  void first_and_last() {
    assertThat(loaves).first().matches(each -> each.subject().equals("rye"));
    assertThat(loaves).last().matches(each -> each.subject().equals("oat"));

    fails(() -> assertThat(none()).first(), "expected a first one");
    fails(() -> assertThat(none()).last(), "expected a last one");
  }

  @Test
  void a_failure_shows_what_was_observed_top_sites_first_and_where_the_recording_is() {
    var failure = thrown(() -> assertThat(loaves).as("bakery").hasCount(1));

    assertThat(failure)
        .hasMessageStartingWith("[bakery] expected exactly 1 dyno.test.Loaf events\nobserved 4")
        .hasMessageContainingAll(
            "by site:",
            "4  dev.dyno.profiles.assertions.Loaf.bake:",
            "by kind:\n           3  rye\n           1  oat",
            "by thread:",
            "recording: " + folder.resolve("capture.jfr"));
    assertThat(folder.resolve("capture.jfr")).isNotEmptyFile();
  }

  @Test
  void no_assertion_takes_samples() {
    assertThat(ProfileAssertions.class.getMethods())
        .filteredOn(method -> method.getName().equals("assertThat"))
        .isNotEmpty()
        .allSatisfy(
            method ->
                assertThat(Arrays.asList(method.getParameterTypes()))
                    .doesNotContain(Samples.class, Object.class));
    assertThat(Samples.class).isFinal().matches(type -> type.getInterfaces().length == 0);
  }

  private static void fails(ThrowingCallable assertion, String... words) {
    assertThat(thrown(assertion)).hasMessageContainingAll(words);
  }

  private static AssertionError thrown(ThrowingCallable assertion) {
    var thrown = org.assertj.core.api.Assertions.catchThrowable(assertion);
    assertThat(thrown).isExactlyInstanceOf(AssertionError.class);
    return (AssertionError) thrown;
  }
}
