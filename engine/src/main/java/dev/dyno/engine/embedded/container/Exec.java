package dev.dyno.engine.embedded.container;

import dev.dyno.engine.embedded.container.program.Program;
import dev.dyno.engine.embedded.container.program.Signal;
import dev.dyno.engine.embedded.container.program.Signals;
import dev.dyno.engine.embedded.container.program.Surroundings;
import dev.dyno.engine.embedded.container.program.UnknownProgram;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/// One more program in a running container. It runs once, and ends with the container at the
/// latest, by KILL. Safe for threads.
public final class Exec {
  private final String id;
  private final Container container;
  private final ExecSpec spec;
  private Optional<Signals> signals = Optional.empty();
  private Optional<Run> detached = Optional.empty();
  private OptionalInt exitCode = OptionalInt.empty();

  Exec(String id, Container container, ExecSpec spec) {
    this.id = id;
    this.container = container;
    this.spec = spec;
  }

  /// 64 hexadecimal digits.
  public String id() {
    return id;
  }

  /// Where it runs.
  public Container container() {
    return container;
  }

  /// What it was prepared to be.
  public ExecSpec spec() {
    return spec;
  }

  /// Whether it has begun and not ended.
  public synchronized boolean isRunning() {
    return signals.isPresent() && exitCode.isEmpty();
  }

  /// How it ended, if it has.
  public synchronized OptionalInt exitCode() {
    return exitCode;
  }

  /// Looks whether it could run now; between this and [#run] the container may still end.
  ///
  /// @throws ContainerProblem.Conflict when the container does not run, or this ran before
  public void requireStartable() throws ContainerProblem {
    container.requireRunning();
    requireFresh();
  }

  /// Runs to its end on this thread. What prevents it is told where its output would go, as dockerd
  /// does. When nobody takes the output any longer, the program goes on without.
  public void run(OutputStream out, OutputStream err) throws IOException {
    try {
      var program = Program.of(spec.command());
      var fresh = new Signals(program.ignores());
      container.admit(this, fresh);
      end(Outcome.of(program, world(new Forgiving(out), new Forgiving(err), fresh)));
    } catch (ContainerProblem | UnknownProgram e) {
      end(new Outcome(UnknownProgram.EXIT_CODE, ""));
      out.write((e.getMessage() + "\r\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }

  /// Starts it on a thread of its own; nobody sees its output.
  ///
  /// @throws ContainerProblem.Conflict when the container does not run, or this ran before
  /// @throws ContainerProblem.Invalid when there is no such program
  public void startDetached() throws ContainerProblem {
    try {
      var program = Program.of(spec.command());
      var run =
          new Run(
              "exec-" + Containers.abbreviated(id),
              program,
              given ->
                  world(OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), given),
              this::end);
      container.admit(this, run.signals());
      synchronized (this) {
        detached = Optional.of(run);
      }
      run.start();
    } catch (UnknownProgram e) {
      end(new Outcome(UnknownProgram.EXIT_CODE, ""));
      throw new ContainerProblem.Invalid(String.valueOf(e.getMessage()));
    }
  }

  /// The container lets it begin.
  synchronized void begin(Signals own) throws ContainerProblem {
    requireFresh();
    signals = Optional.of(own);
  }

  synchronized void kill() {
    signals.ifPresent(it -> it.send(Signal.KILL));
  }

  /// Waits for a thread of its own, if it has one.
  void await() throws InterruptedException {
    Optional<Run> run;
    synchronized (this) {
      run = detached;
    }
    if (run.isPresent()) {
      run.get().await();
    }
  }

  private synchronized void requireFresh() throws ContainerProblem {
    if (signals.isPresent() || exitCode.isPresent()) {
      throw new ContainerProblem.Conflict("exec %s was started before".formatted(id));
    }
  }

  private synchronized void end(Outcome outcome) {
    exitCode = OptionalInt.of(outcome.exitCode());
  }

  private Surroundings world(OutputStream out, OutputStream err, Signals given) {
    var files = container.files();
    return new Surroundings(
        spec.tty() ? new TtyOutput(out) : out,
        spec.tty() ? new TtyOutput(out) : err,
        path -> files.open(path, spec.workdir()),
        given);
  }
}
