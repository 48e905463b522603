package dev.dyno.engine.embedded.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.DockerClient;
import dev.dyno.engine.embedded.daemon.ContainerStand.Printed;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The bytes on the wire, without any client's help.
class ContainerProtocolTest {
  private static final int LONGEST_FRAME = 16 * 1024;

  @TempDir Path folder;
  private ContainerStand stand;
  private DockerClient docker;

  /// One frame.
  private record Frame(int stream, int length, String text) {}

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
  void a_frame_has_its_stream_three_zeros_and_a_big_endian_length() throws Exception {
    var id = stand.started("sh", "-c", "echo out; echo error >&2");
    stand.exitCode(id);

    var bytes = logs(id);

    assertThat(bytes)
        .startsWith(1, 0, 0, 0, 0, 0, 0, 4, 'o', 'u', 't', '\n')
        .endsWith(2, 0, 0, 0, 0, 0, 0, 6, 'e', 'r', 'r', 'o', 'r', '\n')
        .hasSize(12 + 14);
  }

  @Test
  void long_lines_are_cut_into_frames_of_16_kib() throws Exception {
    var id = stand.started("emit", "--lines", "2", "--bytes", "" + (2 * LONGEST_FRAME + 5));
    stand.exitCode(id);

    var frames = frames(new ByteArrayInputStream(logs(id)));

    assertThat(frames.stream().map(Frame::length))
        .containsExactly(LONGEST_FRAME, LONGEST_FRAME, 5, LONGEST_FRAME, LONGEST_FRAME, 5);
  }

  @Test
  void wait_and_follow_answer_at_once_and_end_with_the_program() throws Exception {
    var id = stand.started("sleep", "60");

    var waiting = stand.stand().open("POST", "/containers/%s/wait".formatted(id));
    var following =
        stand.stand().open("GET", "/containers/%s/logs?stdout=1&follow=1".formatted(id));

    assertThat(waiting.statusCode()).isEqualTo(200);
    assertThat(following.statusCode()).isEqualTo(200);
    docker.stopContainerCmd(id).exec();
    assertThat(waiting.body().readAllBytes()).asString().isEqualTo("{\"StatusCode\":143}");
    assertThat(following.body().readAllBytes()).isEmpty();
  }

  @Test
  void attach_with_an_upgrade_leaves_http_behind() throws Exception {
    var id = stand.created("sh", "-c", "echo out; echo error >&2; sleep 0.01; echo end");
    try (var socket =
        upgraded("/containers/%s/attach?stream=1&stdout=1&stderr=1".formatted(id), "")) {
      // docker says early that it will send nothing; it still listens.
      socket.shutdownOutput();

      docker.startContainerCmd(id).exec();

      assertThat(frames(socket.getInputStream()))
          .containsExactly(
              new Frame(1, 4, "out\n"), new Frame(2, 6, "error\n"), new Frame(1, 4, "end\n"));
    }
  }

  @Test
  void what_a_client_sends_to_an_upgraded_connection_does_no_harm() throws Exception {
    var id = stand.created("emit", "--lines", "1000", "--bytes", "1000");
    try (var socket =
        upgraded("/containers/%s/attach?stream=1&stdout=1&stdin=1".formatted(id), "")) {
      socket.getOutputStream().write(new byte[200_000]);

      docker.startContainerCmd(id).exec();

      // Unread input would make the end of the connection a reset, and lose the last frames.
      assertThat(frames(socket.getInputStream())).hasSize(1000);
    }
  }

  @Test
  void exec_with_an_upgrade_leaves_http_behind() throws Exception {
    var id = stand.started("sleep", "60");
    var exec = docker.execCreateCmd(id).withCmd("echo", "hi").withAttachStdout(true).exec().getId();

    try (var socket = upgraded("/exec/%s/start".formatted(exec), "{\"Detach\":false}")) {
      assertThat(frames(socket.getInputStream())).containsExactly(new Frame(1, 3, "hi\n"));
    }
    assertThat(docker.inspectExecCmd(exec).exec().getExitCodeLong()).isZero();
  }

