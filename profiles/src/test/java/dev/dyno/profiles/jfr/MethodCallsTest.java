package dev.dyno.profiles.jfr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.regex.Pattern;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@Tag("jfr")
@ResourceLock("dev.dyno.profiles.jfr")
class MethodCallsTest {

  private static long twice(long number) {
    return 2 * number;
  }

  private static String twice(String text) {
    return text + text;
  }

  @Test
  void calls_are_counted_exactly_over_all_threads_and_from_the_opening_on() throws Exception {
    var calls = Exact.calls(MethodCallsTest.class, "twice", long.class);
    call(100);
    var seen =
        EventCapture.of(calls)
            .during(
                () -> {
                  call(12_345);
                  Thread.ofVirtual().start(() -> call(655)).join();
                });
    call(50);

    assertThat(seen.facts(calls).count()).isEqualTo(13_000);
  }

  @Test
  void overloads_are_told_apart() {
    var all = Exact.calls(MethodCallsTest.class.getName() + "::twice");
    var one = Exact.calls(MethodCallsTest.class.getName() + "::twice(java.lang.String)");
    var seen =
        EventCapture.of(all, one)
            .during(
                () -> {
                  call(3);
                  assertThat(twice("a")).isEqualTo("aa");
                });

    var name = MethodCallsTest.class.getName();
    assertThat(seen.facts(all).by(By.SUBJECT))
        .isEqualTo(Map.of(name + "::twice(long)", 3L, name + "::twice(java.lang.String)", 1L));
    assertThat(seen.facts(one).count()).isEqualTo(1);
  }

  @Test
  void methods_of_the_JDK_and_constructors_are_counted_and_the_kit_adds_none_of_its_own() {
    var compile = Exact.calls(Pattern.class, "compile", String.class);
    var made = Exact.calls(StringBuilder.class, "<init>", int.class);
    var seen =
        EventCapture.of(compile, made)
            .during(
                () -> {
                  for (int i = 0; i < 10; i++) {
                    assertThat(Pattern.compile("a" + i)).isNotNull();
                  }
                });

    assertThat(seen.facts(compile).count()).isEqualTo(10);
    assertThat(EventCapture.of(compile).during(() -> {}).facts(compile).count()).isZero();
  }

  @Test
  void another_recording_that_counts_the_same_method_changes_nothing() {
    var calls = Exact.calls(MethodCallsTest.class, "twice", long.class);
    try (var other = new Recording();
        var later = new Recording()) {
      other
          .enable("jdk.MethodTiming")
          .with("filter", MethodCallsTest.class.getName() + "::twice")
          .with("period", "endChunk");
      other.start();
      call(100);
      var seen =
          EventCapture.of(calls)
              .during(
                  () -> {
                    call(500);
                    later.start(); // begins another chunk of the recording
                    call(277);
                  });

      assertThat(seen.facts(calls).count()).isEqualTo(777);
    }
  }

  @Test
  void a_method_that_is_not_there_is_an_error_and_not_zero_calls() {
    assertThatThrownBy(() -> Exact.calls("java.util.regex.Patern::compile"))
        .hasMessageContaining("no class 'java.util.regex.Patern'");
    assertThatThrownBy(() -> Exact.calls("java.util.regex.Pattern::compil"))
        .hasMessageContaining("no method java.util.regex.Pattern::compil")
        .hasMessageContaining("compile");
    assertThatThrownBy(() -> Exact.calls("java.util.regex.Pattern::compile(int)"))
        .hasMessageContaining("choose from")
        .hasMessageContaining("compile(java.lang.String, int)");
    assertThatThrownBy(() -> Exact.calls("Pattern.compile"))
        .hasMessageContaining("is not like java.util.regex.Pattern::compile");
  }

  @Test
  void a_method_without_code_is_an_error_and_not_zero_calls() {
    assertThatThrownBy(() -> Exact.calls(Runnable.class, "run"))
        .hasMessageContaining("java.lang.Runnable::run() is abstract")
        .hasMessageContaining("name the class that implements it");
    assertThatThrownBy(() -> Exact.calls("java.lang.Thread::currentThread"))
        .hasMessageContaining("is native, so it has no code that could count its calls");
    assertThat(Exact.calls(Iterable.class, "forEach").toString())
        .isEqualTo("java.lang.Iterable::forEach"); // a default method has code
  }

  @Test
  void calls_cannot_be_filtered_by_what_the_JVM_does_not_say() {
    var calls = Exact.calls(MethodCallsTest.class, "twice", long.class);
    var seen = EventCapture.of(calls).during(() -> call(1)).facts(calls);

    assertThatThrownBy(() -> seen.on(Thread.currentThread()))
        .hasMessageContaining("does not record a thread");
    assertThatThrownBy(() -> seen.from("dev.dyno"))
        .hasMessageContaining("does not record who caused it");
  }

  private static void call(int times) {
    long sum = 0;
    for (int i = 0; i < times; i++) {
      sum += twice(i);
    }
    assertThat(sum).isNotNegative();
  }
}
