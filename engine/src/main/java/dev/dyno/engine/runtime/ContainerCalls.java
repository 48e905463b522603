package dev.dyno.engine.runtime;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import com.github.dockerjava.api.model.WaitResponse;
import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.metrics.Operation;
import dev.dyno.engine.registry.ImageReference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Containers from their creation to their removal.
record ContainerCalls(Daemon daemon) {

  private static final String NO_TIME_YET = "0001-01-01T00:00:00Z";

  ContainerId create(ContainerSpec spec, Deadline deadline) throws RuntimeFailure {
    return daemon.call(
        Task.of(Operation.CREATE, "creation of a container of " + spec.image()),
        deadline,
        docker -> new ContainerId(command(docker, spec).exec().getId()));
  }

  private static CreateContainerCmd command(DockerClient docker, ContainerSpec spec) {
    var host = HostConfig.newHostConfig();
    spec.network().ifPresent(host::withNetworkMode);
    spec.memory().ifPresent(host::withMemory);
    host.withBinds(spec.binds().stream().map(ContainerCalls::bind).toList());
    var command =
        docker
            .createContainerCmd(spec.image().familiar())
            .withHostConfig(host)
            .withTty(spec.terminal())
            .withLabels(spec.labels())
            .withEnv(variables(spec.environment()));
    spec.name().ifPresent(command::withName);
    spec.workingDirectory().ifPresent(command::withWorkingDir);
    spec.user().ifPresent(command::withUser);
    spec.platform().ifPresent(platform -> command.withPlatform(platform.toString()));
    if (!spec.entrypoint().isEmpty()) {
      command.withEntrypoint(spec.entrypoint());
    }
    if (!spec.command().isEmpty()) {
      command.withCmd(spec.command());
    }
    return command;
  }

  private static Bind bind(ContainerSpec.Bind bind) {
    return new Bind(
        bind.source().toString(),
        new Volume(bind.target()),
        bind.readOnly() ? AccessMode.ro : AccessMode.rw);
  }

  static List<String> variables(Map<String, String> environment) {
    return environment.entrySet().stream()
        .map(each -> each.getKey() + "=" + each.getValue())
        .sorted()
        .toList();
  }

  void start(ContainerId id, Deadline deadline) throws RuntimeFailure {
    daemon.call(
        Task.of(Operation.START, "start of " + id),
        deadline,
        docker -> {
          try {
            docker.startContainerCmd(id.value()).exec();
          } catch (NotModifiedException runningAlready) {
            // As wanted.
          }
          return id;
        });
  }

  void stop(ContainerId id, Duration grace, Deadline deadline) throws RuntimeFailure {
    requireGrace(grace); // a daemon takes one below 0 for no end at all
    daemon.call(
        Task.of(Operation.STOP, "stop of " + id),
        deadline,
        docker -> {
          try {
            docker.stopContainerCmd(id.value()).withTimeout(seconds(grace)).exec();
          } catch (NotModifiedException stoppedAlready) {
            // As wanted.
          }
          return id;
        });
  }

  /// Daemons before API 1.42 know no signal for a stop: so signal, wait, and end it.
  void stop(ContainerId id, String signal, Duration grace, Deadline deadline)
      throws RuntimeFailure {
    requireGrace(grace);
    if (kill(id, signal, deadline)
        && !endsWithin(grace, id, deadline)
        && kill(id, "KILL", deadline)) {
      await(id, deadline);
    }
  }

  private boolean endsWithin(Duration grace, ContainerId id, Deadline deadline)
      throws RuntimeFailure {
    if (grace.isZero()) {
      return false;
    }
    try {
      await(id, Deadline.after(grace).or(deadline));
      return true;
    } catch (RuntimeFailure.TimedOut ignoresIt) {
      return false;
    }
  }

  private static void requireGrace(Duration grace) {
    if (grace.isNegative()) {
      throw new IllegalArgumentException("a grace of %s: needs 0 or more".formatted(grace));
    }
  }

