package dev.dyno.engine.embedded.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.LogContainerCmd;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.dyno.engine.embedded.daemon.ContainerStand.Printed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What containers print, through docker-java: logs, attach and exec.
class ContainerOutputTest {
  private static final int SECONDS = ContainerStand.SECONDS;

  @TempDir Path folder;
  private ContainerStand stand;
  private DockerClient docker;

  @BeforeEach
  void start() throws Exception {
    stand = ContainerStand.in(folder);
    docker = stand.docker();
  }

  @AfterEach
  void stop() throws IOException {
    stand.close();
  }

  @Test
  void the_streams_of_a_log_can_be_had_one_by_one() throws Exception {
    var id = ended("emit", "--lines", "6", "--bytes", "8", "--stderr-every", "3");

    var out = stand.printed(logs(id).withStdErr(false));
    assertThat(out.all()).isEqualTo("line 1 \nline 2 \nline 4 \nline 5 \n");
    var err = stand.printed(logs(id).withStdOut(false));
    assertThat(err.all()).isEqualTo("line 3 \nline 6 \n");
    assertThat(stand.printed(logs(id)).all().lines()).hasSize(6);
  }

  @Test
  void the_tail_counts_lines_of_both_streams() throws Exception {
    var id = ended("emit", "--lines", "6", "--bytes", "8", "--stderr-every", "3");

    assertThat(stand.printed(logs(id).withTail(2)).all()).isEqualTo("line 5 \nline 6 \n");
    assertThat(stand.printed(logs(id).withTail(2).withStdErr(false)).all()).isEqualTo("line 5 \n");
    assertThat(stand.printed(logs(id).withTail(0)).all()).isEmpty();
  }

