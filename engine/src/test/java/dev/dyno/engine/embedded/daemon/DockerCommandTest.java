package dev.dyno.engine.embedded.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.engine.embedded.Program;
import dev.dyno.engine.embedded.registry.Authentication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The stock docker command drives the daemon.
class DockerCommandTest {
  @TempDir Path folder;
  private Stand stand;
  private Program docker;

  @BeforeEach
  void start() throws IOException {
    stand = Stand.in(folder.resolve("stand"));
    docker =
        Program.find("docker", "docker.io")
            .with(
                Map.of(
                    "DOCKER_HOST", stand.daemon().uri().toString(),
                    "DOCKER_BUILDKIT", "0",
                    "DOCKER_CONFIG", Files.createDirectory(folder.resolve("config")).toString()));
  }

  @AfterEach
  void stop() throws IOException {
    stand.close();
  }

  @Test
  void pulls_lists_inspects_tags_pushes_and_removes() throws Exception {
    var image = stand.seed("team/app", 1);
    var copy = stand.registry().host() + "/copy:2";

    assertThat(ok("version")).contains("1.41");
    assertThat(ok("info")).contains("Dyno embedded daemon");
    assertThat(ok("pull", image)).contains("Downloaded newer image");
    assertThat(ok("images")).contains("team/app");
    assertThat(ok("images", "-q", "nothing/*")).isEmpty();
    assertThat(ok("inspect", "--format", "{{.Architecture}}", image)).isEqualTo("amd64\n");
    assertThat(ok("history", "-q", image)).contains("<missing>");
    ok("tag", image, copy);
    assertThat(ok("push", copy)).contains("digest: sha256:");
    assertThat(ok("rmi", copy)).contains("Untagged: " + copy).doesNotContain("Deleted");
    assertThat(ok("rmi", image)).contains("Untagged: " + image, "Deleted: sha256:");
    assertThat(stand.stored()).isEmpty();
    assertThat(ok("pull", copy)).contains("Downloaded newer image");
    assertThat(ok("ps")).contains("CONTAINER ID");
  }

  @Test
  void builds_from_files_and_a_base_image() throws Exception {
    var base = stand.seed("base", 1);
    var context = folder.resolve("context");
    var sub = Files.createDirectories(context.resolve("sub"));
    Files.writeString(sub.resolve("file"), "content");
    Files.writeString(
        context.resolve("Dockerfile"),
        """
        ARG BASE
        FROM ${BASE}
        ARG COLOUR=red
        LABEL colour=$COLOUR
        COPY sub/ /data/
        CMD ["run"]
        """);
    var image = stand.registry().host() + "/built:1";

    var output =
        ok(
            "build",
            "-t",
            image,
            "--build-arg",
            "BASE=" + base,
            "--build-arg",
            "COLOUR=blue",
            context.toString());

    assertThat(output)
        .contains("Step 6/6 : CMD [\"run\"]", "Successfully built", "Successfully tagged " + image);
    assertThat(
            ok(
                "inspect",
                "-f",
                "{{.Config.Labels.colour}} {{.Config.Cmd}} {{len .RootFS.Layers}}",
                image))
        .isEqualTo("blue [run] 4\n");
    assertThat(ok("push", image)).contains("digest: sha256:");
    assertThat(ok("build", "-q", "--build-arg", "BASE=scratch", context.toString()))
        .contains("sha256:");
  }

  @Test
  void says_what_it_cannot_build() throws Exception {
    var context = Files.createDirectory(folder.resolve("context"));
    Files.writeString(context.resolve("Dockerfile"), "FROM scratch\nRUN make\n");

    var outcome = docker.run("build", context.toString());

    assertThat(outcome.exit()).isNotZero();
    assertThat(outcome.output()).contains("RUN is not supported by the embedded daemon");
    assertThat(stand.stored()).isEmpty();
  }

  @Test
  void logs_in_and_pulls_with_the_stored_password() throws Exception {
    var image = stand.seed("app", 1);
    stand.registry().authentication(new Authentication.Basic("ann", "secret"));
    var host = stand.registry().host();

    assertThat(docker.run("pull", image).output()).contains("no basic auth credentials");
    assertThat(docker.run("login", "-u", "ann", "-p", "wrong", host).output())
        .contains("unauthorized");
    assertThat(ok("login", "-u", "ann", "-p", "secret", host)).contains("Login Succeeded");
    assertThat(ok("pull", image)).contains("Downloaded newer image");
  }

  private String ok(String... arguments) {
    var outcome = docker.run(arguments);
    assertThat(outcome.exit()).as(outcome.output()).isZero();
    return outcome.output();
  }
}
