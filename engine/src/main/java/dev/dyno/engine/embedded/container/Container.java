package dev.dyno.engine.embedded.container;

import dev.dyno.engine.embedded.container.files.ContainerFiles;
import dev.dyno.engine.embedded.container.log.ContainerLog;
import dev.dyno.engine.embedded.container.log.LineOutput;
import dev.dyno.engine.embedded.container.log.LogQuery;
import dev.dyno.engine.embedded.container.log.LogReader;
import dev.dyno.engine.embedded.container.log.StandardStream;
import dev.dyno.engine.embedded.container.program.Program;
import dev.dyno.engine.embedded.container.program.Signal;
import dev.dyno.engine.embedded.container.program.Signals;
import dev.dyno.engine.embedded.container.program.Surroundings;
import dev.dyno.engine.embedded.container.program.UnknownProgram;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// One container. Safe for threads.
///
/// ```
/// created ──start──► running ──end, stop, kill──► exited ──start──► running …
///    └───────────────── remove (force, when running) ──────┘
/// ```
public final class Container {
  private final String id;
  private final ContainerSpec spec;
  private final ContainerImage image;
  private final ContainerFiles files;
  private final ContainerLog log;
  private final Containers owner;
  private final Instant created = Instant.now();
  private final CompletableFuture<Integer> removed = new CompletableFuture<>();

  private String name;
  private ContainerState state = ContainerState.CREATED;
  private Optional<Run> run = Optional.empty();
  private CompletableFuture<Integer> nextExit = new CompletableFuture<>();
  private final List<Exec> execs = new ArrayList<>();
  private boolean removing;

  Container(
      String id,
      String name,
      ContainerSpec spec,
      ContainerImage image,
      ContainerFiles files,
      ContainerLog log,
      Containers owner) {
    this.id = id;
    this.name = name;
    this.spec = spec;
    this.image = image;
    this.files = files;
    this.log = log;
    this.owner = owner;
  }

  /// 64 hexadecimal digits.
  public String id() {
    return id;
  }

  /// Unique, without docker's leading slash.
  public synchronized String name() {
    return name;
  }

  /// What it was created to be.
  public ContainerSpec spec() {
    return spec;
  }

  /// What it was made from.
  public ContainerImage image() {
    return image;
  }

  /// When it was created.
  public Instant created() {
    return created;
  }

  /// Its files.
  public ContainerFiles files() {
    return files;
  }

  /// What state it is in.
  public synchronized ContainerState state() {
    return state;
  }

  /// Starts its program.
  ///
  /// @throws ContainerProblem.Unchanged when it runs
  /// @throws ContainerProblem.Conflict when it is being removed
  /// @throws ContainerProblem.Invalid when there is no such program; the state tells it, too
  public void start() throws ContainerProblem {
    try {
      start(Program.of(spec.command()));
    } catch (UnknownProgram e) {
      var message = "failed to create task for container: " + e.getMessage();
      refuse(new Outcome(UnknownProgram.EXIT_CODE, message));
      throw new ContainerProblem.Invalid(message);
    }
  }

  /// Sends the stop signal, waits, kills. Returns when the program has ended.
  ///
  /// @param signal instead of the container's own
  /// @param grace instead of the container's own; negative for ever
  /// @throws ContainerProblem.Unchanged when it does not run
  public void stop(Optional<Signal> signal, Optional<Duration> grace)
      throws ContainerProblem, InterruptedException {
    var current = running();
    if (current.isEmpty()) {
      throw new ContainerProblem.Unchanged("Container %s is not running".formatted(id));
    }
    current.get().send(signal.orElse(spec.stopSignal()));
    var patience = grace.orElse(spec.stopGrace());
    if (!patience.isNegative() && !current.get().hasEndedWithin(patience)) {
      current.get().send(Signal.KILL);
    }
    current.get().await();
  }

  /// Sends a signal; after KILL, returns when the program has ended.
  ///
  /// @throws ContainerProblem.Conflict when it does not run
  public void kill(Signal signal) throws ContainerProblem, InterruptedException {
    var current = running();
    if (current.isEmpty()) {
      throw new ContainerProblem.Conflict(
          "Cannot kill container: %s: Container %s is not running".formatted(name(), id));
    }
    current.get().send(signal);
    if (signal == Signal.KILL) {
      current.get().await();
    }
  }

