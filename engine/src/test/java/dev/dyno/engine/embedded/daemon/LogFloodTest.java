package dev.dyno.engine.embedded.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.engine.embedded.Program;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A flood of output against a daemon with a small heap.
class LogFloodTest {
  private static final String HEAP = "-Xmx32m";
  private static final int LINES = 600_000;
  private static final int BYTES = 200;

  @TempDir Path folder;

  @Test
  @Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_log_of_four_times_the_heap_is_kept_and_read_with_a_reader_that_stands_still_beside()
      throws Exception {
    var java = new Program(Path.of(System.getProperty("java.home"), "bin", "java"), Map.of());
    try (var client = HttpClient.newHttpClient();
        var jvm =
            java.serve(
                Pattern.compile("daemon at tcp://(.*)"),
                HEAP,
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                SmallDaemon.class.getName(),
                folder.resolve("store").toString())) {
      var daemon = new Daemon(client, URI.create("http://" + jvm.announcement().group(1)));
      daemon.build();
      var id = daemon.run("emit", "--lines", "" + LINES, "--bytes", "" + BYTES);
      var slow = daemon.logs(id, "follow=1");

      assertThat(countLines(daemon.logs(id, "follow=1"))).isEqualTo(LINES);

      assertThat(countLines(daemon.logs(id, "tail=1000"))).isEqualTo(1000);
      assertThat(countLines(slow)).isEqualTo(LINES);
      assertThat(Files.size(log(id))).isGreaterThan((long) LINES * BYTES);
      assertThat(jvm.process().isAlive()).isTrue();
    }
  }

  private Path log(String id) {
    return folder.resolve("store/containers").resolve(id).resolve("log");
  }

  /// Frames, each the next line.
  private static int countLines(InputStream body) throws IOException {
    try (var in = new DataInputStream(new BufferedInputStream(body, 1 << 16))) {
      int lines = 0;
      for (int stream = in.read(); stream >= 0; stream = in.read()) {
        in.skipNBytes(3);
        assertThat(in.readInt()).isEqualTo(BYTES);
        in.skipNBytes(BYTES);
        lines++;
      }
      return lines;
    }
  }

  private record Daemon(HttpClient client, URI at) {
    void build() throws Exception {
      var context = ContainerStand.tar("Dockerfile", "FROM scratch\nCOPY a /\n", "a", "a");
      var answer = post("/build?t=small:1", context.readAllBytes());
      assertThat(answer).contains("Successfully tagged small:1");
    }

    String run(String... command) throws Exception {
      var words = "\"" + String.join("\",\"", command) + "\"";
      var body = "{\"Image\":\"small:1\",\"Cmd\":[%s]}".formatted(words);
      var created = post("/containers/create", body.getBytes(UTF_8));
      var id = created.replaceFirst(".*\"Id\":\"([0-9a-f]+)\".*", "$1");
      post("/containers/%s/start".formatted(id), new byte[0]);
      return id;
    }

    InputStream logs(String id, String how) throws Exception {
      var path = "/containers/%s/logs?stdout=1&%s".formatted(id, how);
      var request = HttpRequest.newBuilder(at.resolve(path)).build();
      HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
      return answer.body();
    }

    private String post(String path, byte[] body) throws Exception {
      var request =
          HttpRequest.newBuilder(at.resolve(path)).POST(BodyPublishers.ofByteArray(body)).build();
      return client.send(request, BodyHandlers.ofString()).body();
    }
  }
}
