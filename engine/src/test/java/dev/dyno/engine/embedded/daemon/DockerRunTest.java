package dev.dyno.engine.embedded.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.engine.embedded.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The stock docker command runs containers. Where a command names no `emit`, a real daemon with
/// busybox would print the same.
class DockerRunTest {
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
    var context = Files.createDirectories(folder.resolve("context"));
    Files.writeString(Files.createDirectory(context.resolve("etc")).resolve("motd"), "welcome\n");
    Files.writeString(
        context.resolve("Dockerfile"),
        "FROM scratch\nCOPY etc /etc\nWORKDIR /job\nCMD [\"echo\", \"hello\"]\n");
    ok("build", "-q", "-t", "small:1", context.toString());
  }

  @AfterEach
  void stop() throws IOException {
    stand.close();
  }

  @Test
  void run_prints_and_returns_what_the_program_does() {
    assertThat(ok("run", "small:1")).isEqualTo("hello\n");
    var outcome = docker.run("run", "small:1", "sh", "-c", "echo out; echo err >&2; exit 3");
    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.output().lines()).containsExactlyInAnyOrder("out", "err");
    assertThat(ok("run", "-t", "small:1", "echo", "terminal")).isEqualTo("terminal\r\n");
    assertThat(ok("ps", "-aq").lines()).hasSize(3);
  }

  @Test
  void run_rm_leaves_nothing_and_loses_no_line() {
    var printed = ok("run", "--rm", "--name", "gone", "small:1", "emit", "--lines", "20000");

    assertThat(printed.lines()).hasSize(20_000);
    assertThat(printed).endsWith("line 20000 " + ".".repeat(79 - 11) + "\n");
    assertThat(ok("ps", "-aq")).isEmpty();
    ok("run", "--rm", "--name", "gone", "small:1");
  }

  @Test
  void run_pulls_an_image_that_is_missing() throws IOException {
    var image = stand.seed("team/app", 1);

    assertThat(ok("run", "--rm", image, "echo", "pulled"))
        .contains("Unable to find image '%s' locally".formatted(image), "Downloaded newer image")
        .endsWith("pulled\n");
  }

  @Test
  void run_in_the_background_goes_on_until_it_is_stopped() {
    var id = ok("run", "-d", "--name", "back", "small:1", "sh", "-c", "echo up; sleep 600").strip();

    assertThat(id).hasSize(64);
    assertThat(ok("ps", "--format", "{{.Names}} {{.Image}} {{.State}}"))
        .isEqualTo("back small:1 running\n");
    assertThat(ok("logs", "back")).isEqualTo("up\n");
    assertThat(ok("stop", "back")).isEqualTo("back\n");
    assertThat(ok("wait", "back")).isEqualTo("143\n");
    assertThat(ok("ps", "-a", "--filter", "name=back", "--format", "{{.Status}}"))
        .startsWith("Exited (143) ");
    assertThat(ok("ps", "-q")).isEmpty();
    assertThat(ok("rm", "back")).isEqualTo("back\n");
    assertThat(docker.run("logs", "back").output()).contains("No such container: back");
  }

  @Test
  void stop_kills_after_its_patience() {
    ok("run", "-d", "--name", "deaf", "small:1", "sh", "-c", "trap '' TERM; sleep 600");

    ok("stop", "-t", "0", "deaf");

    assertThat(ok("inspect", "-f", "{{.State.Status}} {{.State.ExitCode}}", "deaf"))
        .isEqualTo("exited 137\n");
  }

  @Test
  void a_signal_to_docker_run_reaches_the_program() throws Exception {
    try (var run =
        docker.serve(Pattern.compile("up"), "run", "small:1", "sh", "-c", "echo up; sleep 600")) {
      var process = run.process();

      process.destroy();

      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(143);
    }
  }

  @Test
  void logs_follow_to_the_end() throws Exception {
    ok("run", "-d", "--name", "talker", "small:1", "emit", "--forever", "--rate", "100");
    try (var logs = docker.serve(Pattern.compile("line 20 "), "logs", "-f", "talker")) {
      ok("stop", "talker");

      assertThat(logs.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(logs.process().exitValue()).isZero();
    }
    assertThat(ok("logs", "--tail", "1", "-t", "talker"))
        .matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]{18}Z line \\d+ \\.+\\n");
  }

  @Test
  void exec_runs_beside_the_program() {
    ok("run", "-d", "--name", "host", "small:1", "sleep", "600");

    assertThat(ok("exec", "host", "cat", "/etc/motd")).isEqualTo("welcome\n");
    var failed = docker.run("exec", "host", "sh", "-c", "echo err >&2; exit 4");
    assertThat(failed.exit()).isEqualTo(4);
    assertThat(failed.output()).isEqualTo("err\n");
    ok("exec", "-d", "host", "sleep", "600");
    assertThat(ok("inspect", "-f", "{{len .ExecIDs}}", "host")).isEqualTo("1\n");
    assertThat(docker.run("exec", "host", "make").exit()).isEqualTo(127);
    ok("rm", "-f", "host");
    assertThat(docker.run("exec", "host", "true").output()).contains("No such container: host");
  }

  @Test
  void cp_goes_in_and_out() throws IOException {
    ok("create", "--name", "box", "small:1", "cat", "a", "/data/sub/b");
    var data = Files.createDirectories(folder.resolve("data/sub"));
    Files.writeString(data.resolve("b"), "b\n");
    var file = Files.writeString(folder.resolve("a"), "a\n");
    var out = Files.createDirectory(folder.resolve("out"));

    ok("cp", file.toString(), "box:/job/");
    ok("cp", folder.resolve("data").toString(), "box:/data");
    assertThat(ok("start", "-a", "box")).isEqualTo("a\nb\n");

    ok("cp", "box:/etc/motd", out.resolve("renamed").toString());
    ok("cp", "box:/data", out.toString());
    ok("cp", "box:/data/.", Files.createDirectory(out.resolve("into")).toString());
    assertThat(out.resolve("renamed")).hasContent("welcome");
    assertThat(out.resolve("data/sub/b")).hasContent("b");
    assertThat(out.resolve("into/sub/b")).hasContent("b");
    assertThat(docker.run("cp", "box:/none", out.toString()).output())
        .contains("Could not find the file /none in container box");
    assertThat(docker.run("cp", "box:/../none", out.toString()).output())
        .contains("leads out of its root");
    assertThat(docker.run("cp", data.toString(), "box:/etc/motd").exit()).isNotZero();
  }

  @Test
  void commit_makes_an_image_that_other_daemons_can_have() throws IOException {
    var name = stand.registry().host() + "/made:1";
    ok("create", "--name", "box", "small:1", "cat", "a");
    ok("cp", Files.writeString(folder.resolve("a"), "a\n").toString(), "box:/job/a");

    assertThat(ok("commit", "-m", "why", "-a", "ann", "box", name)).startsWith("sha256:");

    assertThat(ok("history", "--format", "{{.CreatedBy}} {{.Comment}}", name).lines().findFirst())
        .contains("cat a why");
    ok("push", name);
    ok("rm", "box");
    ok("rmi", name);
    assertThat(ok("run", "--rm", name)).endsWith("a\n");
  }

  @Test
  void kill_rename_restart_and_remove_by_force() {
    ok("run", "-d", "--name", "one", "small:1", "sleep", "600");
    ok("kill", "-s", "INT", "one");
    assertThat(ok("wait", "one")).isEqualTo("130\n");
    assertThat(docker.run("kill", "one").output()).contains("is not running");

    ok("rename", "one", "two");
    ok("restart", "two");
    ok("restart", "-t", "0", "two");

    assertThat(ok("inspect", "-f", "{{.State.Running}}", "two")).isEqualTo("true\n");
    assertThat(docker.run("rm", "two").output()).contains("You cannot remove a running container");
    ok("rm", "-f", "two");
    assertThat(ok("ps", "-aq")).isEmpty();
  }

  @Test
  void a_name_cannot_be_taken_twice() {
    ok("create", "--name", "one", "small:1");

    assertThat(docker.run("run", "--name", "one", "small:1").output())
        .contains("Conflict. The container name \"/one\" is already in use by container");
  }

  @Test
  void what_it_cannot_run_it_names() {
    var unknown = docker.run("run", "--rm", "small:1", "make", "all");
    assertThat(unknown.exit()).isEqualTo(127);
    assertThat(unknown.output())
        .contains("\"make\": executable file not found in $PATH")
        .contains("runs only the built-in programs emit, sleep, exit, echo, cat, true, false");
    assertThat(docker.run("run", "--rm", "small:1", "sh", "-c", "ls | wc").output())
        .contains("sh -c with '|' is not supported");
    assertThat(docker.run("run", "-v", "/host:/x", "small:1").output())
        .contains("HostConfig.Binds is not implemented by the embedded daemon");
    assertThat(ok("ps", "-aq")).isEmpty();
  }

  private String ok(String... arguments) {
    var outcome = docker.run(arguments);
    assertThat(outcome.exit()).as(outcome.output()).isZero();
    return outcome.output();
  }
}
