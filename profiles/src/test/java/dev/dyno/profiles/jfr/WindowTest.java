package dev.dyno.profiles.jfr;

import static dev.dyno.profiles.jfr.Fact.EXCEPTIONS_THROWN;
import static dev.dyno.profiles.jfr.Fact.FILE_WRITES;
import static dev.dyno.profiles.jfr.Fact.PROCESSES_STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import jdk.jfr.Configuration;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.StackTrace;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@Tag("jfr")
@ResourceLock("dev.dyno.profiles.jfr")
class WindowTest {

  @TempDir Path folder;

  /// As a tested program would have it.
  @Name("dyno.test.Step")
  @StackTrace(false)
  static final class Step extends Event {
    int number;
    String name = "";
  }

  private static void steps(int count) {
    for (int i = 0; i < count; i++) {
      var step = new Step();
      step.number = i;
      step.name = i % 2 == 0 ? "even" : "odd";
      step.commit();
    }
  }

  /// 100 of them, but where the whole test is repeated: `scripts/jfr-rounds` takes 10 each time.
  private static final int CAPTURES = Integer.getInteger("dyno.test.captures", 100);

  @Test
  void all_of_1000_events_are_seen_in_each_of_100_captures() {
    var steps = Exact.events(Step.class).by("name").summing("number");
    for (int capture = 0; capture < CAPTURES; capture++) {
      var seen = EventCapture.of(steps).during(WindowTest::crowdedSteps).facts(steps);
      assertThat(seen.count()).as("capture %d", capture).isEqualTo(1_000);
      assertThat(seen.of("even").count()).isEqualTo(500);
      assertThat(seen.bytes()).isEqualTo(10 * 4_950);
    }
  }

