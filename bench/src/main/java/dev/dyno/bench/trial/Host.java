package dev.dyno.bench.trial;

import dev.dyno.agent.TurnProfiler;
import dev.dyno.bench.variant.ForkFlags;
import dev.dyno.bench.variant.MeasuredVariant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// One arm's JMH: a process of its own, which starts the arm's forks one after the other.
///
/// Concurrency: forks arrive from the coordinator's threads; everything else is called by the
/// thread that runs the trial. [#close()] ends the process and all its forks.
final class Host implements AutoCloseable {

  /// How long JMH may take to say why a fork ended.
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);

  private final String arm;
  private final Coordinator coordinator;
  private final String token;
  private final Process process;
  private final Path log;
  private final BlockingQueue<Arrival> arrivals;
  private final Set<Long> forks = new HashSet<>();

  /// What can happen next to a host.
  private sealed interface Arrival {
    record Seated(Seat seat) implements Arrival {}

    record Ended(int exit) implements Arrival {}
  }

  private Host(
      String arm,
      Coordinator coordinator,
      String token,
      Process process,
      Path log,
      BlockingQueue<Arrival> arrivals) {
    this.arm = arm;
    this.coordinator = coordinator;
    this.token = token;
    this.process = process;
    this.log = log;
    this.arrivals = arrivals;
  }

  /// Starts JMH for one arm.
  ///
  /// @param arm `baseline` or `candidate`: both have as many letters as they need, and no fork
  ///     learns which it is
  /// @param asked by the benchmark of its forks
  /// @param extra flags of its forks, beside the variant's
  /// @param forks to run
  /// @param folder for its log and temporary files; the two arms' are as long as each other
  static Host start(
      String arm,
      Plan.Planned planned,
      MeasuredVariant variant,
      ForkFlags asked,
      List<String> extra,
      int forks,
      Coordinator coordinator,
      Path agent,
      Path folder)
      throws IOException {
    var arrivals = new LinkedBlockingQueue<Arrival>();
    var token = coordinator.expect(seat -> arrivals.add(new Arrival.Seated(seat)));
    var temporary = Files.createDirectories(folder.resolve("tmp"));
    var command = JmhCommand.of(variant, List.of(agent), temporary);
    command.addAll(JmhCommand.benchmark(planned.benchmark(), variant.params(planned.params())));
    command.addAll(JmhCommand.turns(planned.turns(), forks));
    command.addAll(
        List.of(
            "-prof",
            "%s:port=%d;token=%s"
                .formatted(TurnProfiler.class.getName(), coordinator.port(), token)));
    var forkArgs = new ArrayList<>(variant.forkArgs());
    forkArgs.addAll(extra);
    command.addAll(JmhCommand.forkArgs(asked, forkArgs, temporary));
    var log = folder.resolve("jmh.log");
    var process = JmhCommand.start(command, folder, log);
    Thread.ofVirtual().name("dyno-host-end").start(() -> arrivals.add(end(process)));
    return new Host(arm, coordinator, token, process, log, arrivals);
  }

  private static Arrival end(Process process) {
    return new Arrival.Ended(process.onExit().join().exitValue());
  }

  /// The arm's next fork, once it has started and asks for its first turn.
  ///
  /// @throws TrialException when the host ended first, or `patience` is over
  Seat next(Duration patience) throws TrialException, InterruptedException {
    var arrival = arrivals.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    return switch (arrival) {
      case Arrival.Seated(var seat) -> {
        forks.add(seat.pid());
        yield seat;
      }
      case Arrival.Ended(int exit) ->
          throw failure("JMH of the %s ended with exit code %d".formatted(arm, exit));
      case null ->
          throw new TrialException.ForkLost(
              "the %s's fork did not start within %d s".formatted(arm, patience.toSeconds()));
    };
  }

  /// What became of a fork that hung up. Gives JMH a moment to say it.
  TrialException lost(String how) throws InterruptedException {
    process.waitFor(LAST_WORDS.toSeconds(), TimeUnit.SECONDS);
    return failure("the %s's fork was lost: %s".formatted(arm, how));
  }

  /// That a fork is there and does not come back.
  TrialException hangs(Duration patience) {
    return new TrialException.ForkLost(
        "the %s's fork hangs: it said nothing for %d s; --patience gives it longer"
            .formatted(arm, patience.toSeconds()));
  }

  private TrialException failure(String what) {
    return JmhLog.read(log).failure(what);
  }

  @Override
  public void close() {
    coordinator.forget(token);
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    // Those of a host that was killed are nobody's descendants.
    for (long fork : forks) {
      ProcessHandle.of(fork).ifPresent(ProcessHandle::destroyForcibly);
    }
    for (var arrival : arrivals) {
      if (arrival instanceof Arrival.Seated(var seat)) {
        seat.close();
      }
    }
  }
}
