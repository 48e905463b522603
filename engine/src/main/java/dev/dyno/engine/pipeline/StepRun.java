package dev.dyno.engine.pipeline;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.OperationKind;
import dev.dyno.engine.image.EnsureException;
import dev.dyno.engine.lifecycle.Container;
import dev.dyno.engine.lifecycle.ContainerFailure;
import dev.dyno.engine.lifecycle.ContainerOperations;
import dev.dyno.engine.lifecycle.ImageOperations;
import dev.dyno.engine.lifecycle.JobFailure;
import dev.dyno.engine.logs.Routine;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.runtime.ContainerId;
import dev.dyno.engine.runtime.RuntimeFailure;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/// The actions of one build, with the containers that it has by now.
///
/// Concurrency: several steps of the build may run at once, none of which share a container.
final class StepRun {

  // What the classic builder says of each step: the id of a layer's image.
  private static final Pattern LAYER = Pattern.compile("---> ([0-9a-f]{12,64})");
  private static final String CACHED = "---> Using cache";

  private final ImageOperations images;
  private final ContainerOperations containers;
  private final Belongings belongings;
  private final Map<String, Created> created = new ConcurrentHashMap<>();
  private final Map<String, Container> started = new ConcurrentHashMap<>();

  private record Created(ContainerId id, String name, ImageReference image) {}

  StepRun(ImageOperations images, ContainerOperations containers, Belongings belongings) {
    this.images = images;
    this.containers = containers;
    this.belongings = belongings;
  }

  /// Does it, and returns when it is done.
  ///
  /// @param log of this step
  void run(Action action, Routine log, StepTime time) throws Exception {
    var runtime = containers.runtime();
    switch (action) {
      case Action.Pull it ->
          images.pull(it.image(), it.platform(), time.limit(), time.whole()).await();
      case Action.Build it -> build(it, log, time);
      case Action.Create it -> create(it, time);
      case Action.CopyIn it ->
          runtime.copyFiles(
              id(it.container()), images.contexts(), it.from(), it.to(), time.fromNow());
      case Action.Write it ->
          runtime.copyContent(id(it.container()), it.bytes(), it.to(), 0644, time.fromNow());
      case Action.CopyOut it ->
          runtime.copyOut(id(it.container()), it.from(), it.to(), time.fromNow());
      case Action.Start it -> start(it, time);
      case Action.Exec it -> exec(it, log, time.fromNow());
      case Action.Wait it -> started(it.container()).await(time.fromNow());
      case Action.Stop it ->
          started(it.container()).stop(it.grace(), time.limit(), time.whole()).await();
      case Action.Commit it -> {
        owned(it.image(), it.keep(), time);
        var limit = time.fromNow();
        belongings.nameless(made(() -> runtime.commit(id(it.container()), it.image(), limit)));
      }
      case Action.Tag it -> {
        owned(it.name(), it.keep(), time);
        runtime.tag(it.image(), it.name(), time.fromNow());
      }
      case Action.Push it -> images.push(it.image(), time.limit(), time.whole()).await();
      case Action.RemoveContainer it -> remove(it.container(), time.fromNow());
      case Action.RemoveImage it -> {
        runtime.remove(it.image(), time.fromNow());
        belongings.forget(it.image());
      }
    }
  }

  private void build(Action.Build action, Routine log, StepTime time) throws Exception {
    owned(action.spec().name(), action.keep(), time);
    var layers = new Layers();
    try {
      images
          .build(
              action.spec(),
              action.folder(),
              line -> {
                log.line(line);
                layers.hear(line);
              },
              time.limit(),
              time.whole())
          .await();
    } catch (InterruptedException | JobFailure.TimedOut | JobFailure.Cancelled givenUp) {
      belongings.buildsUpon(BaseImages.of(action));
      throw givenUp;
    }
  }

  /// Notices images that a build makes on its way: when it fails, nothing else knows them.
  private final class Layers {
    private boolean cached;

