package dev.dyno.engine.embedded.daemon;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.ListContainersCmd;
import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.HostConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How containers are found, listed and shown, through docker-java: as on dockerd.
class ContainerViewTest {
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
  void inspect_tells_what_was_asked_for_and_what_the_image_adds() {
    var id =
        stand
            .create("sleep", "60")
            .withName("tell")
            .withEnv("A=mine", "C=mine")
            .withLabels(Map.of("own", "1"))
            .withWorkingDir("/job")
            .withHostConfig(HostConfig.newHostConfig().withMemory(1L << 20))
            .exec()
            .getId();

    var seen = docker.inspectContainerCmd("tell").exec();

    assertThat(seen.getId()).isEqualTo(id).hasSize(64);
    assertThat(seen.getName()).isEqualTo("/tell");
    assertThat(seen.getPath()).isEqualTo("sleep");
    assertThat(seen.getArgs()).containsExactly("60");
    assertThat(seen.getCreated()).isNotBlank();
    var config = requireNonNull(seen.getConfig());
    assertThat(config.getEnv()).containsExactly("A=mine", "C=mine", "B=image");
    assertThat(config.getLabels()).isEqualTo(Map.of("own", "1", "from", "image"));
    assertThat(config.getCmd()).containsExactly("sleep", "60");
    assertThat(config.getWorkingDir()).isEqualTo("/job");
    assertThat(config.getImage()).isEqualTo(ContainerStand.IMAGE);
    assertThat(seen.getImageId())
        .isEqualTo(docker.inspectImageCmd(ContainerStand.IMAGE).exec().getId());
  }

  @Test
  void a_container_is_found_by_name_and_by_the_beginning_of_its_id() {
    var first = stand.create("true").withName("one").exec().getId();
    var second = stand.created("true");
    int common = 0;
    while (first.charAt(common) == second.charAt(common)) {
      common++;
    }

    for (var name : List.of("one", "/one", first, first.substring(0, common + 1))) {
      assertThat(docker.inspectContainerCmd(name).exec().getId()).isEqualTo(first);
    }
    docker.renameContainerCmd("one").withName("uno").exec();
    assertThat(docker.inspectContainerCmd("uno").exec().getName()).isEqualTo("/uno");
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> docker.inspectContainerCmd("one").exec());
    stand.create("true").withName("one").exec();
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> stand.create("true").withName("a b").exec())
        .withMessageContaining("Invalid container name (a b)");
  }

  @Test
  void lists_are_filtered() throws Exception {
    stand.build("FROM scratch\nLABEL kind=other\nCOPY etc /etc\n", "other:1");
    var exited = stand.create("exit", "3").withName("gone").exec().getId();
    docker.startContainerCmd(exited).exec();
    stand.exitCode(exited);
    var running = stand.started("sleep", "60");
    var other =
        docker
            .createContainerCmd("other:1")
            .withCmd("true")
            .withLabels(Map.of("a", "1"))
            .exec()
            .getId();

    assertThat(ids(list())).containsExactly(running);
    assertThat(ids(list().withShowAll(true))).containsExactly(other, running, exited);
    assertThat(ids(list().withLimit(2))).containsExactly(other, running);
    assertThat(ids(list().withStatusFilter(List.of("exited", "created"))))
        .containsExactly(other, exited);
    assertThat(ids(list().withExitedFilter(3))).containsExactly(exited);
    assertThat(ids(list().withExitedFilter(0))).isEmpty();
    var all = list().withShowAll(true);
    assertThat(ids(all.withNameFilter(List.of("^gon")))).containsExactly(exited);
    all = list().withShowAll(true);
    assertThat(ids(all.withLabelFilter(List.of("a", "kind=other")))).containsExactly(other);
    all = list().withShowAll(true);
    assertThat(ids(all.withLabelFilter(List.of("a=2")))).isEmpty();
    all = list().withShowAll(true);
    assertThat(ids(all.withAncestorFilter(List.of("other:1")))).containsExactly(other);
    all = list().withShowAll(true);
    assertThat(ids(all.withIdFilter(List.of(running)))).containsExactly(running);
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> list().withStatusFilter(List.of("odd")).exec())
        .withMessageContaining("invalid filter 'status=odd'");
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> list().withVolumeFilter(List.of("v")).exec())
        .withMessageContaining("invalid filter 'volume'");
  }

  @Test
  void a_list_shows_what_docker_ps_prints() {
    var id =
        stand.create("sleep", "60").withName("shown").withLabels(Map.of("own", "1")).exec().getId();
    docker.startContainerCmd(id).exec();

    var shown = list().exec().getFirst();

    assertThat(shown.getId()).isEqualTo(id);
    assertThat(shown.getNames()).containsExactly("/shown");
    assertThat(shown.getImage()).isEqualTo(ContainerStand.IMAGE);
    assertThat(shown.getCommand()).isEqualTo("sleep 60");
    assertThat(shown.getState()).isEqualTo("running");
    assertThat(shown.getStatus()).startsWith("Up ");
    assertThat(shown.getLabels()).isEqualTo(Map.of("own", "1", "from", "image"));
  }

  private ListContainersCmd list() {
    return docker.listContainersCmd();
  }

  private static List<String> ids(ListContainersCmd command) {
    return command.exec().stream().map(Container::getId).toList();
  }
}
