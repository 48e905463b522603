package dev.dyno.profiles.junit;

import static dev.dyno.profiles.assertions.ProfileAssertions.assertThat;
import static dev.dyno.profiles.jfr.Fact.GC_PAUSES;
import static dev.dyno.profiles.jfr.Fact.PROCESSES_STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.dyno.profiles.jfr.Captured;
import dev.dyno.profiles.jfr.EventCapture;
import dev.dyno.profiles.jfr.Exact;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InForkTest {

  private static final long PARENT = ProcessHandle.current().pid();

  private long prepared;

  @BeforeEach
  void prepare() {
    prepared = ProcessHandle.current().pid();
  }

  @Test
  @InFork(jvm = {"-Xmx48m", "-Ddyno.test.flag=given"})
  void the_body_runs_in_a_JVM_with_the_flags() {
    assertThat(Runtime.getRuntime().maxMemory()).isLessThanOrEqualTo(48 << 20);
    assertThat(System.getProperty("dyno.test.flag")).isEqualTo("given");
    assertThat(ManagementFactory.getRuntimeMXBean().getInputArguments()).contains("-Xmx48m");
    assertThat(prepared).as("prepared here").isEqualTo(ProcessHandle.current().pid());
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "two"})
  @InFork
  void a_parameterized_body_runs_in_a_JVM_for_each_parameter(String text) {
    assertThat(text).isIn("one", "two");
    assertThat(ProcessHandle.current().parent().map(ProcessHandle::pid)).isPresent();
    assertThat(ForkMain.here()).isTrue();
  }

  @Test
  @Tag("jfr")
  @InFork
  @Profiled(PROCESSES_STARTED)
  void a_fork_has_captures_too(EventCapture capture) throws Exception {
    var seen = capture.during(() -> new ProcessBuilder("true").start().waitFor());
    assertThat(seen.facts(PROCESSES_STARTED)).hasCount(1);
  }

  static class Recorded {
    @Test
    @InFork(recorded = true)
    void starts_two_processes() throws Exception {
      new ProcessBuilder("true").start().waitFor();
      new ProcessBuilder("true").start().waitFor();
    }
  }

  @Test
  @Tag("jfr")
  void a_recorded_fork_leaves_the_facts_of_its_whole_life() throws Exception {
    assertThat(Inner.run(Recorded.class, java.util.Map.of()))
        .allMatch(each -> each.getThrowable().isEmpty());

    var file = Path.of("target", "recordings", "Recorded.starts_two_processes.jfr");
    var seen = Captured.of(file, PROCESSES_STARTED, GC_PAUSES);
    assertThat(seen.facts(PROCESSES_STARTED)).hasCount(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Captured.of(file, Exact.calls("java.util.regex.Pattern::compile")))
        .withMessageContaining("does not hold all calls of java.util.regex.Pattern::compile")
        .withMessageContaining("enabled=false");
    Files.delete(file);
  }

  static class Failing {
    @Test
    @InFork
    void throws_its_own() throws IOException {
      deeper();
    }

    private static void deeper() throws IOException {
      throw new IOException("from pid " + ProcessHandle.current().pid());
    }
  }

  @Test
  void a_failure_comes_back_as_it_was_thrown_with_its_own_stack_trace() {
    var failure = Inner.failure(Failing.class);

    assertThat(failure)
        .isExactlyInstanceOf(IOException.class)
        .hasMessageStartingWith("from pid ")
        .message()
        .isNotEqualTo("from pid " + PARENT);
    assertThat(failure.getStackTrace()[0].getMethodName()).isEqualTo("deeper");
    assertThat(failure.getSuppressed()[0]).hasMessage("in a fork with []");
  }

  /// Holds what cannot be written.
  static final class Unwritable extends RuntimeException {
    private static final long serialVersionUID = 1;

    @SuppressWarnings("serial")
    final Object inside = new Object();

    Unwritable(String message, Throwable cause) {
      super(message, cause);
    }
  }

  static class Unwritten {
    @Test
    @InFork
    void throws_what_cannot_be_written() {
      throw new Unwritable("my words", new IOException("my cause"));
    }
  }

  @Test
  void a_failure_that_cannot_travel_is_told_with_its_text_stack_and_cause() {
    var failure = Inner.failure(Unwritten.class);

    assertThat(failure).hasMessageContaining("Unwritable: my words");
    assertThat(failure.getStackTrace()[0].getMethodName())
        .isEqualTo("throws_what_cannot_be_written");
    assertThat(failure.getCause()).hasMessageContaining("my cause");
  }

  static class Dying {
    @Test
    @InFork
    void halts() {
      Runtime.getRuntime().halt(42);
    }
  }

  @Test
  void a_fork_that_dies_is_a_failure_with_its_exit_code() {
    assertThat(Inner.failure(Dying.class))
        .hasMessageContaining("the fork with [] ended with exit code 42 before the test did");
  }

  static class Misspelt {
    @Test
    @InFork(jvm = "-XX:+UseCompactObjectHeadres")
    void never_starts() {}
  }

  @Test
  void a_flag_that_the_JVM_does_not_know_is_a_failure_with_its_words() {
    assertThat(Inner.failure(Misspelt.class))
        .hasMessageContaining("ended with exit code 1")
        .hasMessageContaining("UseCompactObjectHeadres");
  }

  static class Hanging {
    @Test
    @InFork(seconds = 3)
    void waits_for_ever() throws InterruptedException {
      new CountDownLatch(1).await();
    }
  }

  @Test
  void a_fork_that_hangs_is_killed_and_a_failure() {
    assertThat(Inner.failure(Hanging.class)).hasMessageContaining("was not over after PT3S");
  }

  static class Lingering {
    @Test
    @InFork
    void leaves_a_thread() {
      Thread.ofPlatform().name("left behind").start(Lingering::linger);
    }

    private static void linger() {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException end) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Test
  void a_thread_that_the_test_leaves_behind_is_a_failure() {
    var failure = Inner.failure(Lingering.class);

    assertThat(failure).hasMessageContaining("the test left thread 'left behind' behind");
    assertThat(failure.getStackTrace()).anyMatch(each -> each.getMethodName().equals("linger"));
  }
}
