package dev.dyno.engine.embedded.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.engine.embedded.Program;
import dev.dyno.engine.embedded.registry.Authentication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Our daemon with Docker's registry, and our registry with skopeo: neither of ours is its own
/// judge.
class OtherImplementationsTest {
  @TempDir Path folder;
  private Stand stand;

  @BeforeEach
  void start() throws IOException {
    stand = Stand.in(folder.resolve("stand"));
  }

  @AfterEach
  void stop() throws IOException {
    stand.close();
  }

  @Test
  void our_daemon_pushes_to_and_pulls_from_dockers_registry() throws Exception {
    var image = stand.seed("app", 1);
    stand.pull(image);
    var auth = Stand.registryAuth("ann", "secret");
    try (var registry = dockersRegistry()) {
      var host = registry.announcement().group(1);
      stand.send("POST", "/images/%s/tag?repo=%s/app&tag=1".formatted(image, host), new byte[0]);

      var pushed =
          stand.send(
              "POST",
              "/images/%s/app/push?tag=1".formatted(host),
              new byte[0],
              "X-Registry-Auth",
              auth);
      assertThat(pushed.body()).contains("Pushed", "\"aux\"").doesNotContain("errorDetail");
      stand.send("DELETE", "/images/%s".formatted(image), new byte[0]);
      stand.send("DELETE", "/images/%s/app:1".formatted(host), new byte[0]);
      assertThat(stand.stored()).isEmpty();

      var pulled = stand.pull(host + "/app:1", "X-Registry-Auth", auth);
      assertThat(pulled.body()).contains("Downloaded newer image").doesNotContain("errorDetail");
      var refused = stand.pull(host + "/app:1", "X-Registry-Auth", Stand.registryAuth("ann", "no"));
      assertThat(refused.body()).contains("unauthorized: authentication required");
    }
  }

  @Test
  void skopeo_copies_from_our_registry() throws Exception {
    var image = stand.seed("app", 1);

    assertThat(skopeoCopies(image, "plain")).isEqualTo(5);
  }

  @Test
  void skopeo_copies_from_our_registry_with_a_token() throws Exception {
    var image = stand.seed("app", 1);
    stand
        .registry()
        .authentication(new Authentication.Bearer("ann", "secret", Duration.ofMinutes(1)));

    assertThat(skopeoCopies(image, "token", "--src-creds=ann:secret")).isEqualTo(5);
  }

  @Test
  void skopeo_copies_into_our_registry() throws Exception {
    var image = stand.seed("app", 1);
    var copy = stand.registry().host() + "/copy:1";

    var outcome =
        Program.find("skopeo", "skopeo")
            .run(
                "copy",
                "--src-tls-verify=false",
                "--dest-tls-verify=false",
                "docker://" + image,
                "docker://" + copy);

    assertThat(outcome.exit()).as(outcome.output()).isZero();
    assertThat(stand.pull(copy).body()).contains("Downloaded newer image");
  }

  /// Returns the number of blobs that arrived.
  private int skopeoCopies(String image, String target, String... options) throws IOException {
    var layout = folder.resolve(target);
    var arguments = new ArrayList<String>(List.of("copy", "--src-tls-verify=false"));
    arguments.addAll(List.of(options));
    arguments.addAll(List.of("docker://" + image, "oci:" + layout));
    var outcome = Program.find("skopeo", "skopeo").run(arguments.toArray(String[]::new));
    assertThat(outcome.exit()).as(outcome.output()).isZero();
    return Stand.filesBelow(layout.resolve("blobs")).size();
  }

  private Program.Service dockersRegistry() throws IOException {
    var passwords = folder.resolve("passwords");
    var cheap = "4";
    var htpasswd =
        Program.find("htpasswd", "apache2-utils")
            .run("-cbBC", cheap, passwords.toString(), "ann", "secret");
    assertThat(htpasswd.exit()).as(htpasswd.output()).isZero();
    var config = folder.resolve("registry.yml");
    Files.writeString(
        config,
        """
        version: 0.1
        storage:
          filesystem:
            rootdirectory: %s
        http:
          addr: 127.0.0.1:0
        auth:
          htpasswd:
            realm: test
            path: %s
        """
            .formatted(folder.resolve("docker-registry"), passwords));
    return Program.find("docker-registry", "docker-registry")
        .serve(Pattern.compile("listening on (127\\.0\\.0\\.1:\\d+)"), "serve", config.toString());
  }
}
