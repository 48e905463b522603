package dev.dyno.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which daemon is meant.
class EndpointTest {

  @Test
  void a_host_is_read_as_docker_writes_it() {
    assertThat(Endpoint.parse("tcp://localhost:2375"))
        .isEqualTo(new Endpoint.Tcp("localhost", 2375))
        .hasToString("tcp://localhost:2375");
    assertThat(Endpoint.parse("tcp://[::1]:80").uri().getHost()).isEqualTo("[::1]");
    assertThat(Endpoint.parse("unix:///run/d.sock"))
        .isEqualTo(new Endpoint.Unix(Path.of("/run/d.sock")))
        .hasToString("unix:///run/d.sock");
    assertThat(Endpoint.embedded(4000).uri()).isEqualTo(URI.create("tcp://127.0.0.1:4000"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost:2375",
        "tcp://localhost",
        "tcp://:2375",
        "tcp://localhost:0",
        "tcp://localhost:65536",
        "tcp://localhost:http",
        "unix://run/d.sock",
        "ssh://host",
        "https://host:2376",
        "npipe:////./pipe/docker_engine"
      })
  void what_is_not_spoken_is_refused_with_advice(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Endpoint.parse(text))
        .withMessageMatching("'.*' is no endpoint: (write|needs) .*");
  }

  @Test
  void docker_is_where_its_variable_says_or_where_it_usually_is() {
    assertThat(Endpoint.docker(Map.of("DOCKER_HOST", "tcp://h:1")))
        .isEqualTo(new Endpoint.Tcp("h", 1));
    assertThat(Endpoint.docker(Map.of())).hasToString("unix:///var/run/docker.sock");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Endpoint.docker(Map.of("DOCKER_TLS_VERIFY", "1")))
        .withMessageContaining("TLS is not spoken here: unset it");
  }

  @Test
  void podman_is_the_users_own_if_there_is_one(@TempDir Path folder) throws IOException {
    var environment = Map.of("XDG_RUNTIME_DIR", folder.toString());
    assertThat(Endpoint.podman(environment)).hasToString("unix:///run/podman/podman.sock");

    var socket =
        Files.createFile(Files.createDirectory(folder.resolve("podman")).resolve("podman.sock"));

    assertThat(Endpoint.podman(environment)).isEqualTo(new Endpoint.Unix(socket));
    assertThat(Endpoint.podman(Map.of("CONTAINER_HOST", "unix:///p.sock")))
        .hasToString("unix:///p.sock");
  }
}
