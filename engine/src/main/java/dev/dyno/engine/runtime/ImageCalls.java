package dev.dyno.engine.runtime;

import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.AuthConfig;
import com.github.dockerjava.api.model.Image;
import com.github.dockerjava.api.model.PushResponseItem;
import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.metrics.Operation;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.Platform;
import dev.dyno.engine.registry.RegistryLogin;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Images of the daemon, and their way from and to registries.
record ImageCalls(Daemon daemon) {

  private static final String NAMELESS = "<none>:<none>";

  List<ImageSummary> list(Deadline deadline) throws RuntimeFailure {
    return daemon.call(
        Task.of(Operation.LIST_IMAGES, "list of images"),
        deadline,
        docker -> docker.listImagesCmd().exec().stream().map(ImageCalls::summary).toList());
  }

  private static ImageSummary summary(Image seen) {
    return new ImageSummary(
        seen.getId(),
        names(strings(seen.getRepoTags())),
        Objects.requireNonNullElse(seen.getParentId(), ""),
        Instant.ofEpochSecond(seen.getCreated()),
        seen.getSize());
  }

  ImageInspection inspect(String idOrName, Deadline deadline) throws RuntimeFailure {
    return daemon.call(
        Task.of(Operation.INSPECT_IMAGE, "inspection of " + idOrName),
        deadline,
        docker -> inspection(docker.inspectImageCmd(idOrName).exec()));
  }

  private static ImageInspection inspection(InspectImageResponse seen) {
    var config = Optional.ofNullable(seen.getConfig());
    var layers = seen.getRootFS() == null ? null : seen.getRootFS().getLayers();
    return new ImageInspection(
        Objects.requireNonNull(seen.getId(), "no id"),
        names(Objects.requireNonNullElse(seen.getRepoTags(), List.of())),
        Objects.requireNonNullElse(seen.getRepoDigests(), List.of()),
        platform(seen),
        Objects.requireNonNullElse(seen.getSize(), 0L),
        config.map(its -> strings(its.getEntrypoint())).orElse(List.of()),
        config.map(its -> strings(its.getCmd())).orElse(List.of()),
        config.map(its -> strings(its.getEnv())).orElse(List.of()),
        config.flatMap(its -> Optional.ofNullable(its.getLabels())).orElse(Map.of()),
        Objects.requireNonNullElse(layers, List.of()));
  }

  private static Platform platform(InspectImageResponse seen) {
    var variant = seen.getRawValues().get("Variant");
    return new Platform(
        Optional.ofNullable(seen.getOs()).filter(os -> !os.isEmpty()).orElse("linux"),
        Optional.ofNullable(seen.getArch()).filter(arch -> !arch.isEmpty()).orElse("amd64"),
        variant instanceof String said && !said.isEmpty() ? Optional.of(said) : Optional.empty());
  }

  /// What a daemon says at the end of a pull that went well: dockerd a status, Podman the image's
  /// id or its last layer.
  private static boolean ended(String last) {
    return last.startsWith("Status:")
        || last.startsWith("Download complete")
        || last.startsWith("Already exists");
  }

  void pull(
      ImageReference image, Platform platform, Optional<RegistryLogin> login, Deadline deadline)
      throws RuntimeFailure {
    var task = Task.at(image.registry(), Operation.PULL, "pull of " + image);
    daemon.call(
        task,
        deadline,
        docker -> {
          var command = docker.pullImageCmd(image.toString()).withPlatform(platform.toString());
          login.ifPresent(known -> command.withAuthConfig(config(known)));
          try (var progress = new PullProgress()) {
            try {
              var last = command.exec(progress).result(task);
              if (!ended(last)) {
                throw FailureKind.cutOff(task, "after '%s'".formatted(last));
              }
              return last;
            } finally {
              daemon.metrics().pulled(progress.fetched());
            }
          }
        });
  }

  void push(ImageReference image, Optional<RegistryLogin> login, Deadline deadline)
      throws RuntimeFailure {
    var task = Task.at(image.registry(), Operation.PUSH, "push of " + image);
    daemon.call(
        task,
        deadline,
        docker -> {
          var command = docker.pushImageCmd(image.toString());
          login.ifPresent(known -> command.withAuthConfig(config(known)));
          try (var progress = new Progress<PushResponseItem>()) {
            return command.exec(progress).result(task);
          }
        });
  }

  private static AuthConfig config(RegistryLogin login) {
    return new AuthConfig()
        .withUsername(login.username())
        .withPassword(login.password())
        .withRegistryAddress(login.server());
  }

  void tag(ImageReference image, ImageReference name, Deadline deadline) throws RuntimeFailure {
    daemon.call(
        Task.of(Operation.TAG, "tag of " + image),
        deadline,
        docker ->
            docker.tagImageCmd(image.familiar(), name.name(), name.tag().orElse("latest")).exec());
  }

  void remove(ImageReference image, Deadline deadline) throws RuntimeFailure {
    try {
      daemon.call(
          Task.of(Operation.REMOVE_IMAGE, "removal of " + image),
          deadline,
          docker -> docker.removeImageCmd(image.familiar()).withForce(true).exec());
    } catch (RuntimeFailure.NotFound already) {
      // As wanted.
    }
  }

  void removeNameless(String id, Deadline deadline) throws RuntimeFailure {
    try {
      var seen = inspect(id, deadline);
      if (seen.names().isEmpty() && seen.digests().isEmpty()) {
        daemon.call(
            Task.of(Operation.REMOVE_IMAGE, "removal of image " + id),
            deadline,
            docker -> docker.removeImageCmd(seen.id()).exec());
      }
    } catch (RuntimeFailure.NotFound | RuntimeFailure.Conflict leftAlone) {
      // Gone already, or a container or another image is made of it.
    }
  }

  /// As docker writes them, whoever said it: Podman says `docker.io/library/app:1` for `app:1`.
  private static List<String> names(List<String> said) {
    return said.stream()
        .filter(name -> !name.equals(NAMELESS))
        .map(name -> ImageReference.parse(name).familiar())
        .toList();
  }

  private static List<String> strings(String @Nullable [] some) {
    return some == null ? List.of() : Stream.of(some).toList();
  }
}
