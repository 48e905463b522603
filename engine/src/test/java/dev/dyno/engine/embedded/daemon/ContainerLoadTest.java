package dev.dyno.engine.embedded.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.engine.embedded.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Many containers, and what stays of them: nothing.
class ContainerLoadTest {
  private static final int MANY = 1_000;
  private static final String[] OURS = {"container-", "exec-", "raw-connection"};

  @TempDir Path folder;
  private ContainerStand stand;
  private Path scratch;

  @BeforeEach
  void start() throws Exception {
    stand = ContainerStand.in(folder.resolve("stand"));
    scratch = Files.createDirectory(folder.resolve("scratch"));
  }

  @AfterEach
  void stop() throws IOException {
    stand.close();
  }

  @Test
  void a_thousand_containers_run_at_once_and_leave_nothing() throws Exception {
    var ids = new ArrayList<String>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var creations = new ArrayList<Callable<String>>();
      for (int i = 0; i < MANY; i++) {
        creations.add(this::startOne);
      }
      for (var created : threads.invokeAll(creations)) {
        ids.add(created.get());
      }
    }
    assertThat(stand.docker().infoCmd().exec().getContainersRunning()).isEqualTo(MANY);
    assertThat(LiveThreads.named(scratch, "container-")).hasSize(MANY);

    each(ids, "POST", "/containers/%s/stop", 204);

    assertThat(stand.docker().infoCmd().exec().getContainersRunning()).isZero();
    for (var id : ids.subList(0, 10)) {
      assertThat(stand.exitCode(id)).isEqualTo(143);
      assertThat(stand.logs(id).out()).isEqualTo("up\n");
    }
    each(ids, "DELETE", "/containers/%s", 204);
    assertThat(stand.docker().listContainersCmd().withShowAll(true).exec()).isEmpty();
    assertNothingStays();
  }

  @Test
  void removal_takes_threads_files_and_open_files_with_it() throws Exception {
    var id = stand.started("sh", "-c", "emit --lines 5000 --bytes 100; sleep 60");
    var docker = stand.docker();
    docker
        .copyArchiveToContainerCmd(id)
        .withTarInputStream(ContainerStand.tar("a", "b"))
        .withRemotePath("/etc")
        .exec();
    var exec = docker.execCreateCmd(id).withCmd("sleep", "60").exec().getId();
    docker.execStartCmd(exec).withDetach(true).exec(new ContainerStand.Printed()).awaitCompletion();
    try (var follower = open("GET", "/containers/%s/logs?stdout=1&follow=1".formatted(id));
        var waiter = open("POST", "/containers/%s/wait?condition=removed".formatted(id))) {
      assertThat(follower.readNBytes(108 * 5000)).hasSize(108 * 5000);
      assertThat(filesOfContainers()).isNotEmpty();
      assertThat(openFilesOfContainers()).isNotEmpty();
      assertThat(LiveThreads.named(scratch, OURS)).hasSize(2);

      docker.removeContainerCmd(id).withForce(true).exec();

      assertThat(follower.readAllBytes()).isEmpty();
      assertThat(waiter.readAllBytes()).asString(UTF_8).isEqualTo("{\"StatusCode\":137}");
    }
    assertNothingStays();
  }

  @Test
  void the_end_of_the_daemon_is_the_end_of_all_its_containers() throws Exception {
    var id = stand.started("sh", "-c", "emit --lines 5000 --bytes 100; sleep --ignore-term 60");
    stand.created("true");
    var follower = open("GET", "/containers/%s/logs?stdout=1&follow=1".formatted(id));
    var waiter = open("POST", "/containers/%s/wait".formatted(id));
    assertThat(follower.readNBytes(108 * 5000)).hasSize(108 * 5000);
    assertThat(LiveThreads.named(scratch, "container-", "embedded daemon-")).hasSizeGreaterThan(2);

    stand.stand().daemon().close();

    assertNothingStays();
    stand.await(() -> LiveThreads.named(scratch, "embedded daemon").isEmpty());
    follower.close();
    waiter.close();
  }

  private String startOne() throws Exception {
    var command = "{\"Image\":\"%s\",\"Cmd\":[\"sh\",\"-c\",\"echo up; sleep 600\"]}";
    var created = send("POST", "/containers/create", command.formatted(ContainerStand.IMAGE));
    assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    var id = Json.tree(created.body().getBytes(UTF_8)).path("Id").asText();
    assertThat(send("POST", "/containers/%s/start".formatted(id), "").statusCode()).isEqualTo(204);
    return id;
  }

  private void each(List<String> ids, String method, String path, int status) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = new ArrayList<Callable<HttpResponse<String>>>();
      ids.forEach(id -> calls.add(() -> send(method, path.formatted(id), "")));
      for (var answer : threads.invokeAll(calls)) {
        assertThat(answer.get().statusCode()).isEqualTo(status);
      }
    }
  }

  private HttpResponse<String> send(String method, String path, String body) throws Exception {
    return stand.stand().send(method, path, body.getBytes(UTF_8));
  }

  private InputStream open(String method, String path) throws Exception {
    return stand.stand().open(method, path).body();
  }

  private void assertNothingStays() throws Exception {
    assertThat(filesOfContainers()).isEmpty();
    stand.await(() -> LiveThreads.named(scratch, OURS).isEmpty());
    stand.await(() -> openFilesOfContainers().isEmpty());
  }

  private List<Path> filesOfContainers() throws IOException {
    return Stand.filesBelow(folder).stream()
        .filter(it -> it.toString().contains("containers"))
        .toList();
  }

  /// Also those whose name is gone already.
  private List<String> openFilesOfContainers() {
    var open = new ArrayList<String>();
    try (var descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
      for (var descriptor : descriptors) {
        target(descriptor).ifPresent(open::add);
      }
    } catch (IOException e) {
      throw new AssertionError("the open files cannot be listed", e);
    }
    var ours = folder.toAbsolutePath().toString();
    return open.stream().filter(it -> it.startsWith(ours) && it.contains("containers")).toList();
  }

  private static Optional<String> target(Path descriptor) throws IOException {
    try {
      return Optional.of(Files.readSymbolicLink(descriptor).toString());
    } catch (NoSuchFileException _) {
      // Closed since it was listed.
      return Optional.empty();
    }
  }
}
