package dev.dyno.bench.trial;

import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Pair;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Measures a plan: every comparison up to its first look, then whichever its [Agenda] says, so
/// that a run that is cut short has something to say about everything, and as much as it can.
///
/// Whether a comparison is still open is the caller's to say: a trial measures and never judges.
public final class Trial implements AutoCloseable {

  private final Plan plan;
  private final Path agent;
  private final Path work;
  private final Listener listener;
  private final Coordinator coordinator;
  private final AskedFlags asked;
  private volatile boolean stopped;
  private final AtomicReference<@Nullable TrialRound> current = new AtomicReference<>();

  private Trial(Plan plan, Path agent, Path work, Listener listener, Coordinator coordinator) {
    this.plan = plan;
    this.agent = agent;
    this.work = work;
    this.listener = listener;
    this.coordinator = coordinator;
    this.asked = new AskedFlags(agent, work);
  }

  /// Hears what happens while it happens, on the trial's own thread.
  public interface Listener {
    /// One more pair is whole.
    void paired(Plan.Planned planned, Pair pair);

    /// A pair was thrown away, and is measured again.
    void dropped(Plan.Planned planned, String why);

    /// A comparison has reached a look.
    void looked(Plan.Planned planned, Comparison soFar);

    /// A control has some pairs more. Nothing else is told of controls but what was dropped.
    default void controlled(Plan.Planned control, Comparison soFar) {}

    /// This one, and then another.
    default Listener and(Listener other) {
      return new Listeners(this, other);
    }
  }

  /// Of a control, only what went wrong is told pair by pair.
  private record ControlListener(Listener listener) implements Listener {
    @Override
    public void paired(Plan.Planned planned, Pair pair) {}

    @Override
    public void dropped(Plan.Planned planned, String why) {
      listener.dropped(planned, why);
    }

    @Override
    public void looked(Plan.Planned planned, Comparison soFar) {}
  }

  /// Prepares a trial; nothing runs yet.
  ///
  /// @param agent the agent's jar
  /// @param work an empty folder for logs and temporary files
  /// @throws IOException when no loopback port can be had
  public static Trial open(Plan plan, Path agent, Path work, Listener listener) throws IOException {
    return new Trial(plan, agent, work, listener, Coordinator.open());
  }

  /// Runs it to its end, its budget's, or [#stop()]; all open comparisons up to one look before any
  /// goes on to the next.
  ///
  /// @param open whether a comparison needs more pairs; asked after each look
  /// @return one for each planned comparison, in order, whatever became of it
  public List<Comparison> run(Predicate<Comparison> open) {
    return run(new InRounds(open)).comparisons();
  }

  private record InRounds(Predicate<Comparison> more) implements Steering {
    @Override
    public boolean open(Comparison soFar) {
      return more.test(soFar);
    }

    @Override
    public int remaining(Comparison soFar) {
      return 0;
    }
  }

  /// What a trial measured.
  ///
  /// @param comparisons one for each that was planned, in order, whatever became of it
  /// @param controls as many as time allowed, in order
  public record Measured(List<Comparison> comparisons, List<Comparison> controls) {}

  /// Runs it to its end, its budget's, or [#stop()]. Where the machine has no more processes, ports
  /// or room on its disk, what is open ends as spoiled, and what was measured is kept.
  public Measured run(Steering steering) {
    long deadline = System.nanoTime() + plan.budget().toNanos();
    var ledgers = plan.comparisons().stream().map(Ledger::new).toList();
    var controls = plan.controls().stream().map(Ledger::new).toList();
    var agenda = new Agenda(plan.looks(), ledgers, controls, steering);
    for (var step = agenda.next(); step.isPresent(); step = agenda.next()) {
      if (stopped || System.nanoTime() >= deadline) {
        var why = stopped ? Ending.STOPPED : "the budget was spent";
        ledgers.stream()
            .filter(ledger -> !ledger.over())
            .forEach(ledger -> ledger.end(Ending.Kind.CUT, why));
        break;
      }
      try {
        take(step.get(), steering, deadline);
      } catch (IOException lost) {
        spoil(
            ledgers, "the machine gave no more (%s): make room, and run it again".formatted(lost));
        break;
      }
    }
    return new Measured(
        ledgers.stream().map(Ledger::comparison).toList(),
        controls.stream()
            .filter(Ledger::begun)
            .map(control -> control.comparison().ending(control.endingAsControl()))
            .toList());
  }

  /// What was measured to its end before stays what it is.
  private static void spoil(List<Ledger> ledgers, String why) {
    ledgers.stream()
        .filter(ledger -> !ledger.over())
        .forEach(ledger -> ledger.end(Ending.Kind.ENVIRONMENT, why));
  }

  private void take(Agenda.Step step, Steering steering, long deadline) throws IOException {
    var ledger = step.ledger();
    if (step.control()) {
      measure(ledger, step.pairs(), deadline, new ControlListener(listener));
      listener.controlled(ledger.planned(), ledger.comparison());
      return;
    }
    measure(ledger, step.pairs(), deadline, listener);
    if (ledger.over() || ledger.pairs().size() < step.pairs()) {
      return;
    }
    listener.looked(ledger.planned(), ledger.comparison());
    if (step.pairs() == plan.looks().getLast() || !steering.open(ledger.comparison())) {
      ledger.end(Ending.Kind.FINISHED, "");
    }
  }

  private void measure(Ledger ledger, int look, long deadline, Listener told) throws IOException {
    while (ledger.pairs().size() < look && !ledger.over()) {
      if (stopped || System.nanoTime() >= deadline) {
        ledger.end(Ending.Kind.CUT, stopped ? Ending.STOPPED : "the budget was spent");
        return;
      }
      int missing = look - ledger.pairs().size();
      try (var round = TrialRound.start(plan, ledger, missing, coordinator, asked, agent, work)) {
        current.set(round);
        for (int i = 0; i < missing; i++) {
          if (stopped || (System.nanoTime() >= deadline && ledger.pairs().size() >= 2)) {
            break;
          }
          ledger.take(round.next(ledger), told);
        }
      } catch (TrialException failure) {
        book(failure, ledger, told);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        stopped = true;
      } finally {
        current.set(null);
      }
    }
  }

  private void book(TrialException failure, Ledger ledger, Listener told) {
    var why = String.valueOf(failure.getMessage());
    switch (failure) {
      case TrialException.BenchmarkFailed _ -> ledger.end(Ending.Kind.CRASHED, why);
      case TrialException.ForkLost _ -> {
        if (!stopped) { // else it was we who ended it
          ledger.drop(why, told);
        }
      }
    }
  }

  /// Ends the run soon: the pair in progress is given up, whole ones are kept. May be called from
  /// any thread, and more than once.
  public void stop() {
    stopped = true;
    var round = current.get();
    if (round != null) {
      round.close();
    }
  }

  /// Whether [#stop] was called.
  public boolean stopped() {
    return stopped;
  }

  @Override
  public void close() throws IOException {
    coordinator.close();
  }

  /// The time one more round may take to start, hosts and forks included.
  static final Duration START = Duration.ofMinutes(2);
}
