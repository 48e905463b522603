package dev.dyno.engine.runtime;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageCmd;
import com.github.dockerjava.api.model.BuildResponseItem;
import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.metrics.Operation;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.Platform;
import dev.dyno.engine.runtime.BuildSpec.Dockerfile;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/// Builds. A failure of a build stays plain, whatever its words: they may be those of its steps.
record BuildCalls(Daemon daemon) {

  /// A name that no context has by chance.
  private static final String STEPS = ".dyno.Dockerfile";

  String build(BuildSpec spec, InputStream context, Consumer<String> words, Deadline deadline)
      throws RuntimeFailure, IOException {
    var task = Task.of(Operation.BUILD, "build of " + spec.name());
    try (var source = new SourceStream("its context", context)) {
      try {
        return daemon.call(task, deadline, docker -> built(task, spec, source, words, docker));
      } finally {
        daemon.metrics().transferred(task.operation(), source.bytesRead());
      }
    }
  }

  private static String built(
      Task task, BuildSpec spec, SourceStream context, Consumer<String> words, DockerClient docker)
      throws Exception {
    try (var outcome = new Outcome(words)) {
      command(spec, context, docker).exec(outcome).result(task);
      if (outcome.image.isEmpty()) {
        throw FailureKind.cutOff(task, "without naming an image");
      }
      return outcome.image;
    } catch (Exception failed) {
      throw context.blamed(task, failed);
    }
  }

  private static BuildImageCmd command(BuildSpec spec, InputStream context, DockerClient docker) {
    var command =
        switch (spec.dockerfile()) {
          case Dockerfile.InContext(var path) ->
              docker.buildImageCmd(context).withDockerfilePath(path);
          case Dockerfile.Text(var steps) ->
              docker
                  .buildImageCmd(
                      new SequenceInputStream(
                          OneEntry.start(STEPS, steps.getBytes(StandardCharsets.UTF_8)), context))
                  .withDockerfilePath(STEPS);
        };
    command
        .withTags(Set.of(spec.name().familiar()))
        .withNoCache(spec.fresh())
        .withRemove(true)
        .withForcerm(true)
        .withLabels(spec.labels());
    spec.arguments().forEach(command::withBuildArg);
    spec.target().ifPresent(command::withTarget);
    spec.platform().ifPresent(platform -> command.withPlatform(platform.toString()));
    spec.network().ifPresent(command::withNetworkMode);
    return command;
  }

  Map<Platform, ImageReference> build(
      BuildSpec spec, List<Platform> platforms, ContextSource contexts, Deadline deadline)
      throws RuntimeFailure, IOException {
    var built = new LinkedHashMap<Platform, ImageReference>();
    for (var platform : platforms) {
      var name = spec.name().withTag(tag(spec.name(), platform));
      build(spec.withPlatform(platform).withName(name), platform, contexts, deadline);
      built.put(platform, name);
    }
    return built;
  }

  /// A daemon's cache may not look at platforms: dockerd's takes steps `FROM scratch` of another
  /// one. So looks, and builds again without it.
  private void build(BuildSpec spec, Platform platform, ContextSource contexts, Deadline deadline)
      throws RuntimeFailure, IOException {
    build(spec, contexts.open(), _ -> {}, deadline);
    if (!platformOf(spec.name(), deadline).accepts(platform)) {
      build(spec.withoutCache(), contexts.open(), _ -> {}, deadline);
    }
    var made = platformOf(spec.name(), deadline);
    if (!made.accepts(platform)) {
      throw new RuntimeFailure.Failed(
          "build of %s: the daemon made it for %s, not for %s: see whether it can build for others"
              .formatted(spec.name(), made, platform),
          null);
    }
  }

  private Platform platformOf(ImageReference image, Deadline deadline) throws RuntimeFailure {
    return new ImageCalls(daemon).inspect(image.familiar(), deadline).platform();
  }

  private static String tag(ImageReference name, Platform platform) {
    return name.tag().orElse("latest") + "-" + platform.toString().replace('/', '-');
  }

  /// Remembers which image was built.
  private static final class Outcome extends Progress<BuildResponseItem> {

    private static final String BUILT = "Successfully built ";

    private final Consumer<String> words;
    private volatile String image = "";

    Outcome(Consumer<String> words) {
      this.words = words;
    }

    @Override
    void hear(BuildResponseItem item) {
      super.hear(item);
      if (item.getAux() != null && item.getAux().getRawValues().get("ID") instanceof String id) {
        image = id;
      }
    }

    @Override
    void heard(String said) {
      words.accept(said);
      if (said.startsWith(BUILT) && image.isEmpty()) {
        image = said.substring(BUILT.length()).strip();
      }
    }
  }
}
