package dev.dyno.profiles.layout;

import static dev.dyno.profiles.layout.FootprintAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/// Footprints of this JVM, which has none of the flags that JOL wants, and of JVMs that have them.
class FootprintTest {

  private static final String FOUR_LETTERS = "abcd";

  @ParameterizedTest
  @FieldSource("dev.dyno.profiles.layout.HeaderMode#ALL")
  void an_object_takes_the_bytes_that_the_jvm_allocates_for_it(HeaderMode mode) throws Exception {
    var counted = LayoutFork.count(mode, List.of("-XX:-RestrictContended"), Samples.class);

    for (var name : List.of("object", "record", "boxed", "seven bytes", "three longs")) {
      assertThat(counted.get(name))
          .as(name)
          .isOfMode(mode)
          .hasObjects(1)
          .totals(bytes(counted, name + ", allocated"));
    }
    assertThat(counted.get("table")).hasObjects(3).totals(bytes(counted, "table, allocated"));
  }

  @ParameterizedTest
  @FieldSource("dev.dyno.profiles.layout.HeaderMode#ALL")
  void what_is_contended_is_counted_with_its_padding(HeaderMode mode) throws Exception {
    var honoured = LayoutFork.count(mode, List.of("-XX:-RestrictContended"), Samples.class);
    var overlooked = LayoutFork.count(mode, List.of(), Samples.class);

    assertThat(honoured.get("padded by the JVM"))
        .totals(bytes(honoured, "padded by the JVM, allocated"));
    assertThat(bytes(honoured, "padded by the JVM"))
        .isGreaterThanOrEqualTo(bytes(honoured, "not padded") + 128);
    assertThat(bytes(overlooked, "padded by the JVM")).isEqualTo(bytes(overlooked, "not padded"));
  }

  private static long bytes(Map<String, Footprint> counted, String name) {
    return counted.getOrDefault(name, Footprint.of(new Object())).bytes();
  }

  @Test
  void what_is_contended_is_refused_where_the_jvm_is_not_asked_for_sizes() {
    assertThatThrownBy(() -> Footprint.of(ForkJoinPool.commonPool()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("java.util.concurrent.ForkJoinPool")
        .hasMessageContaining("@Contended")
        .hasMessageContaining("-Djdk.attach.allowAttachSelf=true");
  }

  @Test
  void a_record_is_refused_where_jol_cannot_read_it() {
    assertThatThrownBy(() -> Footprint.of(new Samples.Pair("left", 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Samples$Pair")
        .hasMessageContaining("-Djol.magicFieldOffset=true");
  }

  @Test
  void shared_parts_are_not_counted_wherever_the_heap_keeps_them() {
    var whole = Footprint.of(new Object[] {FOUR_LETTERS, FOUR_LETTERS});
    var without = Footprint.of(new Object[] {FOUR_LETTERS, FOUR_LETTERS}, FOUR_LETTERS);

    assertThat(whole).hasObjects(3).hasObjectsOf(String.class, 1).hasObjectsOf(byte[].class, 1);
    assertThat(without).hasObjects(1).hasObjectsOf(String.class, 0).hasObjectsOf(byte[].class, 0);
    assertThat(whole.bytes() - without.bytes()).isEqualTo(Footprint.of(FOUR_LETTERS).bytes());
  }

  @Test
  void a_second_object_of_a_kind_does_not_pay_for_constants() {
    var once = Footprint.onceMore(() -> Arrays.asList(FOUR_LETTERS, new int[1]));

    assertThat(once).hasObjects(3).hasObjectsOf(String.class, 0).hasObjectsOf(int[].class, 1);
  }

  @Test
  void a_graph_that_reaches_a_thread_is_refused_with_the_way_there() {
    var holder = new ArrayList<Object>(List.of("a", Thread.currentThread()));

    assertThatThrownBy(() -> Footprint.of(holder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("reaches a java.lang.Thread by '.elementData[1]'");
  }

  @Test
  void a_graph_that_reaches_a_class_loader_is_refused_though_it_is_named_as_shared() {
    var loader = FootprintTest.class.getClassLoader();

    assertThatThrownBy(() -> Footprint.of(new Object[] {loader}, loader))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ClassLoader")
        .hasMessageContaining("most of the heap");
  }

  @Test
  void a_fork_of_another_mode_than_was_asked_for_is_no_answer() {
    assertThatThrownBy(
            () ->
                LayoutFork.count(HeaderMode.WIDE, List.of("-XX:+UseCompressedOops"), Samples.class))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("one of its flags does not go with the others");
  }

  @ParameterizedTest
  @CsvSource({
    "-XX:+NoSuchFlag, 'Unrecognized VM option'",
    "--add-modules=no.such.module, 'Module no.such.module not found'",
  })
  void a_fork_that_does_not_start_says_what_java_said(String flag, String said) {
    assertThatThrownBy(() -> LayoutFork.count(HeaderMode.WIDE, List.of(flag), Samples.class))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(said);
  }

  @Test
  void a_fork_whose_work_fails_says_why() {
    assertThatThrownBy(() -> LayoutFork.count(HeaderMode.USUAL, List.of(), Broken.Thrower.class))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no such engine");
    assertThatThrownBy(() -> LayoutFork.count(HeaderMode.USUAL, List.of(), Broken.Torn.class))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is no name without tabs");
  }

  @Test
  void a_mode_is_told_by_what_differs_from_the_usual() {
    assertThat(HeaderMode.running()).isIn(HeaderMode.ALL);
    assertThat(HeaderMode.ALL.stream().map(HeaderMode::words))
        .containsExactly("usual", "no compressed oops", "compact headers");
    assertThat(new HeaderMode(false, true, 16).words())
        .isEqualTo("no compressed oops, compact headers, aligned to 16 B");
    assertThatThrownBy(() -> HeaderMode.named("narrow"))
        .hasMessageContaining("usual, wide, compact");
    assertThatThrownBy(() -> new HeaderMode(true, true, 12)).hasMessageContaining("12");
  }
}
