package dev.dyno.engine.logs;

import static dev.dyno.engine.toggle.Optimization.ASYNC_LOGS;
import static dev.dyno.engine.toggle.Optimization.COMPACT_LAYOUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import dev.dyno.engine.toggle.EveryToggle;
import dev.dyno.engine.toggle.Toggles;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;

/// What a frame shows, whichever of the log's toggles are on.
@Timeout(value = 180, threadMode = SEPARATE_THREAD)
class ProgressTest {

  private static final String DENIED =
      "{\"errorDetail\":{\"message\":\"denied\"},\"error\":\"denied\"}";

  private final TestSink sink = new TestSink();
  private final HandClock clock = new HandClock();

  @EveryToggle({ASYNC_LOGS, COMPACT_LAYOUT})
  void a_frame_shows_what_is_over_first_then_what_runs_each_in_the_order_of_opening(Toggles toggles)
      throws Exception {
    try (var log = start(toggles)) {
      var a = log.open("a");
      var b = log.open("b");
      clock.pass(Duration.ofMillis(250));
      var c = log.open("c");
      var d = log.open("d");
      IntStream.rangeClosed(1, 7).forEach(i -> a.line("line " + i));
      b.line("forgotten, since b does well");
      c.line("one");
      d.line("only");
      clock.pass(Duration.ofMillis(1250));
      c.failed("boom");
      clock.pass(Duration.ofSeconds(60));
      b.done();
      clock.pass(Duration.ofHours(2));
    }

    assertThat(sink.lastWrite())
        .isEqualTo(
            """
            2 running, 1 done, 1 failed
            done    1m01s b
            failed  1.250s c
               one
               boom
            running 2h01m a
               line 3
               line 4
               line 5
               line 6
               line 7
            running 2h01m d
               only
            """);
  }

  @EveryToggle({ASYNC_LOGS, COMPACT_LAYOUT})
  void a_terminal_gets_colours_and_each_frame_over_the_one_before(Toggles toggles)
      throws Exception {
    var terminal = new Terminal(sink, 0, true);
    try (var log = LogAggregator.start(toggles, LogFormat.PROGRESS, terminal, clock)) {
      log.open("a").done();
      log.open("b").failed("why");
      log.open("c").line("l");
    }

    assertThat(sink.lastWrite())
        .isEqualTo(
            """
            \033[H1 running, 1 done, 1 failed\033[K
            \033[32mdone    0.000s a\033[0m\033[K
            \033[31mfailed  0.000s b\033[0m\033[K
               why\033[K
            \033[90mrunning 0.000s c\033[0m\033[K
               l\033[K
            \033[J""");
  }

  @EveryToggle({ASYNC_LOGS, COMPACT_LAYOUT})
  void nothing_in_a_line_moves_the_cursor_or_takes_a_second_row(Toggles toggles) throws Exception {
    var terminal = new Terminal(sink, 20, false);
    try (var log = LogAggregator.start(toggles, LogFormat.PROGRESS, terminal, clock)) {
      var routine = log.open("0123456789abcdef");
      routine.line("\033[2J\033[31mred\033[0m\tand \033]so\007 on\r");
      routine.line("0123456789abcdefghi");
      routine.line("😀".repeat(30));
    }

    assertThat(sink.lastWrite())
        .isEqualTo(
            """
            1 running, 0 done, 0 failed
            running 0.000s 01234
               red and so on
               0123456789abcdefg
               😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀
            """);
  }

  @EveryToggle({ASYNC_LOGS, COMPACT_LAYOUT})
  void lines_of_any_length_survive_where_the_terminal_has_any_width(Toggles toggles)
      throws Exception {
    var line = "x".repeat(1 << 20);
    try (var log = start(toggles)) {
      log.open("a").line(line);
    }

    assertThat(sink.lastWrite().lines()).contains("   " + line);
  }