  /// @return whether there was something to signal
  private boolean kill(ContainerId id, String signal, Deadline deadline) throws RuntimeFailure {
    return daemon.call(
        Task.of(Operation.SIGNAL, "signal %s to %s".formatted(signal, id)),
        deadline,
        docker -> {
          try {
            docker.killContainerCmd(id.value()).withSignal(signal).exec();
            return true;
          } catch (ConflictException notRunning) {
            return false;
          }
        });
  }

  int await(ContainerId id, Deadline deadline) throws RuntimeFailure {
    var task = Task.of(Operation.AWAIT, "end of " + id);
    return daemon.call(
        task,
        deadline,
        docker -> {
          var exit = new AtomicReference<@Nullable Integer>();
          try (var answer = Hearer.of((WaitResponse said) -> exit.set(said.getStatusCode()))) {
            docker.waitContainerCmd(id.value()).exec(answer);
            answer.await();
          }
          var code = exit.get();
          if (code == null) {
            throw FailureKind.cutOff(task, "before it told how the container ended");
          }
          return code;
        });
  }

  void remove(ContainerId id, Deadline deadline) throws RuntimeFailure {
    try {
      daemon.call(
          Task.of(Operation.REMOVE, "removal of " + id),
          deadline,
          docker ->
              docker.removeContainerCmd(id.value()).withForce(true).withRemoveVolumes(true).exec());
    } catch (RuntimeFailure.NotFound already) {
      // As wanted.
    }
  }

  List<ContainerSummary> list(ContainerFilter filter, Deadline deadline) throws RuntimeFailure {
    return daemon.call(
        Task.of(Operation.LIST, "list of containers"),
        deadline,
        docker ->
            docker
                .listContainersCmd()
                .withShowAll(!filter.onlyRunning())
                .withLabelFilter(filter.labels())
                .exec()
                .stream()
                .map(ContainerCalls::summary)
                .toList());
  }

  private static ContainerSummary summary(Container seen) {
    return new ContainerSummary(
        new ContainerId(seen.getId()),
        Stream.of(seen.getNames()).map(ContainerCalls::withoutSlash).toList(),
        seen.getImage(),
        ContainerPhase.of(seen.getState()),
        Objects.requireNonNullElse(seen.getLabels(), Map.of()));
  }

  Inspection inspect(String idOrName, Deadline deadline) throws RuntimeFailure {
    return daemon.call(
        Task.of(Operation.INSPECT, "inspection of " + idOrName),
        deadline,
        docker -> inspection(docker.inspectContainerCmd(idOrName).exec()));
  }

  private static Inspection inspection(InspectContainerResponse seen) {
    var state = seen.getState();
    var phase = ContainerPhase.of(Objects.requireNonNull(state.getStatus(), "no state"));
    var code = state.getExitCodeLong();
    var config = seen.getConfig();
    return new Inspection(
        new ContainerId(seen.getId()),
        withoutSlash(seen.getName()),
        Objects.requireNonNullElse(config.getImage(), ""),
        seen.getImageId(),
        phase,
        phase == ContainerPhase.EXITED && code != null
            ? OptionalInt.of(code.intValue())
            : OptionalInt.empty(),
        Boolean.TRUE.equals(state.getOOMKilled()),
        Objects.requireNonNullElse(state.getError(), ""),
        time(state.getStartedAt()),
        time(state.getFinishedAt()),
        Stream.concat(Stream.of(seen.getPath()), Stream.of(seen.getArgs())).toList(),
        Objects.requireNonNullElse(config.getLabels(), Map.of()));
  }

  String commit(ContainerId id, ImageReference name, Deadline deadline) throws RuntimeFailure {
    return daemon.call(
        Task.of(Operation.COMMIT, "commit of %s as %s".formatted(id, name)),
        deadline,
        docker ->
            docker
                .commitCmd(id.value())
                .withRepository(name.name())
                .withTag(name.tag().orElse("latest"))
                .exec());
  }

  private static Optional<Instant> time(@Nullable String said) {
    return said == null || said.isEmpty() || said.equals(NO_TIME_YET)
        ? Optional.empty()
        : Optional.of(Instant.parse(said));
  }

  private static String withoutSlash(String name) {
    return name.startsWith("/") ? name.substring(1) : name;
  }

  private static int seconds(Duration grace) {
    return Math.toIntExact(grace.plusNanos(999_999_999).toSeconds());
  }
}
