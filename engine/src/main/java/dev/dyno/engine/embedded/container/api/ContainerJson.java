package dev.dyno.engine.embedded.container.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dyno.engine.embedded.container.Container;
import dev.dyno.engine.embedded.container.ContainerState;
import dev.dyno.engine.embedded.container.Containers;
import dev.dyno.engine.embedded.container.Exec;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Containers in docker's words.
final class ContainerJson {
  private static final String DRIVER = "dyno";
  private static final String NEVER = "0001-01-01T00:00:00Z";
  private static final Map<String, Object> NETWORK =
      Map.of("Networks", Map.of(), "Ports", Map.of());

  private ContainerJson() {}

  /// A line of a list.
  static Map<String, Object> summary(Container container) {
    var state = container.state();
    var json = new LinkedHashMap<String, Object>();
    json.put("Id", container.id());
    json.put("Names", List.of("/" + container.name()));
    json.put("Image", container.image().name());
    json.put("ImageID", container.image().id().toString());
    json.put("Command", String.join(" ", container.spec().command()));
    json.put("Created", container.created().getEpochSecond());
    json.put("Ports", List.of());
    json.put("Labels", container.spec().labels());
    json.put("State", state.status().label());
    json.put("Status", sentence(state, Instant.now()));
    json.put("HostConfig", Map.of("NetworkMode", "none"));
    json.put("NetworkSettings", Map.of("Networks", Map.of()));
    json.put("Mounts", List.of());
    return json;
  }

  /// All that is known.
  static Map<String, Object> full(Container container) {
    var command = container.spec().command();
    var json = new LinkedHashMap<String, Object>();
    json.put("Id", container.id());
    json.put("Created", container.created().toString());
    json.put("Path", command.getFirst());
    json.put("Args", command.subList(1, command.size()));
    json.put("State", state(container.state()));
    json.put("Image", container.image().id().toString());
    json.put("ResolvConfPath", "");
    json.put("HostnamePath", "");
    json.put("HostsPath", "");
    json.put("LogPath", "");
    json.put("Name", "/" + container.name());
    json.put("RestartCount", 0);
    json.put("Driver", DRIVER);
    json.put("Platform", "linux");
    json.put("MountLabel", "");
    json.put("ProcessLabel", "");
    json.put("AppArmorProfile", "");
    json.put("ExecIDs", running(container.execs()));
    json.put("HostConfig", container.spec().host());
    json.put("GraphDriver", Map.of("Name", DRIVER, "Data", Map.of()));
    json.put("Mounts", List.of());
    json.put("Config", config(container));
    json.put("NetworkSettings", NETWORK);
    return json;
  }

  private static Map<String, Object> state(ContainerState state) {
    var json = new LinkedHashMap<String, Object>();
    json.put("Status", state.status().label());
    json.put("Running", state.isRunning());
    json.put("Paused", false);
    json.put("Restarting", false);
    json.put("OOMKilled", false);
    json.put("Dead", false);
    json.put("Pid", state.pid());
    json.put("ExitCode", state.exitCode());
    json.put("Error", state.error());
    json.put("StartedAt", time(state.startedAt()));
    json.put("FinishedAt", time(state.finishedAt()));
    return json;
  }

  private static ObjectNode config(Container container) {
    ObjectNode config = container.spec().config().deepCopy();
    if (config.path("Hostname").asText("").isEmpty()) {
      config.put("Hostname", Containers.abbreviated(container.id()));
    }
    return config;
  }

  private static List<String> running(List<Exec> execs) {
    return execs.stream().filter(Exec::isRunning).map(Exec::id).toList();
  }

  private static String time(Optional<Instant> time) {
    return time.map(Instant::toString).orElse(NEVER);
  }

  /// `Up 5 seconds`, `Exited (0) 2 minutes ago`, `Created`.
  private static String sentence(ContainerState state, Instant now) {
    return switch (state.status()) {
      case CREATED -> "Created";
      case RUNNING -> "Up " + span(state.startedAt(), now);
      case EXITED ->
          "Exited (%d) %s ago".formatted(state.exitCode(), span(state.finishedAt(), now));
    };
  }

  private static String span(Optional<Instant> since, Instant now) {
    var passed = Duration.between(since.orElse(now), now);
    if (passed.toSeconds() < 1) {
      return "Less than a second";
    }
    if (passed.toMinutes() < 1) {
      return "%d seconds".formatted(passed.toSeconds());
    }
    return passed.toHours() < 1
        ? "%d minutes".formatted(passed.toMinutes())
        : "%d hours".formatted(passed.toHours());
  }
}
