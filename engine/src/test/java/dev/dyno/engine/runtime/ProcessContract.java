package dev.dyno.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What the processes of containers say, and further processes in them. A real dockerd decides what
// is right.
interface ProcessContract extends OnDaemon {

  @Test
  default void a_terminal_has_one_channel_and_no_carriage_returns() throws Exception {
    var id = runtime().create(shell("echo out; echo err >&2").terminal().build(), soon());
    run(id);
    var heard = new ArrayList<String>();

    runtime()
        .logs(id, LogQuery.soFar(), (channel, line) -> heard.add(channel + " " + line), soon());

    assertThat(heard).containsExactly("OUT out", "OUT err");
  }

  @Test
  default void a_process_needs_a_container_that_runs() throws Exception {
    var id = runtime().create(shell("true").build(), soon());

    assertThatExceptionOfType(RuntimeFailure.Conflict.class)
        .isThrownBy(() -> runtime().exec(id, ExecSpec.of("true"), soon()))
        .withMessageContaining("not running");
  }

  @Test
  default void logs_keep_channels_and_characters_and_a_last_line_without_an_end() throws Exception {
    var id = runtime().create(shell("cat /out; cat /err >&2").build(), soon());
    runtime().copyContent(id, bytes("größe €\n\nlast"), "/out", 0644, soon());
    runtime().copyContent(id, bytes("bad\r\n"), "/err", 0644, soon());
    run(id);

    var out = new ArrayList<String>();
    var err = new ArrayList<String>();
    runtime()
        .logs(
            id,
            LogQuery.soFar(),
            (channel, line) -> (channel == LogChannel.OUT ? out : err).add(line),
            soon());

    assertThat(out).containsExactly("größe €", "", "last");
    assertThat(err).containsExactly("bad");
  }

  @Test
  default void the_last_lines_of_a_log_can_be_asked_for_and_their_times() throws Exception {
    var id = runtime().create(shell("echo 7; echo 8; echo 9").build(), soon());
    run(id);

    assertThat(lines(id, LogQuery.soFar().last(2))).containsExactly("8", "9");
    assertThat(lines(id, LogQuery.soFar().last(0))).isEmpty();
    var timed = new LogQuery(false, LogQuery.soFar().last(1).tail(), Optional.empty(), true);
    assertThat(lines(id, timed))
        .singleElement()
        .asString()
        .matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}\\.[0-9]+Z 9");
  }

  @Test
  default void a_line_of_a_mebibyte_arrives_whole() throws Exception {
    var id = runtime().create(shell("cat /long; echo next").build(), soon());
    runtime().copyContent(id, bytes("x".repeat(1 << 20) + "\n"), "/long", 0644, soon());
    run(id);

    assertThat(lines(id)).containsExactly("x".repeat(1 << 20), "next");
  }

  @Test
  default void a_followed_log_is_told_while_it_is_written_and_ends_with_its_container()
      throws Exception {
    var id = started("trap '' TERM; echo ready; sleep 60");
    var first = new CountDownLatch(1);
    var followed = follow(id, first);
    assertThat(first.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(followed).isNotDone();

    runtime().stop(id, Duration.ZERO, soon());

    assertThat(followed.get(60, TimeUnit.SECONDS)).containsExactly("ready");
  }

  @Test
  default void a_process_in_a_container_has_its_own_output_and_exit_code() throws Exception {
    var id = started("echo ready; sleep 60");

    assertThat(runtime().exec(id, ExecSpec.of("sh", "-c", "echo a; echo b >&2; exit 4"), soon()))
        .isEqualTo(new ExecResult(4, List.of("a"), List.of("b")));
    assertThat(runtime().exec(id, ExecSpec.of("true"), soon()))
        .isEqualTo(new ExecResult(0, List.of(), List.of()));
    assertThat(lines(id)).containsExactly("ready");
  }
}
