package dev.dyno.engine.embedded.daemon;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.PushResponseItem;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// docker-java, the engine's only client, drives the daemon.
class DockerJavaTest {
  @TempDir Path folder;
  private Stand stand;
  private DockerClient docker;

  @BeforeEach
  void start() throws IOException {
    stand = Stand.in(folder);
    var config =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost(stand.daemon().uri().toString())
            .build();
    docker =
        DockerClientImpl.getInstance(
            config,
            new ApacheDockerHttpClient.Builder().dockerHost(config.getDockerHost()).build());
  }

  @AfterEach
  void stop() throws IOException {
    docker.close();
    stand.close();
  }

  @Test
  void pulls_lists_inspects_tags_pushes_and_removes() throws Exception {
    var host = stand.registry().host();
    stand.seed("team/app", 1);
    docker.pingCmd().exec();
    assertThat(docker.versionCmd().exec().getApiVersion()).isEqualTo("1.41");
    assertThat(docker.infoCmd().exec().getOsType()).isEqualTo("linux");

    pull(host + "/team/app", "1");
    var image = docker.inspectImageCmd(host + "/team/app:1").exec();
    var id = requireNonNull(image.getId());
    assertThat(image.getArch()).isEqualTo("amd64");
    assertThat(image.getSize()).isGreaterThan(300_000);
    assertThat(docker.listImagesCmd().withReferenceFilter(host + "/team/*").exec()).hasSize(1);
    assertThat(docker.listImagesCmd().withDanglingFilter(true).exec()).isEmpty();

    docker.tagImageCmd(host + "/team/app:1", host + "/copy", "2").exec();
    docker
        .pushImageCmd(host + "/copy")
        .withTag("2")
        .exec(new ResultCallback.Adapter<PushResponseItem>() {})
        .awaitCompletion(60, TimeUnit.SECONDS);
    assertThatExceptionOfType(ConflictException.class)
        .isThrownBy(() -> docker.removeImageCmd(id).exec());
    docker.removeImageCmd(id).withForce(true).exec();
    assertThat(docker.listImagesCmd().exec()).isEmpty();
    pull(host + "/copy", "2");
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> docker.inspectImageCmd("nobody").exec())
        .withMessageContaining("No such image: nobody");
  }

  @Test
  void builds_from_a_tar() throws Exception {
    var dockerfile =
        "FROM scratch\nENV A=1 B=\"two words\"\nWORKDIR /w\nCOPY a.txt .\nENTRYPOINT run\n";

    var id =
        docker
            .buildImageCmd(tar("Dockerfile", dockerfile, "a.txt", "hello"))
            .withTags(Set.of("mine:1"))
            .exec(new BuildImageResultCallback())
            .awaitImageId(60, TimeUnit.SECONDS);

    var image = docker.inspectImageCmd("mine:1").exec();
    assertThat(image.getId()).contains(id);
    var config = requireNonNull(image.getConfig());
    assertThat(config.getEnv()).containsExactly("A=1", "B=two words");
    assertThat(config.getWorkingDir()).isEqualTo("/w");
    assertThat(config.getEntrypoint()).containsExactly("/bin/sh", "-c", "run");
    assertThat(stand.daemon().counters().of(DaemonRequest.BUILD)).isEqualTo(1);
    assertThat(stand.daemon().counters().bytesReceived()).isGreaterThan(1024);
    assertThat(folder.resolve("daemon/contexts")).isEmptyDirectory();
  }

  @Test
  void the_same_files_give_the_same_layer() throws Exception {
    var dockerfile = "FROM scratch\nCOPY a.txt /\n";

    for (var tag : new String[] {"one:1", "two:1"}) {
      docker
          .buildImageCmd(tar("Dockerfile", dockerfile, "a.txt", "hello"))
          .withTags(Set.of(tag))
          .exec(new BuildImageResultCallback())
          .awaitImageId(60, TimeUnit.SECONDS);
    }

    assertThat(docker.inspectImageCmd("one:1").exec().getRootFS())
        .isEqualTo(docker.inspectImageCmd("two:1").exec().getRootFS());
  }

  private void pull(String repository, String tag) throws InterruptedException {
    var done =
        docker.pullImageCmd(repository).withTag(tag).start().awaitCompletion(60, TimeUnit.SECONDS);
    assertThat(done).isTrue();
  }

  private static InputStream tar(String... namesAndContents) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        var content = namesAndContents[i + 1].getBytes(StandardCharsets.UTF_8);
        var entry = new TarArchiveEntry(namesAndContents[i]);
        entry.setModTime(0L);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }
}
