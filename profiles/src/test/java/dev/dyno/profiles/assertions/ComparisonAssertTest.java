package dev.dyno.profiles.assertions;

import static dev.dyno.profiles.assertions.ProfileAssertions.assertThat;
import static dev.dyno.profiles.jfr.Comparison.compareProfiled;
import static dev.dyno.profiles.jfr.Fact.CONTENDED_MONITORS;
import static dev.dyno.profiles.jfr.Fact.PROCESSES_STARTED;
import static dev.dyno.profiles.jfr.Fact.VIRTUAL_THREADS_STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dyno.profiles.jfr.By;
import dev.dyno.profiles.jfr.Comparison;
import dev.dyno.profiles.jfr.EventCapture;
import dev.dyno.profiles.jfr.Exact;
import dev.dyno.profiles.junit.Profiled;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/// Every assertion on a difference holds when nothing is worse, and fails when the sides are
/// swapped: the control that it can.
@Tag("jfr")
@ResourceLock(Profiled.JFR)
class ComparisonAssertTest {

  @TempDir Path folder;

  /// Does a piece of work so many times.
  private record Side(int times) {}

  private interface Step {
    void run() throws Exception;
  }

  private Comparison compared(int baseline, int candidate, Step step) throws Exception {
    return compareProfiled(
        () -> new Side(baseline),
        () -> new Side(candidate),
        EventCapture.ofFacts().keptIn(folder),
        side -> {
          for (int i = 0; i < side.times(); i++) {
            step.run();
          }
        });
  }

  private interface Check {
    void on(Comparison compared);
  }

  private void holdsAndFailsSwapped(Step step, Check check, String words) throws Exception {
    var better = compared(2, 1, step);
    check.on(better);
    check.on(new Comparison(better.candidate(), better.candidate()));
    fails(() -> check.on(better.swapped()), words);
  }

  @Test
  void starts_no_more_processes() throws Exception {
    holdsAndFailsSwapped(
        () -> new ProcessBuilder("true").start().waitFor(),
        compared -> assertThat(compared).startsNoMoreProcesses(),
        "expected no more processes started than the baseline's");
  }

  @Test
  void starts_no_more_threads() throws Exception {
    holdsAndFailsSwapped(
        () -> Thread.ofPlatform().start(() -> {}).join(),
        compared -> assertThat(compared).startsNoMoreThreads(),
        "no more platform threads started");
    holdsAndFailsSwapped(
        () -> Thread.ofVirtual().start(() -> {}).join(),
        compared -> assertThat(compared).startsNoMoreThreads(),
        "no more virtual threads started");
  }

  @Test
  void connects_no_more_sockets() throws Exception {
    try (var server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      holdsAndFailsSwapped(
          () -> new Socket(server.getInetAddress(), server.getLocalPort()).close(),
          compared -> assertThat(compared).connectsNoMoreSockets(),
          "no more sockets connected");
    }
  }

  @Test
  void opens_no_more_files_and_moves_no_more_bytes() throws Exception {
    var file = folder.resolve("file");
    holdsAndFailsSwapped(
        () -> Files.writeString(file, "text"),
        compared -> assertThat(compared).opensNoMoreFiles(),
        "no more files opened");
    holdsAndFailsSwapped(
        () -> Files.writeString(file, "text"),
        compared -> assertThat(compared).movesNoMoreBytes(),
        "file writes with no more bytes");
  }

  @Test
  void throws_no_more_exceptions() throws Exception {
    holdsAndFailsSwapped(
        () -> assertThat(new IllegalStateException("made")).isNotNull(),
        compared -> assertThat(compared).throwsNoMoreExceptions(),
        "no more exceptions thrown");
  }

  @Test
  void has_no_new_contention() throws Exception {
    var compared = compared(0, 1, ComparisonAssertTest::contend);

    assertThat(compared.swapped()).hasNoNewContention();
    fails(
        () -> assertThat(compared).hasNoNewContention(), "no contended monitors by a new subject");
    assertThat(compared.of(CONTENDED_MONITORS).candidate().of(Lock.class.getName())).hasCount(1);
  }

