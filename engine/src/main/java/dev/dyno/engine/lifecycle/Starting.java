package dev.dyno.engine.lifecycle;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.runtime.ContainerFilter;
import dev.dyno.engine.runtime.ContainerId;
import dev.dyno.engine.runtime.ContainerPhase;
import dev.dyno.engine.runtime.ContainerRuntime;
import dev.dyno.engine.runtime.ContainerSpec;
import dev.dyno.engine.runtime.Inspection;
import dev.dyno.engine.runtime.LogQuery;
import dev.dyno.engine.runtime.RuntimeFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/// The start of one container: found or made, started, followed, ready.
///
/// What it makes carries a label of its own, so that clean-up finds it though the daemon's answer,
/// with the id, was given up.
final class Starting implements Work<Container> {

  private static final String LABEL = "dev.dyno.start";

  private final ContainerOperations operations;
  private final ContainerRuntime runtime;
  private final ContainerSpec spec;
  private final ReadyProbe probe;
  private final Optional<ContainerId> created;
  private final String mark = UUID.randomUUID().toString();
  private volatile Optional<Follower> follower = Optional.empty();

  Starting(ContainerOperations operations, ContainerSpec spec, ReadyProbe probe) {
    this.operations = operations;
    this.runtime = operations.runtime();
    this.spec = spec.withLabel(LABEL, mark);
    this.probe = probe;
    this.created = Optional.empty();
  }

  /// Of a container that is another one's to remove.
  Starting(
      ContainerOperations operations, ContainerId created, ImageReference image, ReadyProbe probe) {
    this.operations = operations;
    this.runtime = operations.runtime();
    this.spec = ContainerSpec.of(image).build();
    this.probe = probe;
    this.created = Optional.of(created);
  }

  @Override
  public Container run(Deadline limit) throws Exception {
    try {
      if (created.isPresent()) {
        runtime.start(created.get(), limit);
        return ready(created.get(), false, LogQuery.following(), limit);
      }
      var known = named(limit);
      return known.isPresent() ? reuse(known.get(), limit) : make(limit);
    } catch (RuntimeFailure.Interrupted | InterruptedException givenUp) {
      // Whoever gave it up cleans up, but may have looked for the follower before there was one.
      follower.ifPresent(it -> it.letGo(Duration.ZERO));
      throw givenUp;
    } catch (RuntimeFailure | ContainerFailure | RuntimeException failed) {
      try {
        cleanUp(operations.policy().cleanUp());
      } catch (RuntimeFailure worse) {
        failed.addSuppressed(worse);
      }
      throw failed;
    }
  }

  private Optional<Inspection> named(Deadline limit) throws RuntimeFailure {
    return spec.name().isEmpty() ? Optional.empty() : runtime.find(spec.name().get(), limit);
  }

  private Container make(Deadline limit) throws Exception {
    ContainerId id;
    try {
      id = runtime.create(spec, limit);
    } catch (RuntimeFailure.Conflict somebodyWasFaster) {
      return reuse(named(limit).orElseThrow(() -> somebodyWasFaster), limit);
    }
    runtime.start(id, limit);
    return ready(id, false, LogQuery.following(), limit);
  }

  private Container reuse(Inspection known, Deadline limit) throws Exception {
    if (!known.image().equals(spec.image().familiar())) {
      throw new ContainerFailure.OtherImage(
          "container '%s' is there already, but of image %s instead of %s: remove it, or choose another name"
              .formatted(known.name(), known.image(), spec.image().familiar()));
    }
    if (known.phase() == ContainerPhase.RUNNING) {
      return ready(known.id(), true, LogQuery.following().last(0), limit);
    }
    runtime.start(known.id(), limit);
    var since = runtime.inspect(known.id(), limit).startedAt();
    return ready(known.id(), true, new LogQuery(true, OptionalInt.empty(), since, false), limit);
  }

  private Container ready(ContainerId id, boolean reused, LogQuery query, Deadline limit)
      throws Exception {
    var prefix = operations.labels().prefix(id.value(), spec.image());
    var hearing = Follower.start(runtime, id, query, operations.log().open(prefix), wanted());
    follower = Optional.of(hearing);
    boolean ranBefore = query.tail().isPresent();
    try {
      switch (probe) {
        case ReadyProbe.Started _ -> {}
        case ReadyProbe.Line _ when ranBefore -> {}
        case ReadyProbe.Line _ -> awaitLine(hearing, prefix);
        case ReadyProbe.Answer answer -> awaitAnswer(answer, id, hearing, prefix, limit);
      }
    } catch (ExecutionException lost) {
      throw new ContainerFailure.Lost(
          "%s: whether it is ready cannot be known: %s".formatted(prefix, lost.getMessage()), lost);
    }
    return new Container(operations, id, prefix, reused, hearing);
  }

  private Predicate<String> wanted() {
    return probe instanceof ReadyProbe.Line(var pattern) ? pattern.asPredicate() : _ -> false;
  }

  private static void awaitLine(Follower hearing, String prefix) throws Exception {
    var ended = hearing.ended().thenApply(code -> ended(prefix, code));
    var first = CompletableFuture.anyOf(hearing.seen(), ended).get(); // the limit interrupts
    if (first instanceof ContainerFailure.NeverReady never) {
      throw never;
    }
  }

  private void awaitAnswer(
      ReadyProbe.Answer probe, ContainerId id, Follower hearing, String prefix, Deadline limit)
      throws Exception {
    while (!answers(probe, id, limit)) {
      try {
        throw ended(prefix, hearing.ended().get(probe.pause().toNanos(), TimeUnit.NANOSECONDS));
      } catch (TimeoutException _) {
        // It runs still, and may answer now.
      }
    }
  }

  private boolean answers(ReadyProbe.Answer probe, ContainerId id, Deadline limit)
      throws RuntimeFailure {
    try {
      return runtime.exec(id, probe.process(), limit).exitCode() == 0;
    } catch (RuntimeFailure.Conflict notRunning) {
      return false;
    }
  }

  private static ContainerFailure.NeverReady ended(String prefix, int code) {
    return new ContainerFailure.NeverReady(
        "%s ended with exit code %d before it was ready: see its log".formatted(prefix, code),
        code);
  }

  @Override
  public void cleanUp(Deadline allowance) throws RuntimeFailure {
    if (created.isPresent()) {
      follower.ifPresent(it -> it.letGo(Duration.ZERO));
      return;
    }
    follower.ifPresent(Follower::expectRemoval);
    try {
      for (var mine : runtime.list(ContainerFilter.all().withLabel(LABEL, mark), allowance)) {
        runtime.remove(mine.id(), allowance);
      }
    } finally {
      follower.ifPresent(it -> it.letGo(allowance.remaining()));
    }
  }
}
