package dev.dyno.engine.runtime;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.BuildResponseItem;
import com.github.dockerjava.api.model.Image;
import com.github.dockerjava.api.model.PullResponseItem;
import com.github.dockerjava.api.model.PushResponseItem;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.Platform;
import dev.dyno.engine.registry.RegistryLogin;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A Docker-compatible daemon.
///
/// Every operation has a [Deadline], and ends by it: it runs on a virtual thread of its own, which
/// is interrupted, since docker-java ignores its own time limits on Unix sockets. Errors inside a
/// stream that began with 200 are errors.
///
/// Concurrency: any thread may call.
public final class ContainerRuntime implements AutoCloseable {

  private final DockerClient docker;

  private ContainerRuntime(DockerClient docker) {
    this.docker = docker;
  }

  /// Connects when first asked something.
  ///
  /// @param host `tcp://host:port` or `unix:///path`
  public static ContainerRuntime at(URI host) {
    var config =
        DefaultDockerClientConfig.createDefaultConfigBuilder()
            .withDockerHost(host.toString())
            .withDockerTlsVerify(false)
            .build();
    var http = new ApacheDockerHttpClient.Builder().dockerHost(config.getDockerHost()).build();
    return new ContainerRuntime(DockerClientImpl.getInstance(config, http));
  }

  /// Whether the daemon answers.
  public void ping(Deadline deadline) throws RuntimeFailure {
    call("ping", deadline, () -> docker.pingCmd().exec());
  }

  /// The names that the daemon's images go by: `repository:tag`.
  public Set<String> imageNames(Deadline deadline) throws RuntimeFailure {
    List<Image> images = call("list of images", deadline, () -> docker.listImagesCmd().exec());
    return images.stream()
        .flatMap(
            image -> image.getRepoTags() == null ? Stream.of() : Arrays.stream(image.getRepoTags()))
        .collect(Collectors.toUnmodifiableSet());
  }

  /// What an image on the daemon was made for.
  ///
  /// @throws RuntimeFailure.NotFound when it is not there
  public Platform platform(ImageReference image, Deadline deadline) throws RuntimeFailure {
    InspectImageResponse seen =
        call(
            "inspection of " + image,
            deadline,
            () -> docker.inspectImageCmd(image.toString()).exec());
    return new Platform(
        Optional.ofNullable(seen.getOs()).orElse("linux"),
        Optional.ofNullable(seen.getArch()).orElse("amd64"),
        Optional.empty());
  }

  /// Pulls an image, and returns when the daemon has all of it.
  ///
  /// @param login of its registry; empty to ask anonymously
  public void pull(
      ImageReference image, Platform platform, Optional<RegistryLogin> login, Deadline deadline)
      throws RuntimeFailure {
    var what = "pull of " + image;
    var last =
        call(
            what,
            deadline,
            () -> {
              var command = docker.pullImageCmd(image.toString()).withPlatform(platform.toString());
              login.ifPresent(known -> command.withAuthConfig(config(known)));
              try (var outcome = new StreamOutcome<PullResponseItem>(PullResponseItem::getStatus)) {
                return command.exec(outcome).result(what);
              }
            });
    if (!last.startsWith("Status:")) {
      throw FailureKind.of(
          what, new IOException("the stream ended early, after '%s'".formatted(last)));
    }
  }

  /// Pushes an image, and returns when the registry has all of it.
  public void push(ImageReference image, Optional<RegistryLogin> login, Deadline deadline)
      throws RuntimeFailure {
    var what = "push of " + image;
    call(
        what,
        deadline,
        () -> {
          var command = docker.pushImageCmd(image.toString());
          login.ifPresent(known -> command.withAuthConfig(config(known)));
          try (var outcome = new StreamOutcome<PushResponseItem>(PushResponseItem::getStatus)) {
            return command.exec(outcome).result(what);
          }
        });
  }

  /// Builds an image from a tar stream.
  ///
  /// @param context with a `Dockerfile` at its root; closed in any case
  /// @param name of the new image
  /// @return the image's id, as the daemon says it
  public String build(InputStream context, ImageReference name, Deadline deadline)
      throws RuntimeFailure {
    var what = "build of " + name;
    var built = new String[] {""};
    call(
        what,
        deadline,
        () -> {
          try (context;
              var outcome =
                  new StreamOutcome<BuildResponseItem>(
                      item -> {
                        var said = item.getStream();
                        if (said != null && said.startsWith(BUILT)) {
                          built[0] = said.substring(BUILT.length()).strip();
                        }
                        return said;
                      })) {
            return docker
                .buildImageCmd(context)
                .withTags(Set.of(name.toString()))
                .exec(outcome)
                .result(what);
          }
        });
    if (built[0].isEmpty()) {
      throw new RuntimeFailure.Failed(
          what + ": the daemon named no image at the end of its stream");
    }
    return built[0];
  }

  private static final String BUILT = "Successfully built ";

  /// Gives an image one more name.
  public void tag(ImageReference image, ImageReference name, Deadline deadline)
      throws RuntimeFailure {
    call(
        "tag of " + image,
        deadline,
        () ->
            docker.tagImageCmd(image.toString(), name.name(), name.tag().orElse("latest")).exec());
  }

  /// Removes an image's name, and the image with its last name. One that is not there is no error.
  public void remove(ImageReference image, Deadline deadline) throws RuntimeFailure {
    try {
      call(
          "removal of " + image,
          deadline,
          () -> docker.removeImageCmd(image.toString()).withForce(true).exec());
    } catch (RuntimeFailure.NotFound already) {
      // As wanted.
    }
  }

  private static AuthConfig config(RegistryLogin login) {
    return new AuthConfig()
        .withUsername(login.username())
        .withPassword(login.password())
        .withRegistryAddress(login.server());
  }

  private static <T> T call(String what, Deadline deadline, Callable<T> work)
      throws RuntimeFailure {
    try {
      return deadline.call(what, work);
    } catch (TimeoutException | ExecutionException failed) {
      throw FailureKind.of(what, failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw FailureKind.of(what, interrupted);
    }
  }

  @Override
  public void close() throws IOException {
    docker.close();
  }
}