  private static final class Lock {}

  private static void contend() throws InterruptedException {
    var lock = new Lock();
    var second =
        Thread.ofPlatform()
            .unstarted(
                () -> {
                  synchronized (lock) {
                    lock.notifyAll();
                  }
                });
    synchronized (lock) {
      second.start();
      while (second.getState() != Thread.State.BLOCKED && second.isAlive()) {
        Thread.onSpinWait();
      }
    }
    second.join();
  }

  @Test
  void one_fact_falls_rises_or_stays() throws Exception {
    var compared = compared(100, 20, () -> Thread.ofVirtual().start(() -> {}).join());
    var swapped = compared.swapped();
    var same = new Comparison(compared.baseline(), compared.baseline());

    assertThat(compared).on(VIRTUAL_THREADS_STARTED).fallsByAtLeast(80).doesNotRise();
    assertThat(swapped).on(VIRTUAL_THREADS_STARTED).risesAtLeast(5);
    assertThat(same).on(VIRTUAL_THREADS_STARTED).isUnchanged();

    fails(
        () -> assertThat(compared).on(VIRTUAL_THREADS_STARTED).fallsByAtLeast(81),
        "virtual threads started to fall by at least 81.0 %",
        "baseline 100",
        "candidate 20");
    fails(() -> assertThat(swapped).on(VIRTUAL_THREADS_STARTED).risesAtLeast(5.1), "to rise");
    fails(() -> assertThat(swapped).on(VIRTUAL_THREADS_STARTED).doesNotRise(), "no more");
    fails(() -> assertThat(compared).on(VIRTUAL_THREADS_STARTED).isUnchanged(), "as many");
    fails(
        () -> assertThat(compared).on(VIRTUAL_THREADS_STARTED).hasNothingNew(By.THREAD),
        "by a new thread");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> assertThat(compared).on(VIRTUAL_THREADS_STARTED).fallsByAtLeast(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> assertThat(same).on(VIRTUAL_THREADS_STARTED).risesAtLeast(1));
  }

  @Test
  void a_fall_from_nothing_is_no_fall() throws Exception {
    var nothing = compared(0, 0, () -> {});

    fails(
        () -> assertThat(nothing).on(PROCESSES_STARTED).fallsByAtLeast(50),
        "processes started in the baseline, to compare with");
  }

  @Test
  void what_was_not_recorded_cannot_be_compared() throws Exception {
    var loaf = Exact.events(Loaf.class);
    var compared =
        compareProfiled(
            () -> 1, () -> 1, EventCapture.of(loaf), times -> Loaf.bake("rye", 1, times));

    assertThat(compared).on(loaf).isUnchanged();
    assertThatThrownBy(() -> assertThat(compared).startsNoMoreProcesses())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'processes started' was not recorded");
  }

  @Test
  void each_side_works_once_unseen_and_once_seen_on_fresh_subjects_closed_in_the_window()
      throws Exception {
    var steps = new ArrayList<String>();
    var loaf = Exact.events(Loaf.class);

    var compared =
        compareProfiled(
            () -> new Oven("off", steps),
            () -> new Oven("on", steps),
            EventCapture.of(loaf),
            oven -> steps.add(oven.name() + " bakes"));

    assertThat(steps)
        .isEqualTo(
            List.of(
                "off made",
                "off bakes",
                "off closed",
                "on made",
                "on bakes",
                "on closed",
                "off made",
                "off bakes",
                "off closed",
                "on made",
                "on bakes",
                "on closed"));
    assertThat(compared.of(loaf).baseline()).hasCount(1);
  }

  /// Works a last time when it is closed.
  private record Oven(String name, List<String> steps) implements AutoCloseable {

    Oven {
      steps.add(name + " made");
    }

    @Override
    public void close() {
      Loaf.bake("last", 1, 1);
      steps.add(name + " closed");
    }
  }

  private static void fails(ThrowingCallable assertion, String... words) {
    assertThatThrownBy(assertion)
        .isExactlyInstanceOf(AssertionError.class)
        .hasMessageContainingAll(words);
  }
}
