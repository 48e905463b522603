package dev.dyno.bench.trial;

import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Pair;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Measures a plan: every comparison up to its first look, then those that are still open up to
/// their second, and so on. So a run that is cut short has something to say about everything, and a
/// comparison's pairs are spread over the run.
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
  }

  /// Prepares a trial; nothing runs yet.
  ///
  /// @param agent the agent's jar
  /// @param work an empty folder for logs and temporary files
  /// @throws IOException when no loopback port can be had
  public static Trial open(Plan plan, Path agent, Path work, Listener listener) throws IOException {
    return new Trial(plan, agent, work, listener, Coordinator.open());
  }

  /// Runs it to its end, its budget's, or [#stop()].
  ///
  /// @param open whether a comparison needs more pairs; asked after each look
  /// @return one for each planned comparison, in order, whatever became of it
  /// @throws IOException when processes or files cannot be had on this machine
  public List<Comparison> run(Predicate<Comparison> open) throws IOException {
    long deadline = System.nanoTime() + plan.budget().toNanos();
    var ledgers = plan.comparisons().stream().map(Ledger::new).toList();
    for (int look : plan.looks()) {
      for (var ledger : ledgers) {
        if (ledger.over()) {
          continue;
        }
        if (stopped || System.nanoTime() >= deadline) {
          ledger.end(Ending.Kind.CUT, stopped ? "stopped by the user" : "the budget was spent");
          continue;
        }
        measure(ledger, look, deadline);
        if (ledger.over() || ledger.pairs().size() < look) {
          continue;
        }
        listener.looked(ledger.planned(), ledger.comparison());
        if (look == plan.looks().getLast() || !open.test(ledger.comparison())) {
          ledger.end(Ending.Kind.FINISHED, "");
        }
      }
    }
    return ledgers.stream().map(Ledger::comparison).toList();
  }

  private void measure(Ledger ledger, int look, long deadline) throws IOException {
    while (ledger.pairs().size() < look && !ledger.over()) {
      if (stopped || System.nanoTime() >= deadline) {
        ledger.end(Ending.Kind.CUT, stopped ? "stopped by the user" : "the budget was spent");
        return;
      }
      int missing = look - ledger.pairs().size();
      try (var round = TrialRound.start(plan, ledger, missing, coordinator, asked, agent, work)) {
        current.set(round);
        for (int i = 0; i < missing; i++) {
          if (stopped || (System.nanoTime() >= deadline && ledger.pairs().size() >= 2)) {
            break;
          }
          ledger.take(round.next(ledger), listener);
        }
      } catch (TrialException failure) {
        book(failure, ledger);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        stopped = true;
      } finally {
        current.set(null);
      }
    }
  }

  private void book(TrialException failure, Ledger ledger) {
    var why = String.valueOf(failure.getMessage());
    switch (failure) {
      case TrialException.BenchmarkFailed _ -> ledger.end(Ending.Kind.CRASHED, why);
      case TrialException.ForkLost _ -> {
        if (!stopped) { // else it was we who ended it
          ledger.drop(why, listener);
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

  /// What is known of one comparison so far. Confined to the trial's thread.
  static final class Ledger {

    /// A pair whose CPUs were taken away for more than this share is measured again.
    private static final double STEAL = 0.02;

    private static final int LOST_IN_A_ROW = 3;

    private final Plan.Planned planned;
    private final List<Pair> pairs = new ArrayList<>();
    private final List<String> dropped = new ArrayList<>();
    private int lostInARow;
    private int lost;
    private int noisy;
    private int attempts;
    private Ending ending = new Ending(Ending.Kind.CUT, "not reached");
    private boolean over;

    Ledger(Plan.Planned planned) {
      this.planned = planned;
    }

    Plan.Planned planned() {
      return planned;
    }

    List<Pair> pairs() {
      return pairs;
    }

    boolean over() {
      return over;
    }

    void end(Ending.Kind kind, String reason) {
      ending = new Ending(kind, reason);
      over = true;
    }

    /// Keeps a pair, or drops it by the rule that was fixed beforehand: never by its result.
    void take(Pair pair, Listener listener) {
      lostInARow = 0;
      double steal = pair.surroundings().stealShare();
      if (steal <= STEAL) {
        pairs.add(pair);
        listener.paired(planned, pair);
        return;
      }
      noisy++;
      var why =
          "the hypervisor took %.1f %% of the CPU time (allowed: %.0f %%)"
              .formatted(100 * steal, 100 * STEAL);
      note(why, listener);
      if (tooMany(noisy)) {
        end(
            Ending.Kind.ENVIRONMENT,
            "%d of %d pairs were spoiled: %s".formatted(noisy, pairs.size() + noisy, why));
      }
    }

    /// At most a fifth of the pairs may be measured again, or two while they are few.
    private boolean tooMany(int spoiled) {
      return spoiled > Math.max(2, (pairs.size() + spoiled) / 5);
    }

    /// The number of the next attempt at a pair, from 0, whatever becomes of it.
    int attempt() {
      return attempts++;
    }

    /// A pair that never became whole.
    void drop(String why, Listener listener) {
      note(why, listener);
      lost++;
      lostInARow++;
      if (lostInARow >= LOST_IN_A_ROW) {
        end(
            Ending.Kind.CRASHED,
            "%d forks in a row were lost; the last: %s".formatted(lostInARow, why));
      } else if (tooMany(lost)) { // those that live may be the lucky ones
        end(
            Ending.Kind.CRASHED,
            "%d of %d pairs lost a fork; the last: %s".formatted(lost, pairs.size() + lost, why));
      }
    }

    private void note(String why, Listener listener) {
      dropped.add(why);
      listener.dropped(planned, why);
    }

    Comparison comparison() {
      return new Comparison(
          planned.toggle(),
          planned.benchmark(),
          planned.params(),
          planned.baseline().described(),
          planned.candidate().described(),
          planned.metric(),
          planned.target(),
          pairs,
          dropped,
          ending,
          planned.regime());
    }
  }

  /// The time one more round may take to start, hosts and forks included.
  static final Duration START = Duration.ofMinutes(2);
}