  @Test
  void docker_java_gets_the_upgrade_that_it_insists_on_for_input() throws Exception {
    var id = stand.created("echo", "out");
    var printed = new Printed();
    var attached =
        docker
            .attachContainerCmd(id)
            .withStdIn(new ByteArrayInputStream("in".getBytes(UTF_8)))
            .withStdOut(true)
            .withFollowStream(true)
            .exec(printed);
    assertThat(attached.awaitStarted(ContainerStand.SECONDS, TimeUnit.SECONDS)).isTrue();

    docker.startContainerCmd(id).exec();

    printed.awaitText("out\n");
  }

  @Test
  void an_attached_client_that_leaves_does_not_disturb_the_program() throws Exception {
    var id = stand.created("emit", "--lines", "100000", "--bytes", "100");
    var leaving = upgraded("/containers/%s/attach?stream=1&stdout=1".formatted(id), "");

    docker.startContainerCmd(id).exec();
    leaving.getInputStream().readNBytes(1000);
    leaving.close();

    assertThat(stand.exitCode(id)).isZero();
    assertThat(logs(id)).hasSize(108 * 100_000);
  }

  @Test
  void an_exec_whose_client_leaves_runs_to_its_end() throws Exception {
    var id = stand.started("sleep", "60");
    var exec =
        docker
            .execCreateCmd(id)
            .withCmd("sh", "-c", "emit --lines 100000 --bytes 100; exit 9")
            .withAttachStdout(true)
            .exec()
            .getId();
    var leaving = upgraded("/exec/%s/start".formatted(exec), "{}");

    leaving.getInputStream().readNBytes(1000);
    leaving.close();

    stand.await(() -> docker.inspectExecCmd(exec).exec().getExitCodeLong() != null);
    assertThat(docker.inspectExecCmd(exec).exec().getExitCodeLong()).isEqualTo(9);
  }

  private byte[] logs(String id) throws Exception {
    var path = "/containers/%s/logs?stdout=1&stderr=1".formatted(id);
    try (var body = stand.stand().open("GET", path).body()) {
      return body.readAllBytes();
    }
  }

  /// A connection whose upgrade was granted.
  private Socket upgraded(String path, String body) throws Exception {
    var uri = stand.stand().daemon().uri();
    var socket = new Socket(uri.getHost(), uri.getPort());
    socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(ContainerStand.SECONDS));
    var request =
        "POST %s HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: tcp\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s";
    socket.getOutputStream().write(request.formatted(path, body.length(), body).getBytes(UTF_8));
    var head = head(socket.getInputStream());
    assertThat(head.getFirst()).startsWith("HTTP/1.1 101 ");
    assertThat(head)
        .contains(
            "Connection: Upgrade",
            "Upgrade: tcp",
            "Content-Type: application/vnd.docker.raw-stream");
    return socket;
  }

  private static List<String> head(InputStream in) throws IOException {
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (int next = in.read(); next >= 0; next = in.read()) {
      if (next == '\n') {
        if (line.isEmpty()) {
          return lines;
        }
        lines.add(line.toString());
        line.setLength(0);
      } else if (next != '\r') {
        line.append((char) next);
      }
    }
    throw new EOFException("the head of the answer is cut: " + lines);
  }

  /// All frames until the end, none of them cut.
  private static List<Frame> frames(InputStream raw) throws IOException {
    var in = new DataInputStream(raw);
    var frames = new ArrayList<Frame>();
    for (int stream = in.read(); stream >= 0; stream = in.read()) {
      assertThat(in.readNBytes(3)).containsOnly(0);
      int length = in.readInt();
      var payload = new byte[length];
      in.readFully(payload);
      frames.add(new Frame(stream, length, new String(payload, UTF_8)));
    }
    return frames;
  }
}
