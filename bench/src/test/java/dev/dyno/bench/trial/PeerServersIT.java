package dev.dyno.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Needs root, and Debian's `docker.io` and `docker-registry`.
class PeerServersIT {

  private static final Path SCRIPT =
      Path.of("../scripts/peer-servers").toAbsolutePath().normalize();

  @TempDir Path folder;

  @Test
  void both_servers_have_their_images_and_leave_nothing_behind() throws Exception {
    var place = Files.createTempDirectory("peers").resolve("p"); // a socket's path is short
    var registry = "";
    try (var peers = PeerServers.start(SCRIPT, place, folder.resolve("log"))) {
      registry = peers.registry();
      assertThat(get(registry)).contains("peer/layers", "peer/image1", "peer/image6");
      assertThat(Path.of(peers.docker().getPath())).exists();
    }

    assertThat(place).doesNotExist();
    var gone = registry;
    assertThatThrownBy(() -> get(gone)).isInstanceOf(ConnectException.class);
    Files.delete(place.getParent());
  }

  @Test
  void what_is_missing_is_named_with_its_package() throws Exception {
    var tools = Files.createDirectory(folder.resolve("bin"));
    for (var tool : List.of("bash", "dirname", "realpath")) {
      Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin").resolve(tool));
    }

    assertThat(said(Map.of("PATH", tools.toString()), folder.resolve("new")))
        .contains("docker-registry is missing: apt-get install docker-registry");
    Files.createSymbolicLink(tools.resolve("docker-registry"), Path.of("/usr/bin/true"));
    assertThat(said(Map.of("PATH", tools.toString()), folder.resolve("new")))
        .contains("docker is missing: apt-get install docker.io");
    assertThat(folder.resolve("new")).doesNotExist();
  }

  @Test
  void a_folder_that_is_there_already_is_left_alone() throws Exception {
    var kept = Files.writeString(folder.resolve("kept"), "mine");

    assertThat(said(Map.of(), folder)).contains("is there already");
    assertThat(kept).hasContent("mine");
  }

  private static String said(Map<String, String> environment, Path place) throws Exception {
    var builder = new ProcessBuilder("/bin/bash", SCRIPT.toString(), place.toString());
    builder.environment().putAll(environment);
    var process = builder.redirectErrorStream(true).start();
    process.outputWriter().close();
    var said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(1);
    return said;
  }

  private static String get(String registry) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create("http://" + registry + "/v2/_catalog")).build();
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }
}
