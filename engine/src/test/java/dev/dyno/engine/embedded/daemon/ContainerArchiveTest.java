package dev.dyno.engine.embedded.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.BadRequestException;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files of containers, through docker-java: copied in, copied out, made into an image.
class ContainerArchiveTest {
  @TempDir Path folder;
  private ContainerStand stand;
  private DockerClient docker;

  @BeforeEach
  void start() throws Exception {
    stand = ContainerStand.in(folder.resolve("stand"));
    docker = stand.docker();
  }

  @AfterEach
  void stop() throws IOException {
    stand.close();
  }

  @Test
  void a_program_reads_what_was_copied_in_before_it_started() throws Exception {
    var id = stand.create("cat", "/etc/motd", "new").withWorkingDir("/job").exec().getId();
    copyIn(id, "/job", "new", "copied\n");

    docker.startContainerCmd(id).exec();

    assertThat(stand.exitCode(id)).isZero();
    assertThat(stand.logs(id).out()).isEqualTo("welcome\ncopied\n");
  }

  @Test
  void files_and_folders_are_copied_out_with_their_names() throws Exception {
    var id = stand.created("true");
    copyIn(id, "/etc", "deep/more", "more\n");

    assertThat(copyOut(id, "/etc/motd")).isEqualTo(Map.of("motd", "welcome\n"));
    assertThat(copyOut(id, "/etc"))
        .isEqualTo(
            Map.of(
                "etc/", "",
                "etc/motd", "welcome\n",
                "etc/deep/", "",
                "etc/deep/file", "deep\n",
                "etc/deep/more", "more\n"));
  }

  @Test
  void a_file_of_this_machine_can_be_copied_in_by_docker_java_itself() throws Exception {
    var file = Files.writeString(folder.resolve("local.txt"), "local\n");
    var id = stand.created("true");

    docker
        .copyArchiveToContainerCmd(id)
        .withHostResource(file.toString())
        .withRemotePath("/etc")
        .exec();

    assertThat(copyOut(id, "/etc/local.txt")).isEqualTo(Map.of("local.txt", "local\n"));
  }

  @Test
  void what_is_not_there_and_what_leads_out_is_refused() throws Exception {
    var id = stand.created("true");

    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> copyOut(id, "/none"))
        .withMessageContaining("Could not find the file /none in container " + id);
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> copyIn(id, "/none", "a", "b"))
        .withMessageContaining("Could not find the file /none in container " + id);
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> copyOut(id, "/../../etc/passwd"))
        .withMessageContaining("leads out of its root");
    assertThatExceptionOfType(BadRequestException.class)
        .isThrownBy(() -> copyIn(id, "/etc", "../../escaped", "b"))
        .withMessageContaining("../../escaped");
    assertThat(Stand.filesBelow(folder)).noneMatch(it -> it.endsWith("escaped"));
    assertThat(copyOut(id, "/etc")).doesNotContainKey("etc/escaped");
  }

  @Test
  void a_commit_is_an_image_that_can_be_pushed_and_pulled() throws Exception {
    var name = stand.stand().registry().host() + "/made";
    var id =
        stand
            .create("cat", "/etc/motd", "/etc/added")
            .withEnv("C=mine")
            .withLabels(Map.of("own", "1"))
            .exec()
            .getId();
    copyIn(id, "/etc", "added", "added\n");

    var image = docker.commitCmd(id).withRepository(name).withTag("1").withMessage("why").exec();

    var seen = docker.inspectImageCmd(name + ":1").exec();
    assertThat(seen.getId()).isEqualTo(image);
    var config = requireNonNull(seen.getConfig());
    assertThat(config.getCmd()).containsExactly("cat", "/etc/motd", "/etc/added");
    assertThat(config.getEnv()).containsExactly("C=mine", "A=image", "B=image");
    assertThat(config.getLabels()).isEqualTo(Map.of("own", "1", "from", "image"));
    docker.pushImageCmd(name).withTag("1").start().awaitCompletion(60, TimeUnit.SECONDS);
    docker.removeContainerCmd(id).exec();
    docker.removeImageCmd(name + ":1").exec();
    docker.pullImageCmd(name).withTag("1").start().awaitCompletion(60, TimeUnit.SECONDS);
    var again = docker.createContainerCmd(name + ":1").exec().getId();
    docker.startContainerCmd(again).exec();
    assertThat(stand.exitCode(again)).isZero();
    assertThat(stand.logs(again).out()).isEqualTo("welcome\nadded\n");
  }

  @Test
  void the_same_files_give_the_same_layer_and_no_files_give_none() throws Exception {
    var base = layers(ContainerStand.IMAGE);
    for (var name : new String[] {"one", "two"}) {
      var id = stand.created("true");
      copyIn(id, "/etc", "added", "added\n");
      docker.commitCmd(id).withRepository(name).exec();
    }
    var plain = stand.created("true");
    docker.commitCmd(plain).withRepository("plain").exec();

    assertThat(layers("one")).hasSize(base.size() + 1).containsAll(base).isEqualTo(layers("two"));
    assertThat(layers("plain")).isEqualTo(base);
  }

  @Test
  void an_image_stays_as_long_as_a_container_needs_it() throws Exception {
    var id = stand.started("sleep", "60");
    var image = requireNonNull(docker.inspectImageCmd(ContainerStand.IMAGE).exec().getId());
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> docker.removeImageCmd(ContainerStand.IMAGE).exec())
        .withMessageContaining("must force");
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> docker.removeImageCmd(image).withForce(true).exec())
        .withMessageContaining("cannot be forced");

    docker.removeImageCmd(ContainerStand.IMAGE).withForce(true).exec();

    assertThat(docker.inspectImageCmd(image).exec().getRepoTags()).isEmpty();
    docker.stopContainerCmd(id).exec();
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> docker.removeImageCmd(image).exec())
        .withMessageContaining("being used by stopped container");
    docker.removeImageCmd(image).withForce(true).exec();
    assertThat(copyOut(id, "/etc/motd")).isEqualTo(Map.of("motd", "welcome\n"));
    docker.removeContainerCmd(id).exec();
    assertThat(stand.stand().stored()).isEmpty();
  }

  private void copyIn(String id, String path, String name, String content) throws IOException {
    docker
        .copyArchiveToContainerCmd(id)
        .withTarInputStream(ContainerStand.tar(name, content))
        .withRemotePath(path)
        .exec();
  }

  private Map<String, String> copyOut(String id, String path) throws IOException {
    var files = new TreeMap<String, String>();
    try (var tar = new TarArchiveInputStream(docker.copyArchiveFromContainerCmd(id, path).exec())) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        files.put(entry.getName(), new String(tar.readAllBytes(), UTF_8));
      }
    }
    return files;
  }

  private java.util.List<String> layers(String image) {
    var files = requireNonNull(docker.inspectImageCmd(image).exec().getRootFS());
    return requireNonNull(files.getLayers());
  }
}
