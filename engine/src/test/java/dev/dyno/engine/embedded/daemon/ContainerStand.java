package dev.dyno.engine.embedded.daemon;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.LogContainerCmd;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/// A daemon with one small image, driven by docker-java.
record ContainerStand(Stand stand, DockerClient docker) implements AutoCloseable {
  static final String IMAGE = "small:1";
  static final int SECONDS = 60;

  private static final String DOCKERFILE =
      "FROM scratch\nENV A=image B=image\nLABEL from=image\nCOPY etc /etc\nCMD [\"echo\", \"hello\"]\n";

  static ContainerStand in(Path folder) throws Exception {
    var stand = Stand.in(folder);
    var config =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost(stand.daemon().uri().toString())
            .build();
    var http =
        new ApacheDockerHttpClient.Builder()
            .dockerHost(config.getDockerHost())
            .maxConnections(2_000)
            .build();
    var started = new ContainerStand(stand, DockerClientImpl.getInstance(config, http));
    started.build(DOCKERFILE, IMAGE);
    return started;
  }

  /// Builds from a Dockerfile and `etc/motd`, `etc/deep/file`.
  void build(String dockerfile, String tag) throws Exception {
    var context = tar("Dockerfile", dockerfile, "etc/motd", "welcome\n", "etc/deep/file", "deep\n");
    docker
        .buildImageCmd(context)
        .withTags(Set.of(tag))
        .exec(new BuildImageResultCallback())
        .awaitImageId(SECONDS, TimeUnit.SECONDS);
  }

  CreateContainerCmd create(String... command) {
    return docker.createContainerCmd(IMAGE).withCmd(command);
  }

  String created(String... command) {
    return create(command).exec().getId();
  }

  String started(String... command) {
    var id = created(command);
    docker.startContainerCmd(id).exec();
    return id;
  }

  int exitCode(String container) {
    return docker.waitContainerCmd(container).start().awaitStatusCode(SECONDS, TimeUnit.SECONDS);
  }

  /// Looks again and again, for at most 60 s.
  void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("it did not happen within %d s".formatted(SECONDS));
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  /// What it printed on both streams.
  Printed logs(String container) throws InterruptedException {
    return printed(
        docker.logContainerCmd(container).withStdOut(true).withStdErr(true).withTailAll());
  }

  Printed printed(LogContainerCmd command) throws InterruptedException {
    var printed = new Printed();
    var ended = command.exec(printed).awaitCompletion(SECONDS, TimeUnit.SECONDS);
    if (!ended) {
      throw new AssertionError("the log did not end; so far: " + printed.all());
    }
    return printed;
  }

  /// Collects frames; docker-java reuses their buffer, so it copies.
  static final class Printed extends ResultCallback.Adapter<Frame> {
    private final List<Piece> pieces = new ArrayList<>();

    private record Piece(StreamType stream, String text) {}

    @Override
    public void onNext(Frame frame) {
      synchronized (pieces) {
        pieces.add(
            new Piece(
                frame.getStreamType(), new String(frame.getPayload(), StandardCharsets.UTF_8)));
        pieces.notifyAll();
      }
    }

    /// Waits for the whole text so far to be this, for at most 60 s.
    void awaitText(String text) throws InterruptedException {
      synchronized (pieces) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!all().equals(text)) {
          long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
          if (left <= 0) {
            throw new AssertionError("expected '%s', saw '%s'".formatted(text, all()));
          }
          pieces.wait(left);
        }
      }
    }

    String all() {
      return text(EnumSet.allOf(StreamType.class));
    }

    String out() {
      return text(EnumSet.of(StreamType.STDOUT, StreamType.RAW));
    }

    String err() {
      return text(EnumSet.of(StreamType.STDERR));
    }

    private String text(Set<StreamType> wanted) {
      var text = new StringBuilder();
      synchronized (pieces) {
        pieces.stream()
            .filter(it -> wanted.contains(it.stream()))
            .forEach(it -> text.append(it.text()));
      }
      return text.toString();
    }
  }

  static InputStream tar(String... namesAndContents) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      for (int i = 0; i < namesAndContents.length; i += 2) {
        var content = namesAndContents[i + 1].getBytes(StandardCharsets.UTF_8);
        var entry = new TarArchiveEntry(namesAndContents[i], true);
        entry.setModTime(0L);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }

  @Override
  public void close() throws IOException {
    docker.close();
    stand.close();
  }
}