  private static void crowdedSteps() {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 10; i++) {
        threads.execute(() -> steps(100));
      }
    }
  }

  @Test
  void what_happens_before_and_after_a_window_is_not_in_it() {
    var steps = Exact.events(Step.class);
    try (var around = new Recording()) {
      around.enable(Step.class);
      around.start();
      steps(3);
      var seen = EventCapture.of(steps).during(() -> steps(5));
      steps(4);

      assertThat(seen.facts(steps).count()).isEqualTo(5);
    }
  }

  /// `off` would lose against the other recording's 100/s, and with it events.
  @Test
  void a_recording_that_limits_the_same_event_takes_none_away() throws Exception {
    try (var other = new Recording(Configuration.getConfiguration("profile"))) {
      other.start();
      var seen =
          EventCapture.of(EXCEPTIONS_THROWN)
              .during(
                  () -> {
                    for (int i = 0; i < 5_000; i++) {
                      assertThat(new IOException("made")).isNotNull();
                    }
                  });

      assertThat(seen.facts(EXCEPTIONS_THROWN).of("java.io.IOException").count()).isEqualTo(5_000);
    }
  }

  @Test
  void a_recording_that_asks_for_more_adds_nothing() throws Exception {
    try (var other = new Recording()) {
      other.enable("jdk.FileWrite").withThreshold(Duration.ZERO);
      other.start();
      var seen =
          EventCapture.of(PROCESSES_STARTED)
              .during(() -> Files.writeString(folder.resolve("file"), "text"));

      assertThatIllegalArgumentException()
          .isThrownBy(() -> seen.facts(FILE_WRITES))
          .withMessageContaining("'file writes' was not recorded")
          .withMessageContaining("recorded: processes started");
    }
  }

  @Test
  void windows_of_one_JVM_never_overlap() {
    var capture = EventCapture.of(PROCESSES_STARTED);
    try (var first = capture.named("first").open()) {
      assertThatIllegalStateException()
          .isThrownBy(capture::open)
          .withMessageContaining("a window of 'first' is still open");
      assertThat(first.finish().facts(PROCESSES_STARTED).count()).isZero();
    }
    assertThat(capture.during(() -> {}).facts(PROCESSES_STARTED).count()).isZero();
  }

  @Test
  void a_window_is_finished_once() {
    try (var window = EventCapture.of(PROCESSES_STARTED).open()) {
      window.finish();
      assertThatIllegalStateException()
          .isThrownBy(window::finish)
          .withMessageContaining("finished or closed before");
    }
  }

  @Test
  void what_work_throws_passes_unchanged_and_its_recording_is_there() {
    var capture = EventCapture.of(PROCESSES_STARTED).named("thrown").keptIn(folder);
    var own = new IOException("the work's own");

    assertThatThrownBy(
            () ->
                capture.during(
                    () -> {
                      throw own;
                    }))
        .isSameAs(own)
        .hasNoSuppressedExceptions();
    assertThat(capture.keepRecordings()).containsExactly(folder.resolve("thrown.jfr"));
    assertThat(folder.resolve("thrown.jfr")).isNotEmptyFile();
    assertThat(capture.during(() -> {}).facts(PROCESSES_STARTED).count()).isZero();
  }

  @Test
  void a_worker_that_runs_on_is_named_instead_of_losing_its_events() throws Exception {
    var end = new CountDownLatch(1);
    var worker = Thread.ofPlatform().name("late worker").start(() -> await(end));
    try (var window = EventCapture.of(Exact.events(Step.class)).open()) {
      assertThatIllegalStateException()
          .isThrownBy(() -> window.finish(Duration.ofMillis(20), worker))
          .withMessageContaining("thread 'late worker' still runs after PT0.02S")
          .withMessageContaining("WindowTest.await");
      end.countDown();
      var seen = window.finish(Duration.ofSeconds(30), worker);
      assertThat(seen.facts(Exact.events(Step.class)).count()).isEqualTo(7);
    }
  }

  private static void await(CountDownLatch end) {
    try {
      end.await();
      steps(7);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void an_unknown_event_or_field_is_an_error_that_lists_the_known_ones() {
    steps(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventCapture.of(Exact.events("dyno.test.Stepp")).during(() -> {}))
        .withMessageContaining("no event 'dyno.test.Stepp' is registered")
        .withMessageContaining("dyno.test.Step");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> EventCapture.of(Exact.events(Step.class).by("nam")).during(() -> steps(1)))
        .withMessageContaining("event 'dyno.test.Step' has no field 'nam'")
        .withMessageContaining("name");
  }

  @Test
  void events_of_the_JDK_are_refused_where_custom_ones_are_asked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Exact.events("jdk.ExecutionSample"))
        .withMessageContaining("choose a Fact");
  }

  @Test
  void a_recording_that_is_cut_off_is_an_error() throws Exception {
    var capture = EventCapture.ofFacts().keptIn(folder).named("whole");
    var whole = capture.during(() -> {}).keepRecording().orElseThrow();
    for (int part = 1; part < 4; part++) {
      var cut = Files.copy(whole, folder.resolve("cut" + part + ".jfr"));
      try (var channel = FileChannel.open(cut, StandardOpenOption.WRITE)) {
        channel.truncate(Files.size(whole) * part / 4);
      }
      assertThatThrownBy(() -> Captured.of(cut, PROCESSES_STARTED))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("is no whole recording");
    }
    assertThatThrownBy(() -> Captured.of(folder.resolve("none.jfr"), PROCESSES_STARTED))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none.jfr");
  }

  @Test
  void samples_say_where_and_nothing_else() {
    var seen =
        EventCapture.of(Sampled.ALLOCATION, Fact.GC_PAUSES)
            .during(
                () -> {
                  for (int i = 0; i < 200; i++) {
                    assertThat(new byte[1 << 20]).isNotEmpty();
                  }
                });

    var top = seen.samples(Sampled.ALLOCATION).topSites(1).getFirst();
    assertThat(top.place()).contains("WindowTest.lambda$samples_say_where");
    assertThat(seen.samples(Sampled.ALLOCATION).topSubjects(1).getFirst().place()).isEqualTo("[B");
    assertThat(seen.samples(Sampled.ALLOCATION))
        .asString()
        .contains("sampled: where, not how many");
  }
}
