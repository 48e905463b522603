package dev.dyno.profiles.junit;

import static dev.dyno.profiles.assertions.ProfileAssertions.assertThat;
import static dev.dyno.profiles.jfr.Fact.FILE_WRITES;
import static dev.dyno.profiles.jfr.Fact.PROCESSES_STARTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.profiles.jfr.EventCapture;
import dev.dyno.profiles.jfr.EventCounts;
import dev.dyno.profiles.jfr.Exact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult.Status;

@Tag("jfr")
@Profiled
class ProfiledTest {

  @Test
  void every_fact_is_recorded_unless_the_annotation_says_which(EventCapture capture)
      throws Exception {
    var seen = capture.during(() -> new ProcessBuilder("true").start().waitFor());

    assertThat(seen.facts(PROCESSES_STARTED)).hasCount(1);
    assertThat(seen.exact()).hasSize(dev.dyno.profiles.jfr.Fact.values().length);
  }

  @Test
  @Profiled(value = FILE_WRITES, calls = "java.util.regex.Pattern::compile(java.lang.String)")
  void the_method_has_the_last_word(EventCapture capture) {
    var seen = capture.during(() -> Pattern.compile("a"));

    assertThat(seen.facts(Exact.calls(Pattern.class, "compile", String.class))).hasCount(1);
    assertThat(seen.exact()).hasSize(2);
  }

  @RepeatedTest(2)
  void repeated_tests_take_a_capture(EventCapture capture) {
    assertThat(capture.during(() -> {}).facts(PROCESSES_STARTED)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void parameterized_tests_take_a_capture(int processes, EventCapture capture) throws Exception {
    var seen =
        capture.during(
            () -> {
              for (int i = 0; i < processes; i++) {
                new ProcessBuilder("true").start().waitFor();
              }
            });
    assertThat(seen.facts(PROCESSES_STARTED)).hasCount(processes);
  }

  @Nested
  class Inside {

    @Test
    void nested_classes_have_the_outer_annotation(EventCapture capture) {
      assertThat(capture.during(() -> {}).facts(PROCESSES_STARTED)).isEmpty();
    }
  }

  /// Run by the tests below only.
  static class Throwing {

    @Test
    @Profiled
    void throws_before_the_window_ends(EventCapture capture) throws Exception {
      try (var _ = capture.open()) {
        throw new IOException("the test's own");
      }
    }
  }

  @Test
  void a_failure_before_the_window_ends_is_the_tests_own_and_says_where_the_recording_is()
      throws Exception {
    var failure = Inner.failure(Throwing.class);

    assertThat(failure).isExactlyInstanceOf(IOException.class).hasMessage("the test's own");
    assertThat(failure.getSuppressed()).hasSize(1);
    var note = Objects.toString(failure.getSuppressed()[0].getMessage());
    assertThat(note).startsWith("recorded until then: ");
    var file = Path.of(note.substring("recorded until then: ".length()));
    assertThat(file).isNotEmptyFile();
    assertThat(file.toString()).contains("Throwing.throws_before_the_window_ends");
    Files.delete(file);
  }

  static class Leaving {

    @Test
    @Profiled(PROCESSES_STARTED)
    void throws_with_its_window_open(EventCapture capture) throws Exception {
      assertThat(capture.open()).isNotNull();
      new ProcessBuilder("true").start().waitFor();
      throw new IOException("the test's own");
    }
  }

  static class Forgetting {

    @Test
    @Profiled(PROCESSES_STARTED)
    void never_looks(EventCapture capture) {
      assertThat(capture.open()).isNotNull();
    }
  }

  @Test
  void a_window_that_a_test_leaves_open_is_in_nobodys_way(EventCapture capture) throws Exception {
    var failure = Inner.failure(Leaving.class);

    assertThat(failure).isExactlyInstanceOf(IOException.class).hasMessage("the test's own");
    var note = Objects.toString(failure.getSuppressed()[0].getMessage());
    var kept = Path.of(note.substring("recorded until then: ".length()));
    assertThat(EventCounts.of(kept).of("jdk.ProcessStart")).isEqualTo(1);
    Files.delete(kept);

    assertThat(Inner.failure(Forgetting.class))
        .hasMessageContaining("the test left its window open");
    assertThat(capture.during(() -> {}).facts(PROCESSES_STARTED)).isEmpty();
  }

  static class Failing {

    @Test
    @Profiled(PROCESSES_STARTED)
    void starts_a_process(EventCapture capture) throws Exception {
      var seen = capture.during(() -> new ProcessBuilder("true").start().waitFor());
      assertThat(seen.facts(PROCESSES_STARTED)).isEmpty();
    }
  }

  @Test
  void a_failed_assertion_names_the_recording_once() throws Exception {
    var failure = Inner.failure(Failing.class);

    assertThat(failure).hasMessageContaining("recording: ").hasNoSuppressedExceptions();
    var message = Objects.toString(failure.getMessage());
    Files.delete(Path.of(message.substring(message.indexOf("recording: ") + 11).strip()));
  }

  static class Passing {

    @Test
    @Profiled(PROCESSES_STARTED)
    void starts_nothing(EventCapture capture) {
      assertThat(capture.during(() -> {}).facts(PROCESSES_STARTED)).isEmpty();
    }
  }

  @Test
  void a_test_that_passes_leaves_no_recording() throws Exception {
    var temporary = Path.of(System.getProperty("java.io.tmpdir"));
    var before = recordings(temporary);
    var results = Inner.run(Passing.class, Map.of());

    assertThat(results).hasSize(1).allMatch(each -> each.getStatus() == Status.SUCCESSFUL);
    assertThat(recordings(temporary)).isEqualTo(before);
    assertThat(Path.of("target", "recordings", "Passing.starts_nothing.jfr")).doesNotExist();
  }

  /// Of this JVM alone: others may record at the same time.
  private static long recordings(Path folder) throws IOException {
    var mine = "dyno-%d-".formatted(ProcessHandle.current().pid());
    try (var files = Files.list(folder)) {
      return files.filter(each -> each.getFileName().toString().startsWith(mine)).count();
    }
  }

  @Execution(ExecutionMode.CONCURRENT)
  static class Concurrent {

    @Execution(ExecutionMode.CONCURRENT)
    @Profiled(PROCESSES_STARTED)
    @RepeatedTest(8)
    void one(EventCapture capture) throws Exception {
      two(capture);
    }

    @Execution(ExecutionMode.CONCURRENT)
    @Profiled(PROCESSES_STARTED)
    @RepeatedTest(8)
    void two(EventCapture capture) throws Exception {
      var seen = capture.during(() -> new ProcessBuilder("true").start().waitFor());
      assertThat(seen.facts(PROCESSES_STARTED)).hasCount(1);
    }
  }

  @Test
  void profiled_tests_wait_for_each_other_where_JUnit_runs_tests_at_once() {
    var results =
        Inner.run(
            Concurrent.class,
            Map.of(
                "junit.jupiter.execution.parallel.enabled", "true",
                "junit.jupiter.execution.parallel.config.executor-service", "WORKER_THREAD_POOL",
                "junit.jupiter.execution.parallel.config.strategy", "fixed",
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "4"));

    assertThat(results)
        .hasSize(16)
        .allSatisfy(
            each ->
                assertThat(each.getStatus())
                    .as("%s", each.getThrowable())
                    .isEqualTo(Status.SUCCESSFUL));
  }
}
