package dev.dyno.engine.lifecycle;

import static dev.dyno.engine.toggle.Optimization.COMPACT_LAYOUT;
import static dev.dyno.engine.toggle.Optimization.STRING_BUILDERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.toggle.EveryToggle;
import dev.dyno.engine.toggle.Toggles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/// Both sides of `string-builders` under one contract, then what only the pool must keep.
class LabelsTest {

  private static final Labels OFF = Labels.chosenBy(Toggles.none());
  private static final Labels ON = Labels.chosenBy(Toggles.parse("string-builders"));

  @EveryToggle(STRING_BUILDERS)
  void a_prefix_shows_six_digits_of_the_container_and_eight_characters_of_the_tag(Toggles toggles) {
    var labels = Labels.chosenBy(toggles);

    assertThat(labels.prefix("0123456789abcdef", "team/app", "release-2026"))
        .isEqualTo("[012345 (team/app:release-)]");
    assertThat(labels.prefix("0123456789abcdef", "app", "1")).isEqualTo("[012345 (app:1)]");
  }

  /// Trap: engine-ci panics on an id of fewer than 6 characters.
  @EveryToggle(STRING_BUILDERS)
  void a_short_id_and_an_empty_tag_are_shown_as_they_are(Toggles toggles) {
    var labels = Labels.chosenBy(toggles);

    assertThat(labels.prefix("0123", "app", "")).isEqualTo("[0123 (app:)]");
    assertThat(labels.prefix("", "", "")).isEqualTo("[ (:)]");
    assertThat(labels.prefix("012345", "app", "12345678")).isEqualTo("[012345 (app:12345678)]");
  }

  @EveryToggle(STRING_BUILDERS)
  void a_prefix_of_a_reference_keeps_its_registry_and_its_port(Toggles toggles) {
    var labels = Labels.chosenBy(toggles);
    var digest = "sha256:" + "0123456789abcdef".repeat(4);

    assertThat(labels.prefix("0123456", ImageReference.parse("host:5000/app:release-2026")))
        .isEqualTo("[012345 (host:5000/app:release-)]");
    assertThat(labels.prefix("0123456", ImageReference.parse("alpine")))
        .isEqualTo("[012345 (alpine:latest)]");
    assertThat(labels.prefix("0123456", ImageReference.parse("alpine@" + digest)))
        .isEqualTo("[012345 (alpine:01234567)]");
  }

  /// A format string must never be taken from a name.
  @EveryToggle(STRING_BUILDERS)
  void a_percent_sign_is_a_percent_sign(Toggles toggles) {
    assertThat(Labels.chosenBy(toggles).prefix("%s%n%d", "%s", "%")).isEqualTo("[%s%n%d (%s:%)]");
  }

  @EveryToggle({STRING_BUILDERS, COMPACT_LAYOUT})
  void the_flag_line_is_the_flags_with_blanks_between(Toggles toggles) {
    var labels = Labels.chosenBy(toggles);
    for (int files : new int[] {0, 1, 20, 1000}) {
      var build = BuildLayout.chosenBy(toggles).keep(Builds.parsed(files));
      assertThat(labels.flagLine(build)).isEqualTo(String.join(" ", build.asFlags()));
      assertThat(labels.imageUri(build)).isEqualTo("payments:0f3c2a9b");
    }
  }

  @Property
  void both_sides_write_the_same_prefix(
      @ForAll String container, @ForAll String image, @ForAll String tag) {
    assertThat(ON.prefix(container, image, tag)).isEqualTo(OFF.prefix(container, image, tag));
  }

  @Property
  void both_sides_write_the_same_of_any_build(@ForAll("builds") Build build) {
    assertThat(ON.imageUri(build)).isEqualTo(OFF.imageUri(build)).isEqualTo(build.imageUri());
    assertThat(ON.flagLine(build))
        .isEqualTo(OFF.flagLine(build))
        .isEqualTo(String.join(" ", build.asFlags()));
  }

  /// What an earlier text left in a builder must not show, nor must one that is wider.
  @Test
  void nothing_of_an_earlier_text_shows() {
    var labels = new BuiltLabels(new BuilderPool());
    var build = Build.of("app", BuildType.GO);
    var first = labels.prefix("0123456", "app", "1");

    labels.prefix("ünïcödé", "\uD83D\uDE00", "tag");
    labels.flagLine(Builds.parsed(50));

    assertThat(labels.prefix("0123456", "app", "1")).isEqualTo(first);
    assertThat(labels.imageUri(build)).isEqualTo("app:local");
  }

  @Test
  void a_builder_is_used_again() {
    var pool = new BuilderPool();
    var first = pool.take();
    assertThat(pool.finish(first.append("x"))).isEqualTo("x");

    assertThat(pool.take()).isSameAs(first).isEmpty();
    assertThat(pool.take()).as("while the first is out").isNotSameAs(first);
  }

  @Test
  void a_builder_that_grew_too_large_is_not_kept() {
    var pool = new BuilderPool();
    pool.finish(pool.take().append("x".repeat(BuilderPool.LARGEST)));
    assertThat(pool.kept()).isBetween(1, BuilderPool.LARGEST);

    pool.finish(pool.take().append("x".repeat(BuilderPool.LARGEST + 1)));
    assertThat(pool.kept()).isZero();
  }

  @Test
  void ten_thousand_virtual_threads_leave_no_more_than_the_slots_hold() throws Exception {
    writesRightFrom(Executors.newVirtualThreadPerTaskExecutor(), 10_000);
  }

  @Test
  void platform_threads_leave_no_more_than_the_slots_hold() throws Exception {
    writesRightFrom(Executors.newFixedThreadPool(40), 10_000);
  }

  private static void writesRightFrom(ExecutorService threads, int texts) throws Exception {
    var pool = new BuilderPool();
    var labels = new BuiltLabels(pool);
    var written = new ArrayList<Future<String>>();
    try (threads) {
      for (int i = 0; i < texts; i++) {
        int number = i;
        written.add(
            threads.submit(() -> labels.prefix("%06d".formatted(number), "app", "tag" + number)));
      }
    }
    for (int i = 0; i < texts; i++) {
      assertThat(written.get(i).get()).isEqualTo("[%06d (app:tag%d)]".formatted(i, i));
    }
    assertThat(pool.kept()).isBetween(1, BuilderPool.SLOTS * BuilderPool.LARGEST);
  }

  /// Threads that meet in one slot: none may get the builder that another one writes into.
  @Test
  void a_builder_is_in_one_hand_at_a_time() throws Exception {
    var pool = new BuilderPool();
    int crowd = 4 * BuilderPool.SLOTS;
    var allOut = new CyclicBarrier(crowd);
    Callable<StringBuilder> take =
        () -> {
          var mine = pool.take();
          allOut.await(60, TimeUnit.SECONDS);
          pool.finish(mine);
          return mine;
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 50; round++) {
        var held = new ArrayList<StringBuilder>();
        for (var each : threads.invokeAll(Collections.nCopies(crowd, take))) {
          held.add(each.get());
        }
        assertThat(held).doesNotHaveDuplicates(); // builders are equal only to themselves
      }
    }
  }

  @Provide
  Arbitrary<Build> builds() {
    return Builds.any();
  }
}
