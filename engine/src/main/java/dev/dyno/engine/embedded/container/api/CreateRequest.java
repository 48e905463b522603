package dev.dyno.engine.embedded.container.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dyno.engine.embedded.container.ContainerProblem;
import dev.dyno.engine.embedded.container.ContainerSpec;
import dev.dyno.engine.embedded.container.program.Signal;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/// The body of `POST /containers/create`.
///
/// What would change the course of a program and cannot be had here (mounts, ports, restarts,
/// health checks) is refused; limits of memory and processors are kept for inspect and change
/// nothing.
final class CreateRequest {
  private static final Duration DEFAULT_GRACE = Duration.ofSeconds(10);
  private static final List<String> REFUSED =
      List.of("Binds", "Mounts", "PortBindings", "VolumesFrom", "Links", "Tmpfs", "Devices");

  private final JsonNode body;

  CreateRequest(JsonNode body) {
    this.body = body;
  }

  /// The name of the image.
  String image() throws ContainerProblem {
    var name = body.path("Image").asText("");
    if (name.isEmpty()) {
      throw new ContainerProblem.Invalid("no image specified: the field Image is empty");
    }
    return name;
  }

  /// What is asked for.
  ///
  /// @param below docker's `Config` of the image, which completes it
  ContainerSpec spec(JsonNode below) throws ContainerProblem {
    refuseWhatNobodyDoes();
    var config = MergedConfig.of(body, below);
    var command = MergedConfig.texts(config.path("Entrypoint"));
    command.addAll(MergedConfig.texts(config.path("Cmd")));
    if (command.isEmpty()) {
      throw new ContainerProblem.Invalid("No command specified");
    }
    var labels = new TreeMap<String, String>();
    config
        .path("Labels")
        .properties()
        .forEach(it -> labels.put(it.getKey(), it.getValue().asText()));
    var workdir = config.path("WorkingDir").asText("");
    return new ContainerSpec(
        command,
        config.path("Tty").asBoolean(),
        workdir.isEmpty() ? "/" : workdir,
        stopSignal(config),
        grace(config),
        host().path("AutoRemove").asBoolean(),
        labels,
        config,
        host());
  }

  private void refuseWhatNobodyDoes() throws ContainerProblem {
    for (var field : REFUSED) {
      if (!host().path(field).isEmpty()) {
        throw new ContainerProblem.Unsupported("HostConfig." + field);
      }
    }
    var restart = host().path("RestartPolicy").path("Name").asText("");
    if (!restart.isEmpty() && !restart.equals("no")) {
      throw new ContainerProblem.Unsupported("restart policy '%s'".formatted(restart));
    }
    if (!body.path("Healthcheck").path("Test").isEmpty()) {
      throw new ContainerProblem.Unsupported("Healthcheck");
    }
  }

  private JsonNode host() {
    var host = body.path("HostConfig");
    return host.isObject() ? host : JsonNodeFactory.instance.objectNode();
  }

  private static Signal stopSignal(ObjectNode config) throws ContainerProblem {
    var name = config.path("StopSignal").asText("");
    return name.isEmpty() ? Signal.TERM : LifecycleApi.signal(name);
  }

  private static Duration grace(ObjectNode config) {
    var seconds = config.path("StopTimeout");
    return seconds.isNumber() ? Duration.ofSeconds(seconds.asLong()) : DEFAULT_GRACE;
  }
}