    void hear(String line) {
      var layer = LAYER.matcher(line);
      if (line.startsWith(CACHED)) {
        cached = true;
      } else if (layer.lookingAt()) {
        belongings.layer(layer.group(1));
        if (!cached) {
          belongings.nameless(layer.group(1));
        }
        cached = false;
      }
    }
  }

  private void create(Action.Create action, StepTime time) throws RuntimeFailure {
    var limit = time.fromNow(OperationKind.START, containers.policy());
    var name = belongings.willCreate(action.container());
    var id = made(() -> containers.runtime().create(action.spec().named(name), limit));
    created.put(action.container(), new Created(id, name, action.spec().image()));
  }

  private interface Making<T> {
    T make() throws RuntimeFailure;
  }

  /// The daemon goes on with what is given up.
  private <T> T made(Making<T> making) throws RuntimeFailure {
    try {
      return making.make();
    } catch (RuntimeFailure.Interrupted | RuntimeFailure.TimedOut givenUp) {
      belongings.mayComeLate();
      throw givenUp;
    }
  }

  private void start(Action.Start action, StepTime time) throws Exception {
    var it = created(action.container());
    var container =
        containers.start(it.id(), it.image(), action.ready(), time.limit(), time.whole()).await();
    started.put(action.container(), container);
    belongings.started(it.name(), container);
  }

  private void exec(Action.Exec action, Routine log, Deadline deadline) throws Exception {
    int code =
        containers
            .runtime()
            .exec(id(action.container()), action.process(), (_, line) -> log.line(line), deadline);
    if (code != 0) {
      throw new ProcessExited(
          "%s ended with exit code %d".formatted(action.process().command().getFirst(), code),
          code);
    }
  }

  private void remove(String container, Deadline deadline) throws RuntimeFailure {
    var running = started.remove(container);
    if (running != null) {
      running.close();
    }
    containers.runtime().remove(id(container), deadline);
    belongings.forget(created(container).name());
    created.remove(container);
  }

  private void owned(ImageReference image, boolean keep, StepTime time) throws RuntimeFailure {
    if (!keep) {
      belongings.willMake(image, time.fromNow());
    }
  }

  private ContainerId id(String container) {
    return created(container).id();
  }

  private Created created(String container) {
    return Objects.requireNonNull(created.get(container), "created before, as the file says");
  }

  private Container started(String container) {
    return Objects.requireNonNull(started.get(container), "started before, as the file says");
  }

  /// A process in a container ended with another code than 0.
  private static final class ProcessExited extends Exception {
    private static final long serialVersionUID = 1;

    private final int code;

    ProcessExited(String message, int code) {
      super(message);
      this.code = code;
    }
  }

  /// The exit code that says why a step failed.
  static int exitCode(Throwable failure) {
    return switch (failure) {
      case ProcessExited it -> it.code;
      case ContainerFailure.Exited it -> it.code();
      case ContainerFailure.NeverReady it when it.code() != 0 -> it.code();
      case ContainerFailure.StillRunning _,
          JobFailure.TimedOut _,
          RuntimeFailure.TimedOut _,
          TimeoutException _ ->
          StepEnd.TIMED_OUT;
      case InterruptedException _,
          JobFailure.Cancelled _,
          JobFailure.Rejected _,
          RuntimeFailure.Interrupted _ ->
          StepEnd.CANCELLED;
      case JobFailure.Failed it when it.getCause() != null -> exitCode(it.getCause());
      case EnsureException it when it.getCause() != null -> exitCode(it.getCause());
      default -> StepEnd.ENGINE;
    };
  }

  /// What to tell people of a failure.
  static String message(Throwable failure) {
    return switch (failure) {
      case InterruptedException _ -> "cancelled";
      case JobFailure.Failed it when it.getCause() != null -> message(it.getCause());
      default ->
          failure.getMessage() == null ? failure.toString() : String.valueOf(failure.getMessage());
    };
  }
}
