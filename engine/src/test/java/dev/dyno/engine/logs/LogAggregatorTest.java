package dev.dyno.engine.logs;

import static dev.dyno.engine.toggle.Optimization.ASYNC_LOGS;
import static dev.dyno.engine.toggle.Optimization.BUFFERS;
import static dev.dyno.engine.toggle.Optimization.COMPACT_LAYOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import dev.dyno.engine.toggle.EveryToggle;
import dev.dyno.engine.toggle.Toggles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What a log does with lines, whichever of its toggles are on.
@Timeout(value = 180, threadMode = SEPARATE_THREAD)
class LogAggregatorTest {

  private final TestSink sink = new TestSink();
  private final HandClock clock = new HandClock();

  @EveryToggle({ASYNC_LOGS, COMPACT_LAYOUT, BUFFERS})
  void plain_shows_each_line_behind_its_prefix_in_the_order_of_its_routine(Toggles toggles)
      throws Exception {
    try (var log = start(toggles, LogFormat.PLAIN)) {
      var first = log.open("[aaaaaa (go:1)]");
      var second = log.open("[bbbbbb (maven:3)]");
      first.line("one");
      second.line("eins");
      first.line("");
      first.line("two\nthree");
      second.failed("zwei\ndrei");
      first.done();
    }

    assertThat(sink.lines())
        .filteredOn(line -> line.startsWith("[aaaaaa"))
        .containsExactly(
            "[aaaaaa (go:1)] one",
            "[aaaaaa (go:1)] ",
            "[aaaaaa (go:1)] two",
            "[aaaaaa (go:1)] three");
    assertThat(sink.lines())
        .filteredOn(line -> line.startsWith("[bbbbbb"))
        .containsExactly(
            "[bbbbbb (maven:3)] eins", "[bbbbbb (maven:3)] zwei", "[bbbbbb (maven:3)] drei");
    assertThat(sink.lines()).hasSize(7);
  }

  @EveryToggle({ASYNC_LOGS, COMPACT_LAYOUT, BUFFERS})
  void colours_are_sent_only_where_the_caller_says_that_they_are_understood(Toggles toggles)
      throws Exception {
    var terminal = new Terminal(sink, 0, true);
    try (var log = LogAggregator.start(toggles, LogFormat.PLAIN, terminal, clock)) {
      log.open("p").line("l");
    }

    assertThat(sink.writes()).containsExactly("\033[90mp\033[0m l\n");
  }

  @EveryToggle({ASYNC_LOGS, COMPACT_LAYOUT, BUFFERS})
  void lines_of_any_length_survive(Toggles toggles) throws Exception {
    var expected = new ArrayList<String>();
    try (var log = start(toggles, LogFormat.PLAIN)) {
      var routine = log.open("p");
      for (int length : new int[] {0, 1, 8191, 8192, 8193, 65535, 65536, 65537, 1 << 20}) {
        var line = "ä".repeat(length / 2) + "x".repeat(length - length / 2);
        routine.line(line);
        assertThat(routine.copy(stream(line + "\n"))).isEqualTo(1);
        expected.add("p " + line);
        expected.add("p " + line);
      }
    }

    assertThat(sink.lines()).isEqualTo(expected);
  }

  @EveryToggle({ASYNC_LOGS, COMPACT_LAYOUT, BUFFERS})
  void a_character_that_the_buffer_cuts_stays_whole(Toggles toggles) throws Exception {
    var expected = new ArrayList<String>();
    try (var log = start(toggles, LogFormat.PLAIN)) {
      var routine = log.open("p");
      for (int before = LogAggregator.BUFFER - 4; before <= LogAggregator.BUFFER; before++) {
        var line = "x".repeat(before) + "ä€😀";
        routine.copy(stream(line));
        expected.add("p " + line);
      }
    }

    assertThat(sink.lines()).isEqualTo(expected);
  }

  @EveryToggle({ASYNC_LOGS, COMPACT_LAYOUT, BUFFERS})
  void a_stream_is_cut_at_line_ends_and_its_last_line_needs_none(Toggles toggles) throws Exception {
    try (var log = start(toggles, LogFormat.PLAIN)) {
      var routine = log.open("p");

      assertThat(routine.copy(stream("a\r\n\nb \rc\nlast"))).isEqualTo(4);
      assertThat(routine.copy(stream(""))).isZero();
      assertThat(routine.copy(new ByteArrayInputStream(new byte[] {'o', (byte) 0xff, 'o', '\n'})))
          .isEqualTo(1);
    }

    assertThat(String.join("", sink.writes())).isEqualTo("p a\np \np b \rc\np last\np o\ufffdo\n");
  }

  @EveryToggle({ASYNC_LOGS, COMPACT_LAYOUT, BUFFERS})
  void a_stream_that_breaks_keeps_the_lines_before_it_and_gives_its_buffer_back(Toggles toggles)
      throws Exception {
    try (var log = start(toggles, LogFormat.PLAIN)) {
      var routine = log.open("p");

      assertThatThrownBy(() -> routine.copy(new Broken("whole\nhalf")))
          .isInstanceOf(IOException.class)
          .hasMessage("connection reset");

      assertThat(log.buffers().lent()).isZero();
    }
    assertThat(sink.lines()).containsExactly("p whole", "p half");
  }

