package dev.dyno.engine.logs;

import static dev.dyno.engine.toggle.Optimization.ASYNC_LOGS;
import static dev.dyno.engine.toggle.Optimization.COMPACT_LAYOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import dev.dyno.engine.toggle.EveryToggle;
import dev.dyno.engine.toggle.Toggles;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;

/// What a log does with a sink that is slow, or fails, whichever of its toggles are on.
@Timeout(value = 180, threadMode = SEPARATE_THREAD)
class SinkTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Duration A_WHILE = Duration.ofMillis(100);

  private final TestSink sink = new TestSink();
  private final HandClock clock = new HandClock();

  @EveryToggle({ASYNC_LOGS, COMPACT_LAYOUT})
  void a_slow_sink_makes_producers_wait_and_loses_nothing(Toggles toggles) throws Exception {
    int lines = 1000;
    var finished = new CountDownLatch(8);
    try (var log = start(toggles, LogFormat.PLAIN, sink);
        var _ = sink.hold()) {
      var routines = IntStream.range(0, 8).mapToObj(i -> log.open("p" + i)).toList();
      for (var routine : routines) {
        Thread.ofVirtual()
            .start(
                () -> {
                  for (int n = 0; n < lines; n++) {
                    routine.line(Integer.toString(n));
                  }
                  finished.countDown();
                });
      }
      assertThat(sink.awaitEntered(1, SOON)).isTrue();

      assertThat(finished.await(A_WHILE.toMillis(), TimeUnit.MILLISECONDS)).isFalse();

      sink.release();
      assertThat(finished.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
    assertThat(sink.lines()).hasSize(8 * lines);
  }

  @EveryToggle({ASYNC_LOGS, COMPACT_LAYOUT})
  void an_interrupted_producer_loses_neither_its_line_nor_its_interrupt(Toggles toggles)
      throws Exception {
    int lines = ChannelHandoff.CAPACITY + 2 * Channel.BATCH + 10; // more than both sides hold
    var kept = new CompletableFuture<Boolean>();
    try (var log = start(toggles, LogFormat.PLAIN, sink);
        var _ = sink.hold()) {
      var routine = log.open("p");
      var producer =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int n = 0; n < lines; n++) {
                      routine.line(Integer.toString(n));
                    }
                    kept.complete(Thread.currentThread().isInterrupted());
                  });
      TestSink.awaitParked(producer);

      producer.interrupt();

      TestSink.awaitParked(producer);
      assertThat(kept).isNotDone();
      sink.release();
      assertThat(kept.get(60, TimeUnit.SECONDS)).isTrue();
      producer.join();
    }
    assertThat(sink.lines()).hasSize(lines);
  }

  @EveryToggle({ASYNC_LOGS, COMPACT_LAYOUT})
  void close_and_flush_keep_the_interrupt_and_lose_nothing(Toggles toggles) throws Exception {
    var log = start(toggles, LogFormat.PLAIN, sink);
    var routine = log.open("p");
    var kept = new CompletableFuture<List<Boolean>>();
    var closer =
        Thread.ofPlatform()
            .start(
                () -> {
                  Thread.currentThread().interrupt();
                  try {
                    routine.line("one");
                    log.flush();
                    boolean afterFlush = Thread.currentThread().isInterrupted();
                    routine.line("two");
                    log.close();
                    kept.complete(List.of(afterFlush, Thread.currentThread().isInterrupted()));
                  } catch (LogException | RuntimeException failed) {
                    kept.completeExceptionally(failed);
                  }
                });
    closer.join();

    assertThat(kept.get(60, TimeUnit.SECONDS)).containsExactly(true, true);
    assertThat(sink.lines()).containsExactly("p one", "p two");
  }

  @EveryToggle({ASYNC_LOGS, COMPACT_LAYOUT})
  void a_sink_that_fails_is_told_once_and_holds_nobody_up(Toggles toggles) throws Exception {
    for (var format : LogFormat.values()) {
      for (var failure :
          List.of(
              new IOException("no space left on device"),
              new IllegalStateException("no space left in the test"),
              new StackOverflowError("no space left on the stack"))) {
        var broken = new TestSink().failing(3, failure);
        var log = start(toggles, format, broken);
        var producers = new ArrayList<Thread>();
        for (int i = 0; i < 8; i++) {
          var routine = log.open("p" + i);
          producers.add(
              Thread.ofVirtual()
                  .start(
                      () -> {
                        for (int n = 0; n < 500; n++) {
                          routine.line("line");
                        }
                      }));
        }
        for (var producer : producers) {
          assertThat(producer.join(SOON)).isTrue();
        }

        assertThatThrownBy(log::flush)
            .isInstanceOf(LogException.class)
            .hasMessageContaining("no space left")
            .hasMessageContaining("bytes were dropped")
            .hasCause(failure);
        assertThatCode(log::flush).doesNotThrowAnyException();
        assertThatCode(log::close).doesNotThrowAnyException();
        assertThat(broken.writes()).hasSize(2);
        assertThat(broken.entered()).as("tries after the failure").isEqualTo(3);
      }
    }
  }

  @EveryToggle({ASYNC_LOGS, COMPACT_LAYOUT})
  void close_tells_of_a_failure_that_nobody_flushed(Toggles toggles) {
    var broken = new TestSink().failing(1, new IOException("broken pipe"));
    var log = start(toggles, LogFormat.PLAIN, broken);
    log.open("p").line("0123456789");

    assertThatThrownBy(log::close)
        .isInstanceOf(LogException.class)
        .hasMessageContaining("the log ended after 0 bytes, and 13 bytes were dropped")
        .hasMessageContaining("broken pipe");
    assertThatCode(log::close).doesNotThrowAnyException();
  }

  private LogAggregator start(Toggles toggles, LogFormat format, TestSink out) {
    return LogAggregator.start(toggles, format, Terminal.file(out), clock);
  }
}
