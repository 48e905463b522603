package dev.dyno.bench.trial;

import dev.dyno.bench.variant.MeasuredVariant;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.measurement.TurnOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Two hosts, one an arm, and the pairs that their forks make.
final class TrialRound implements AutoCloseable {

  private final Host baseline;
  private final Host candidate;
  private final TurnOrder order;
  private final long seed;
  private final Duration patience;

  private TrialRound(Host baseline, Host candidate, TurnOrder order, long seed, Duration patience) {
    this.baseline = baseline;
    this.candidate = candidate;
    this.order = order;
    this.seed = seed;
    this.patience = patience;
  }

  /// Starts both hosts for as many pairs as are missing.
  static TrialRound start(
      Plan plan,
      Ledger ledger,
      int pairs,
      Coordinator coordinator,
      AskedFlags asked,
      Path agent,
      Path work)
      throws IOException {
    var planned = ledger.planned();
    var folder = Files.createTempDirectory(work, "round");
    var first =
        host("a", planned, planned.baseline(), plan, pairs, coordinator, asked, agent, folder);
    try {
      var second =
          host("b", planned, planned.candidate(), plan, pairs, coordinator, asked, agent, folder);
      return new TrialRound(first, second, plan.order(), seed(plan, planned), plan.patience());
    } catch (IOException failed) {
      first.close();
      throw failed;
    }
  }

  private static Host host(
      String arm,
      Plan.Planned planned,
      MeasuredVariant variant,
      Plan plan,
      int pairs,
      Coordinator coordinator,
      AskedFlags asked,
      Path agent,
      Path folder)
      throws IOException {
    // One core each, when both run at once: else the JITs and collectors compete as well.
    var extra =
        plan.order() == TurnOrder.DUET ? List.of("-XX:ActiveProcessorCount=1") : List.<String>of();
    return Host.start(
        arm.equals("a") ? "baseline" : "candidate",
        planned,
        variant,
        asked.of(variant, planned.benchmark()),
        extra,
        pairs,
        coordinator,
        agent,
        Files.createDirectory(folder.resolve(arm)));
  }

  /// Each comparison draws for itself.
  private static long seed(Plan plan, Plan.Planned planned) {
    long seed = plan.seed();
    seed = 31 * seed + planned.benchmark().hashCode();
    seed = 31 * seed + planned.params().hashCode();
    return 31 * seed + planned.toggle().hashCode();
  }

  /// The same plan draws the same turns for the same attempt, however the pairs are spread over
  /// rounds.
  private RandomGenerator random(int attempt) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(31 * seed + attempt);
  }

  /// Waits for the next fork of each arm, and runs them to their end.
  ///
  /// @throws TrialException when a fork or a host is lost, or the benchmark fails; the round is
  ///     then of no further use
  Pair next(Ledger ledger) throws TrialException, InterruptedException {
    try (var first = baseline.next(Trial.START);
        var second = candidate.next(Trial.START)) {
      try {
        return new PairRun(first, second, random(ledger.attempt()), patience)
            .run(ledger.pairs().size(), order);
      } catch (PairRun.SideLost lost) {
        var host = lost.ofBaseline() ? baseline : candidate;
        throw lost.silent() ? host.hangs(patience) : host.lost(String.valueOf(lost.getMessage()));
      }
    }
  }

  @Override
  public void close() {
    baseline.close();
    candidate.close();
  }
}
