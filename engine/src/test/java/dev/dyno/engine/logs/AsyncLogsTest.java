package dev.dyno.engine.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import dev.dyno.engine.toggle.Toggles;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What only `async-logs` promises: its bounds, its batches, and when it draws.
@Timeout(value = 180, threadMode = SEPARATE_THREAD)
class AsyncLogsTest {

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Toggles ON = Toggles.parse("async-logs");

  private final TestSink sink = new TestSink();
  private final HandClock clock = new HandClock();

  @Test
  void a_thousand_messages_wait_at_most_beside_the_batches_in_hand() throws Exception {
    var accepted = new AtomicInteger();
    try (var log = start(ON, LogFormat.PLAIN);
        var _ = sink.hold()) {
      var routines = IntStream.range(0, 8).mapToObj(i -> log.open("p" + i)).toList();
      var producers =
          routines.stream()
              .map(routine -> Thread.ofPlatform().start(() -> produce(routine, 1200, accepted)))
              .toList();
      producers.forEach(TestSink::awaitStuck);

      assertThat(accepted.get())
          .isBetween(
              ChannelHandoff.CAPACITY,
              ChannelHandoff.CAPACITY + ChannelHandoff.WORKERS * Channel.BATCH);

      sink.release();
      for (var producer : producers) {
        producer.join();
      }
    }
    assertThat(sink.lines()).hasSize(8 * 1200);
  }

  @Test
  void producers_of_one_line_each_all_find_room_again() throws Exception {
    int more = 300;
    var accepted = new AtomicInteger();
    try (var log = start(ON, LogFormat.PLAIN);
        var _ = sink.hold()) {
      var routine = log.open("p");
      var threads = new ArrayList<Thread>();
      threads.add(Thread.ofPlatform().start(() -> produce(routine, 600, accepted)));
      TestSink.awaitStuck(threads.getFirst());
      for (int i = 0; i < more; i++) {
        threads.add(Thread.ofVirtual().start(() -> produce(routine, 1, accepted)));
      }
      threads.forEach(TestSink::awaitParked);

      sink.release();

      for (var thread : threads) {
        assertThat(thread.join(SOON)).isTrue();
      }
    }
    assertThat(sink.lines()).hasSize(600 + more);
  }

  @Test
  void lines_of_a_mebibyte_do_not_wait_by_the_thousand() throws Exception {
    var accepted = new AtomicInteger();
    var line = "x".repeat(1 << 20);
    try (var log = start(ON, LogFormat.PLAIN);
        var _ = sink.hold()) {
      var routine = log.open("p");
      var producer =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; i < 20; i++) {
                      routine.line(line);
                      accepted.incrementAndGet();
                    }
                  });
      TestSink.awaitStuck(producer);

      assertThat(accepted.get()).isBetween(4, 5); // 4 MiB wait, and one line is in hand

      sink.release();
      producer.join();
    }
    assertThat(sink.lines()).hasSize(20);
  }

  @Test
  void a_batch_of_fifty_lines_is_one_write() throws Exception {
    try (var log = start(ON, LogFormat.PLAIN);
        var _ = sink.hold()) {
      var routine = log.open("p");
      routine.line("first");
      assertThat(sink.awaitEntered(1, SOON)).isTrue();
      produce(routine, 120, new AtomicInteger());
      sink.release();
      log.flush();
    }

    assertThat(sink.writes())
        .extracting(text -> text.lines().count())
        .containsExactly(1L, 50L, 50L, 20L);
  }

  @Test
  void a_batch_of_fifty_messages_is_one_frame_and_off_draws_one_a_message() throws Exception {
    try (var log = start(ON, LogFormat.PROGRESS);
        var _ = sink.hold()) {
      var routine = log.open("p");
      assertThat(sink.awaitEntered(1, SOON)).isTrue();
      produce(routine, 100, new AtomicInteger());
      sink.release();
      log.flush();
      assertThat(sink.writes()).hasSize(3);
      assertThat(sink.writes().get(1)).contains("line 49\n");
    }
    assertThat(sink.writes()).as("with the last frame").hasSize(4);

    var other = new TestSink();
    try (var log =
        LogAggregator.start(Toggles.none(), LogFormat.PROGRESS, Terminal.file(other), clock)) {
      produce(log.open("p"), 100, new AtomicInteger());
    }
    assertThat(other.writes()).hasSize(1 + 100 + 1);
    assertThat(other.lastWrite()).isEqualTo(sink.lastWrite());
  }

  @Test
  void a_lone_line_waits_for_no_others() throws Exception {
    try (var log = start(ON, LogFormat.PLAIN)) {
      log.open("p").line("alone");

      assertThat(sink.awaitEntered(1, SOON)).isTrue();
    }
  }

  @Test
  void nothing_is_drawn_while_nothing_is_said() throws Exception {
    try (var log = start(ON, LogFormat.PROGRESS)) {
      log.open("p").line("all");
      log.flush();
      int frames = sink.entered();
      clock.pass(Duration.ofSeconds(1));

      boolean another = sink.awaitEntered(frames + 1, Duration.ofNanos(10 * Channel.PATIENCE));

      assertThat(another).isFalse();
    }
  }

  @Test
  void a_bug_while_drawing_is_told_and_holds_nobody_up() throws Exception {
    InstantSource bad =
        () -> {
          if (Thread.currentThread().getName().startsWith("dyno-log-")) {
            throw new UnsupportedOperationException("planted");
          }
          return Instant.EPOCH;
        };
    var log = LogAggregator.start(ON, LogFormat.PROGRESS, Terminal.file(sink), bad);
    var routine = log.open("p");
    var producer = Thread.ofVirtual().start(() -> produce(routine, 5000, new AtomicInteger()));

    assertThat(producer.join(SOON)).isTrue();
    assertThatThrownBy(log::close)
        .isInstanceOf(LogException.class)
        .hasRootCauseInstanceOf(UnsupportedOperationException.class);
  }

  private LogAggregator start(Toggles toggles, LogFormat format) {
    return LogAggregator.start(toggles, format, Terminal.file(sink), clock);
  }

  private static void produce(Routine routine, int lines, AtomicInteger accepted) {
    for (int n = 0; n < lines; n++) {
      routine.line("line " + n);
      accepted.incrementAndGet();
    }
  }
}
