package dev.dyno.engine.embedded.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.RestartPolicy;
import dev.dyno.engine.registry.Platform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What docker-java, the engine's only client, may expect of containers: as dockerd answers.
class ContainerContractTest {
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
  void a_container_runs_from_creation_to_removal() throws Exception {
    var id = stand.created("sh", "-c", "echo out; echo err >&2; exit 3");
    assertThat(stateOf(id).getStatus()).isEqualTo("created");

    docker.startContainerCmd(id).exec();

    assertThat(stand.exitCode(id)).isEqualTo(3);
    var state = stateOf(id);
    assertThat(state.getStatus()).isEqualTo("exited");
    assertThat(state.getRunning()).isFalse();
    assertThat(state.getExitCodeLong()).isEqualTo(3);
    assertThat(stand.logs(id).out()).isEqualTo("out\n");
    assertThat(stand.logs(id).err()).isEqualTo("err\n");
    docker.removeContainerCmd(id).exec();
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> docker.inspectContainerCmd(id).exec())
        .withMessageContaining("No such container: " + id);
  }

  @Test
  void without_a_command_the_image_has_one() throws Exception {
    var id = docker.createContainerCmd(ContainerStand.IMAGE).exec().getId();
    docker.startContainerCmd(id).exec();

    assertThat(stand.exitCode(id)).isZero();
    assertThat(stand.logs(id).out()).isEqualTo("hello\n");
  }

  @Test
  void a_second_start_and_a_second_stop_change_nothing() {
    var id = stand.started("sleep", "60");
    assertThatExceptionOfType(NotModifiedException.class)
        .isThrownBy(() -> docker.startContainerCmd(id).exec());

    docker.stopContainerCmd(id).exec();

    assertThatExceptionOfType(NotModifiedException.class)
        .isThrownBy(() -> docker.stopContainerCmd(id).exec());
    assertThat(stateOf(id).getExitCodeLong()).isEqualTo(143);
  }

  @Test
  void stop_kills_what_does_not_heed_term() {
    var id = stand.started("sleep", "--ignore-term", "60");

    docker.stopContainerCmd(id).withTimeout(0).exec();

    assertThat(stateOf(id).getExitCodeLong()).isEqualTo(137);
  }

  @Test
  void a_name_is_taken_until_its_container_is_removed() {
    var first = stand.create("true").withName("one").exec().getId();

    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> stand.create("true").withName("one").exec())
        .withMessageContaining(
            "The container name \\\"/one\\\" is already in use by container \\\"" + first);
    docker.removeContainerCmd("one").exec();
    stand.create("true").withName("one").exec();
  }

  @Test
  void what_is_not_there_is_named() {
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> docker.createContainerCmd("nobody:1").withCmd("true").exec())
        .withMessageContaining("No such image: nobody:1");
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> docker.startContainerCmd("nobody").exec())
        .withMessageContaining("No such container: nobody");
  }

  @Test
  void a_program_that_is_not_built_in_is_refused_by_name() {
    var id = stand.created("make", "all");

    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> docker.startContainerCmd(id).exec())
        .withMessageContaining("\\\"make\\\": executable file not found in $PATH")
        .withMessageContaining("emit, sleep, exit, echo, cat, true, false");
    assertThat(stateOf(id).getStatus()).isEqualTo("created");
    assertThat(stateOf(id).getExitCodeLong()).isEqualTo(127);
  }

  @Test
  void only_force_removes_a_running_container() {
    var id = stand.started("sleep", "60");

    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> docker.removeContainerCmd(id).exec())
        .withMessageContaining("You cannot remove a running container " + id);
    docker.removeContainerCmd(id).withForce(true).exec();
    assertThat(docker.listContainersCmd().withShowAll(true).exec()).isEmpty();
  }

  @Test
  void kill_sends_any_signal_and_a_deadly_one_shows_in_the_exit_code() {
    var id = stand.started("sleep", "60");
    docker.killContainerCmd(id).withSignal("WINCH").exec();
    docker.killContainerCmd(id).withSignal("SIGINT").exec();
    assertThat(stand.exitCode(id)).isEqualTo(130);

    docker.startContainerCmd(id).exec();
    docker.killContainerCmd(id).exec();

    assertThat(stateOf(id).getExitCodeLong()).isEqualTo(137);
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> docker.killContainerCmd(id).exec())
        .withMessageContaining("Container %s is not running".formatted(id));
    docker.startContainerCmd(id).exec();
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> docker.killContainerCmd(id).withSignal("FOO").exec())
        .withMessageContaining("Invalid signal: FOO");
  }

  @Test
  void the_container_may_choose_its_stop_signal_and_its_grace() {
    var id =
        stand
            .create("sleep", "--ignore-term", "60")
            .withStopSignal("SIGQUIT")
            .withStopTimeout(1_000)
            .exec()
            .getId();
    docker.startContainerCmd(id).exec();

    docker.stopContainerCmd(id).exec();

    assertThat(stateOf(id).getExitCodeLong()).isEqualTo(131);
  }

  @Test
  void who_waits_before_the_end_gets_the_code_when_it_comes() throws Exception {
    var id = stand.started("sleep", "60");
    var waiting = docker.waitContainerCmd(id).exec(new WaitContainerResultCallback());
    assertThat(waiting.awaitStarted(ContainerStand.SECONDS, TimeUnit.SECONDS)).isTrue();

    docker.stopContainerCmd(id).exec();

    assertThat(waiting.awaitStatusCode(ContainerStand.SECONDS, TimeUnit.SECONDS)).isEqualTo(143);
    assertThat(stand.exitCode(id)).isEqualTo(143);
  }

  @Test
  void an_auto_removed_container_goes_with_its_program() throws Exception {
    var host = HostConfig.newHostConfig().withAutoRemove(true);
    var id = stand.create("exit", "3").withHostConfig(host).exec().getId();
    var removed = stand.stand().open("POST", "/containers/%s/wait?condition=removed".formatted(id));

    docker.startContainerCmd(id).exec();

    assertThat(new String(removed.body().readAllBytes(), UTF_8)).isEqualTo("{\"StatusCode\":3}");
    assertThat(docker.listContainersCmd().withShowAll(true).exec()).isEmpty();
  }

  @Test
  void an_entry_point_of_the_request_takes_the_place_of_all_that_the_image_runs() throws Exception {
    stand.build("FROM scratch\nCOPY etc /etc\nENTRYPOINT [\"echo\"]\nCMD [\"image\"]\n", "entry:1");

    assertThat(printedBy(docker.createContainerCmd("entry:1"))).isEqualTo("image\n");
    assertThat(printedBy(docker.createContainerCmd("entry:1").withCmd("mine"))).isEqualTo("mine\n");
    assertThat(printedBy(docker.createContainerCmd("entry:1").withEntrypoint("echo", "-n", "x")))
        .isEqualTo("x");
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> docker.createContainerCmd("entry:1").withEntrypoint("").exec())
        .withMessageContaining("No command specified");
  }

  @Test
  void what_would_change_a_program_and_cannot_be_had_is_refused() {
    var binds = HostConfig.newHostConfig().withBinds(Bind.parse("/host:/x"));
    var ports = HostConfig.newHostConfig().withPortBindings(PortBinding.parse("80:80"));
    var restart = HostConfig.newHostConfig().withRestartPolicy(RestartPolicy.alwaysRestart());

    for (var host : List.of(binds, ports, restart)) {
      assertThatExceptionOfType(DockerException.class)
          .isThrownBy(() -> stand.create("true").withHostConfig(host).exec())
          .withMessageContaining("is not implemented by the embedded daemon");
    }
    assertThat(docker.listContainersCmd().withShowAll(true).exec()).isEmpty();
  }

  @Test
  void an_image_for_another_platform_is_as_good_as_missing() {
    var host = Platform.host().architecture();
    stand.create("true").withPlatform("linux/" + host).exec();

    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> stand.create("true").withPlatform("linux/s390x").exec())
        .withMessageContaining("wanted linux/s390x, actual: linux/" + host);
  }

  @Test
  void every_path_goes_with_a_version_and_without() throws Exception {
    var id = stand.started("sleep", "60");

    for (var version : List.of("", "/v1.24", "/v1.41", "/v1.51")) {
      assertThat(status("GET", version + "/containers/json")).isEqualTo(200);
      assertThat(status("POST", version + "/containers/%s/start".formatted(id))).isEqualTo(304);
      assertThat(status("POST", version + "/containers/none/start")).isEqualTo(404);
    }
  }

  @Test
  void errors_are_json_with_a_message_and_304_has_no_body() throws Exception {
    var missing = stand.stand().send("POST", "/containers/none/stop", new byte[0]);
    assertThat(missing.body()).isEqualTo("{\"message\":\"No such container: none\"}");
    assertThat(missing.headers().firstValue("Content-Type")).contains("application/json");

    var unchanged =
        stand
            .stand()
            .send("POST", "/containers/%s/stop".formatted(stand.created("true")), new byte[0]);

    assertThat(unchanged.statusCode()).isEqualTo(304);
    assertThat(unchanged.body()).isEmpty();
  }

  private int status(String method, String path) throws Exception {
    return stand.stand().send(method, path, new byte[0]).statusCode();
  }

  private String printedBy(CreateContainerCmd command) throws InterruptedException {
    var id = command.exec().getId();
    docker.startContainerCmd(id).exec();
    stand.exitCode(id);
    return stand.logs(id).out();
  }

  private InspectContainerResponse.ContainerState stateOf(String id) {
    return docker.inspectContainerCmd(id).exec().getState();
  }
}