  @EveryToggle({ASYNC_LOGS, COMPACT_LAYOUT})
  void a_failing_line_fails_its_routine_and_one_that_mentions_the_word_does_not(Toggles toggles)
      throws Exception {
    try (var log = start(toggles)) {
      log.open("by line").line(DENIED);
      var stream = "{\"status\":\"Pushing\"}\r\n" + DENIED + "\r\n";
      log.open("by stream").copy(new ByteArrayInputStream(stream.getBytes(StandardCharsets.UTF_8)));
      var mentions = log.open("mentions");
      mentions.line("found no errorDetail in the answer");
      mentions.line("{\"msg\":\"saw \\\"errorDetail\\\" in it\"}");
      mentions.line("{\"errorDetail\":\"a string of somebody's own\"}");
      mentions.line("{\"errorDetail\":{\"message\":\"cut");
    }

    assertThat(sink.lastWrite().lines())
        .startsWith(
            "1 running, 0 done, 2 failed",
            "failed  0.000s by line",
            "   " + DENIED,
            "failed  0.000s by stream",
            "   {\"status\":\"Pushing\"}",
            "   " + DENIED,
            "running 0.000s mentions");
  }

  @EveryToggle({ASYNC_LOGS, COMPACT_LAYOUT})
  void a_line_after_the_end_changes_no_state_and_is_counted(Toggles toggles) throws Exception {
    try (var log = start(toggles)) {
      var well = log.open("well");
      well.done();
      var badly = log.open("badly");
      badly.failed("why");
      clock.pass(Duration.ofSeconds(5));
      well.line("late");
      well.line(DENIED);
      badly.line("later");
      badly.done();
      well.failed("latest");
      well.done();
    }

    assertThat(sink.lastWrite())
        .isEqualTo(
            """
            0 running, 1 done, 1 failed, 4 lines after the end of their routine
            done    0.000s well
            failed  0.000s badly
               why
            """);
  }

  @EveryToggle({ASYNC_LOGS, COMPACT_LAYOUT})
  void a_line_after_the_end_is_printed_by_plain(Toggles toggles) throws Exception {
    try (var log = LogAggregator.start(toggles, LogFormat.PLAIN, Terminal.file(sink), clock)) {
      var routine = log.open("p");
      routine.done();
      routine.line("late");
    }

    assertThat(sink.lines()).containsExactly("p late");
  }

  @EveryToggle({ASYNC_LOGS, COMPACT_LAYOUT})
  void routines_that_are_over_are_evicted_failed_ones_last(Toggles toggles) throws Exception {
    try (var log = start(toggles)) {
      for (int i = 0; i < 2_000; i++) {
        var routine = log.open("r" + i);
        if (i % 1000 == 0) {
          routine.failed("why");
        } else {
          routine.done();
        }
      }
    }

    var frame = sink.lastWrite().lines().toList();
    assertThat(frame.getFirst()).isEqualTo("0 running, 1998 done, 2 failed (1936 not shown)");
    assertThat(frame)
        .hasSize(1 + ProgressBoard.KEPT + 2)
        .startsWith(
            frame.getFirst(), "failed  0.000s r0", "   why", "failed  0.000s r1000", "   why")
        .endsWith("done    0.000s r1998", "done    0.000s r1999");
  }

  @EveryToggle({ASYNC_LOGS, COMPACT_LAYOUT})
  void when_all_that_are_over_failed_the_first_ones_go(Toggles toggles) throws Exception {
    try (var log = start(toggles)) {
      IntStream.range(0, 70).forEach(i -> log.open("r" + i).failed("why"));
    }

    assertThat(sink.lastWrite().lines())
        .startsWith("0 running, 0 done, 70 failed (6 not shown)", "failed  0.000s r6")
        .endsWith("failed  0.000s r69", "   why");
  }

  @EveryToggle({ASYNC_LOGS, COMPACT_LAYOUT})
  void a_clock_that_is_set_back_makes_no_negative_duration(Toggles toggles) throws Exception {
    try (var log = start(toggles)) {
      var over = log.open("over");
      log.open("runs");
      clock.pass(Duration.ofSeconds(-5));
      over.done();
    }

    assertThat(sink.lastWrite().lines())
        .containsExactly(
            "1 running, 1 done, 0 failed", "done    0.000s over", "running 0.000s runs");
  }

  @EveryToggle({ASYNC_LOGS, COMPACT_LAYOUT})
  void two_routines_of_one_name_stay_two(Toggles toggles) throws Exception {
    try (var log = start(toggles)) {
      for (var line : List.of("first", "second")) {
        log.open("twin").line(line);
      }
    }

    assertThat(sink.lastWrite().lines())
        .containsExactly(
            "2 running, 0 done, 0 failed",
            "running 0.000s twin",
            "   first",
            "running 0.000s twin",
            "   second");
  }

  private LogAggregator start(Toggles toggles) {
    return LogAggregator.start(toggles, LogFormat.PROGRESS, Terminal.file(sink), clock);
  }
}