  @Test
  void timestamps_have_nanoseconds_and_since_leaves_older_lines_out() throws Exception {
    var id = ended("emit", "--lines", "3", "--bytes", "8");

    var lines = stand.printed(logs(id).withTimestamps(true)).all().lines().toList();

    assertThat(lines)
        .hasSize(3)
        .allMatch(
            it -> it.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{9}Z line \\d "));
    int before = (int) Instant.parse(lines.getFirst().split(" ", 2)[0]).getEpochSecond();
    assertThat(stand.printed(logs(id).withSince(before)).all().lines()).hasSize(3);
    assertThat(stand.printed(logs(id).withSince(before + 3600)).all()).isEmpty();
  }

  @Test
  void who_follows_sees_lines_as_they_come_and_the_end() throws Exception {
    var id = stand.started("sh", "-c", "echo first; sleep 60");
    var printed = new Printed();
    var following = logs(id).withFollowStream(true).exec(printed);
    printed.awaitText("first\n");

    docker.killContainerCmd(id).exec();

    assertThat(following.awaitCompletion(SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(printed.all()).isEqualTo("first\n");
  }

  @Test
  void a_mebibyte_of_a_line_arrives_whole() throws Exception {
    var id = ended("emit", "--lines", "3", "--bytes", "1048577");

    var lines = stand.printed(logs(id)).all().lines().toList();

    assertThat(lines).hasSize(3).allMatch(it -> it.length() == 1 << 20);
    assertThat(lines.get(2)).startsWith("line 3 .");
  }

  @Test
  void no_line_of_a_flood_is_lost_or_out_of_order() throws Exception {
    int lines = 200_000;
    var id = stand.started("emit", "--lines", "" + lines, "--bytes", "64");

    var printed = stand.printed(logs(id).withFollowStream(true)).all();

    assertThat(printed).hasSize(64 * lines);
    int number = 0;
    for (var line : (Iterable<String>) printed.lines()::iterator) {
      number++;
      assertThat(line).startsWith("line " + number + " ");
    }
    assertThat(number).isEqualTo(lines);
  }

  @Test
  void a_second_run_adds_to_the_log() throws Exception {
    var id = ended("echo", "run");
    docker.startContainerCmd(id).exec();
    stand.exitCode(id);

    assertThat(stand.logs(id).out()).isEqualTo("run\nrun\n");
  }

  @Test
  void who_attaches_before_the_start_gets_all_of_it() throws Exception {
    var id = stand.created("sh", "-c", "echo out; echo err >&2");
    var printed = new Printed();
    var attached =
        docker
            .attachContainerCmd(id)
            .withStdOut(true)
            .withStdErr(true)
            .withFollowStream(true)
            .exec(printed);
    assertThat(attached.awaitStarted(SECONDS, TimeUnit.SECONDS)).isTrue();

    docker.startContainerCmd(id).exec();

    assertThat(attached.awaitCompletion(SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(printed.out()).isEqualTo("out\n");
    assertThat(printed.err()).isEqualTo("err\n");
  }

  @Test
  void a_terminal_has_one_raw_stream() throws Exception {
    var id = stand.create("sh", "-c", "echo out; echo err >&2").withTty(true).exec().getId();
    docker.startContainerCmd(id).exec();
    stand.exitCode(id);

    var raw =
        stand
            .stand()
            .send("GET", "/containers/%s/logs?stdout=1&stderr=1".formatted(id), new byte[0]);

    assertThat(raw.body()).isEqualTo("out\r\nerr\r\n");
  }

  @Test
  void exec_runs_a_second_program_and_tells_its_end() throws Exception {
    var id = stand.started("sleep", "60");

    var exec = exec(id, "sh", "-c", "echo out; cat /etc/motd; echo err >&2; exit 7");
    var printed = new Printed();
    var ended = docker.execStartCmd(exec).exec(printed);

    assertThat(ended.awaitCompletion(SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(printed.out()).isEqualTo("out\nwelcome\n");
    assertThat(printed.err()).isEqualTo("err\n");
    var seen = docker.inspectExecCmd(exec).exec();
    assertThat(seen.getExitCodeLong()).isEqualTo(7);
    assertThat(seen.isRunning()).isFalse();
    assertThat(seen.getContainerID()).isEqualTo(id);
    assertThat(stand.logs(id).all()).isEmpty();
  }

  @Test
  void exec_ends_with_its_container() throws Exception {
    var id = stand.started("sleep", "60");
    var foreground = exec(id, "sh", "-c", "echo begun; sleep --ignore-term 60");
    var printed = new Printed();
    var ended = docker.execStartCmd(foreground).exec(printed);
    printed.awaitText("begun\n");
    var detached = exec(id, "sleep", "60");
    docker.execStartCmd(detached).withDetach(true).exec(new Printed()).awaitCompletion();
    assertThat(docker.inspectExecCmd(detached).exec().isRunning()).isTrue();

    docker.stopContainerCmd(id).exec();

    assertThat(ended.awaitCompletion(SECONDS, TimeUnit.SECONDS)).isTrue();
    stand.await(() -> Boolean.FALSE.equals(docker.inspectExecCmd(detached).exec().isRunning()));
    assertThat(docker.inspectExecCmd(foreground).exec().getExitCodeLong()).isEqualTo(137);
    assertThat(docker.inspectExecCmd(detached).exec().getExitCodeLong()).isEqualTo(137);
  }

  @Test
  void exec_needs_a_running_container_and_runs_once() throws Exception {
    var id = stand.started("sleep", "60");
    var exec = exec(id, "true");
    docker.execStartCmd(exec).exec(new Printed()).awaitCompletion(SECONDS, TimeUnit.SECONDS);
    assertThat(start(exec)).containsExactly("409", "exec %s was started before".formatted(exec));
    var late = exec(id, "true");

    docker.stopContainerCmd(id).exec();

    assertThat(start(late)).containsExactly("409", "Container %s is not running".formatted(id));
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> exec(id, "true"))
        .withMessageContaining("Container %s is not running".formatted(id));
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> docker.inspectExecCmd("none").exec())
        .withMessageContaining("No such exec instance: none");
    docker.removeContainerCmd(id).exec();
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> docker.inspectExecCmd(exec).exec());
  }

  @Test
  void exec_of_another_program_says_so_in_its_stream() throws Exception {
    var id = stand.started("sleep", "60");
    var exec = exec(id, "make");
    var printed = new Printed();

    docker.execStartCmd(exec).exec(printed).awaitCompletion(SECONDS, TimeUnit.SECONDS);

    assertThat(printed.out()).contains("\"make\": executable file not found in $PATH");
    assertThat(docker.inspectExecCmd(exec).exec().getExitCodeLong()).isEqualTo(127);
  }

  @Test
  void somebody_must_want_a_stream_of_the_log() throws Exception {
    var id = stand.created("true");

    var refused = stand.stand().send("GET", "/containers/%s/logs".formatted(id), new byte[0]);

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body())
        .isEqualTo("{\"message\":\"Bad parameters: you must choose at least one stream\"}");
  }

  private String ended(String... command) {
    var id = stand.started(command);
    stand.exitCode(id);
    return id;
  }

  private LogContainerCmd logs(String id) {
    return docker.logContainerCmd(id).withStdOut(true).withStdErr(true);
  }

  private String exec(String container, String... command) {
    return docker
        .execCreateCmd(container)
        .withCmd(command)
        .withAttachStdout(true)
        .withAttachStderr(true)
        .exec()
        .getId();
  }

  /// Status and message: docker-java's stream of an exec hides them.
  private List<String> start(String exec) throws Exception {
    var answer = stand.stand().send("POST", "/exec/%s/start".formatted(exec), "{}".getBytes(UTF_8));
    var message = answer.body().replaceFirst("\\{\"message\":\"(.*)\"}", "$1");
    return List.of("" + answer.statusCode(), message);
  }
}
