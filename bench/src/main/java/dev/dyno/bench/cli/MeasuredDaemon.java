package dev.dyno.bench.cli;

import dev.dyno.bench.suite.Catalog.Servers;
import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.runtime.ContainerRuntime;
import dev.dyno.engine.runtime.RuntimeFailure;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Which container daemon the benchmarks talk to. The registry is the stand's in any case: a real
/// daemon pulls from it over loopback, as the embedded one does.
///
/// @param name `embedded`, `docker` or `podman`
/// @param address of a daemon that runs already; empty for the stand's own
record MeasuredDaemon(String name, Optional<URI> address) {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /// The daemon of this name, which must answer.
  ///
  /// @param environment variables by name: `DOCKER_HOST`, `XDG_RUNTIME_DIR`
  /// @throws UsageException when the name is unknown, or the daemon does not answer
  static MeasuredDaemon named(String name, Map<String, String> environment) throws UsageException {
    return switch (name) {
      case "embedded" -> new MeasuredDaemon(name, Optional.empty());
      case "docker" -> answering(name, docker(environment), "start dockerd, or set DOCKER_HOST");
      case "podman" ->
          answering(name, podman(environment), "start it with: podman system service --time 0");
      default ->
          throw new UsageException(
              "--engine '%s' is not known: choose from embedded, docker, podman".formatted(name));
    };
  }

  /// What of a plan this daemon can take: a real one is not told how slow and how faulty to be.
  List<PlanMaker.Step> able(List<PlanMaker.Step> steps) {
    return address.isEmpty()
        ? steps
        : steps.stream().filter(step -> step.servers() != Servers.EMBEDDED).toList();
  }

  /// What [#able] leaves out, for people; empty when it is nothing.
  Optional<String> leftOut(List<PlanMaker.Step> steps) {
    var able = able(steps);
    var out = steps.stream().filter(step -> !able.contains(step)).toList();
    return out.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "left out with --engine %s, as only the embedded daemon can be told how slow and how faulty to be:%n  %s"
                .formatted(
                    name,
                    out.stream()
                        .map(MeasuredDaemon::title)
                        .collect(Collectors.joining(System.lineSeparator() + "  "))));
  }

  private static String title(PlanMaker.Step step) {
    var planned = step.planned();
    return "%s %s %s".formatted(planned.toggle(), planned.benchmark(), planned.params());
  }

  private static URI docker(Map<String, String> environment) throws UsageException {
    var host = environment.getOrDefault("DOCKER_HOST", "unix:///var/run/docker.sock");
    try {
      var address = URI.create(host);
      if (List.of("unix", "tcp").contains(String.valueOf(address.getScheme()))) {
        return address;
      }
    } catch (IllegalArgumentException malformed) {
      throw new UsageException("DOCKER_HOST '%s' is no address".formatted(host), malformed);
    }
    throw new UsageException(
        "DOCKER_HOST '%s' is neither unix:// nor tcp://: others are not supported".formatted(host));
  }

  private static URI podman(Map<String, String> environment) {
    var own = Path.of(environment.getOrDefault("XDG_RUNTIME_DIR", "/run"), "podman/podman.sock");
    var socket = Files.exists(own) ? own : Path.of("/run/podman/podman.sock");
    return URI.create("unix://" + socket);
  }

  private static MeasuredDaemon answering(String name, URI address, String advice)
      throws UsageException {
    try (var runtime = ContainerRuntime.at(address)) {
      runtime.ping(Deadline.after(PATIENCE));
      return new MeasuredDaemon(name, Optional.of(address));
    } catch (RuntimeFailure | IOException silent) {
      throw new UsageException(
          "--engine %s: %s does not answer (%s): %s"
              .formatted(name, address, silent.getMessage(), advice),
          silent);
    }
  }
}