  @EveryToggle({ASYNC_LOGS, COMPACT_LAYOUT, BUFFERS})
  void bytes_that_come_in_pieces_are_lines_although_their_buffer_is_used_again(Toggles toggles)
      throws Exception {
    try (var log = start(toggles, LogFormat.PLAIN)) {
      var routine = log.open("p");
      var frame = new byte[5];
      try (var out = routine.writer();
          var err = routine.writer()) {
        for (var piece : List.of("one\nt", "wo\nth", "ree\nf", "our\nf", "ive\ns")) {
          System.arraycopy(piece.getBytes(StandardCharsets.UTF_8), 0, frame, 0, 5);
          out.write(frame);
          err.write('e');
          frame[0] = 'X'; // as a daemon's client does with its next frame
        }
      }
    }

    assertThat(sink.lines())
        .containsExactly("p one", "p two", "p three", "p four", "p five", "p eeeee", "p s");
  }

  @EveryToggle({ASYNC_LOGS, COMPACT_LAYOUT, BUFFERS})
  void flush_loses_no_message(Toggles toggles) throws Exception {
    int producers = 16;
    int lines = 500;
    try (var log = start(toggles, LogFormat.PLAIN);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 1; round <= 3; round++) {
        var running = new ArrayList<Future<?>>();
        for (int i = 0; i < producers; i++) {
          var routine = log.open("p" + i);
          running.add(
              threads.submit(
                  () -> {
                    for (int n = 0; n < lines; n++) {
                      routine.line("line " + n);
                    }
                  }));
        }
        for (var each : running) {
          each.get();
        }

        log.flush();

        assertThat(sink.lines()).hasSize(round * producers * lines);
      }
    }
  }

  @EveryToggle({ASYNC_LOGS, COMPACT_LAYOUT, BUFFERS})
  void after_its_end_a_log_takes_nothing_and_says_so(Toggles toggles) throws Exception {
    var log = start(toggles, LogFormat.PLAIN);
    var routine = log.open("late");
    routine.line("in time");
    log.close();

    for (var call :
        List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
            () -> routine.line("x"),
            () -> routine.copy(stream("x")),
            routine::done,
            () -> routine.failed("x"))) {
      assertThatThrownBy(call)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("the log is closed")
          .hasMessageContaining("'late'");
    }
    assertThatThrownBy(() -> log.open("later")).hasMessageContaining("'later'");
    assertThat(log.buffers().lent()).isZero();
    log.flush();
    log.close();
    assertThat(sink.lines()).containsExactly("late in time");
  }

  @EveryToggle({ASYNC_LOGS, COMPACT_LAYOUT})
  void threads_are_never_left_behind(Toggles toggles) throws Exception {
    for (var format : LogFormat.values()) {
      var log = start(toggles, format);
      log.open("p").line("l");
      assertThat(workers()).hasSize(toggles.has(ASYNC_LOGS) ? ChannelHandoff.WORKERS : 0);
      log.close();
      assertThat(workers()).isEmpty();
    }
  }

  @EveryToggle(BUFFERS)
  void a_stream_is_read_through_one_buffer_of_8_kib(Toggles toggles) throws Exception {
    var asked = new ArrayList<Integer>();
    var seen = new ArrayList<byte[]>();
    try (var log = start(toggles, LogFormat.PLAIN)) {
      var routine = log.open("p");
      for (int i = 0; i < 2; i++) {
        routine.copy(
            new ByteArrayInputStream("x\n".repeat(10_000).getBytes(StandardCharsets.UTF_8)) {
              @Override
              public int read(byte[] target) {
                asked.add(target.length);
                seen.add(target);
                assertThat(log.buffers().lent()).isEqualTo(1);
                return super.read(target, 0, target.length);
              }
            });
      }
    }

    assertThat(asked).hasSize(8).containsOnly(8192); // 20,000 bytes and the end, twice
    assertThat(seen.getFirst() == seen.getLast()).isEqualTo(toggles.has(BUFFERS));
  }

  @Test
  void a_prefix_of_two_lines_is_refused() throws Exception {
    try (var log = start(Toggles.none(), LogFormat.PLAIN)) {
      assertThatThrownBy(() -> log.open("a\nb"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("in one line");
    }
    assertThatThrownBy(() -> new Terminal(sink, -1, false)).hasMessageContaining("-1 columns");
  }

  private LogAggregator start(Toggles toggles, LogFormat format) {
    return LogAggregator.start(toggles, format, Terminal.file(sink), clock);
  }

  private static List<Thread> workers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("dyno-log-"))
        .toList();
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Gives its bytes, then an error instead of an end.
  private static final class Broken extends InputStream {

    private final InputStream before;

    Broken(String text) {
      before = stream(text);
    }

    @Override
    public int read() {
      throw new AssertionError("one byte at a time");
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int read = before.read(target, offset, length);
      if (read < 0) {
        throw new IOException("connection reset");
      }
      return read;
    }
  }
}