  /// Removes it, with its log and its files. Returns when its program has ended.
  ///
  /// @param force whether a running program is killed
  /// @throws ContainerProblem.Conflict when it runs and is not to be forced, or goes already
  /// @throws IOException when files stay; the container is gone all the same
  public void remove(boolean force) throws ContainerProblem, IOException, InterruptedException {
    markForRemoval(force);
    try {
      endAll();
    } catch (InterruptedException e) {
      unmark(); // or nobody could ever remove it
      throw e;
    }
    try (var _ = owner.forget(this)) {
      log.discard();
      files.close();
    } finally {
      completeAll();
    }
  }

  private void endAll() throws InterruptedException {
    var current = running();
    if (current.isPresent()) {
      current.get().send(Signal.KILL);
      current.get().await();
    }
    for (var exec : execs()) {
      exec.await();
    }
  }

  /// The exit code, when it no longer runs: at once, when it does not run.
  public synchronized CompletableFuture<Integer> whenNotRunning() {
    return state.isRunning() ? nextExit : CompletableFuture.completedFuture(state.exitCode());
  }

  /// The exit code of the run that goes on, or else of the next.
  public synchronized CompletableFuture<Integer> whenNextExited() {
    return nextExit;
  }

  /// The last exit code, when the container is gone.
  public CompletableFuture<Integer> whenRemoved() {
    return removed;
  }

  /// Reads its log; what is followed ends with the program that runs now.
  public synchronized LogReader logs(LogQuery query) {
    return log.read(query, state.isRunning());
  }

  /// Reads what the program that runs, or the one that will run next, prints.
  ///
  /// @param past whether to begin with what was printed before
  public LogReader attach(boolean past) {
    return log.readLive(past);
  }

  /// Prepares one more program.
  ///
  /// @throws ContainerProblem.Conflict when the container does not run
  public Exec exec(ExecSpec more) throws ContainerProblem {
    requireRunning();
    var exec = owner.newExec(this, more);
    synchronized (this) {
      execs.add(exec);
    }
    return exec;
  }

  /// The programs that were prepared, the oldest first.
  public synchronized List<Exec> execs() {
    return List.copyOf(execs);
  }

  /// Lets a program begin, unless this one has ended.
  synchronized void admit(Exec exec, Signals signals) throws ContainerProblem {
    requireRunning();
    exec.begin(signals);
  }

  synchronized void requireRunning() throws ContainerProblem {
    if (!state.isRunning()) {
      throw new ContainerProblem.Conflict("Container %s is not running".formatted(id));
    }
  }

  synchronized void rename(String to) {
    name = to;
  }

  private synchronized void start(Program program) throws ContainerProblem {
    if (removing) {
      throw new ContainerProblem.Conflict("container is marked for removal and cannot be started");
    }
    if (state.isRunning()) {
      throw new ContainerProblem.Unchanged("Container %s is running".formatted(id));
    }
    var fresh = new Run("container-" + Containers.abbreviated(id), program, this::world, this::end);
    run = Optional.of(fresh);
    state = state.started(owner.newPid());
    fresh.start();
  }

  private Surroundings world(Signals signals) {
    OutputStream out = new LineOutput(log, StandardStream.OUT);
    OutputStream err = new LineOutput(log, StandardStream.ERR);
    if (spec.tty()) {
      out = new TtyOutput(out);
      err = out;
    }
    return new Surroundings(out, err, path -> files.open(path, spec.workdir()), signals);
  }

  private void refuse(Outcome outcome) {
    synchronized (this) {
      state = state.refused(outcome);
    }
    goIfAutoRemoved();
  }

  private void end(Outcome outcome) {
    CompletableFuture<Integer> exit;
    synchronized (this) {
      log.end();
      exit = nextExit;
      nextExit = new CompletableFuture<>();
      state = state.ended(outcome);
      run = Optional.empty();
      execs.forEach(Exec::kill);
    }
    exit.complete(outcome.exitCode());
    goIfAutoRemoved();
  }

  private void goIfAutoRemoved() {
    if (!spec.autoRemove()) {
      return;
    }
    try {
      remove(true);
    } catch (ContainerProblem | IOException _) {
      // Somebody else removes it, or files stay until the daemon starts again.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void markForRemoval(boolean force) throws ContainerProblem {
    if (removing) {
      throw new ContainerProblem.Conflict(
          "removal of container %s is already in progress".formatted(id));
    }
    if (state.isRunning() && !force) {
      throw new ContainerProblem.Conflict(
          "You cannot remove a running container %s. Stop the container before attempting removal or force remove"
              .formatted(id));
    }
    removing = true;
  }

  private synchronized void unmark() {
    removing = false;
  }

  private synchronized Optional<Run> running() {
    return run;
  }

  private synchronized void completeAll() {
    nextExit.complete(state.exitCode());
    removed.complete(state.exitCode());
  }
}
