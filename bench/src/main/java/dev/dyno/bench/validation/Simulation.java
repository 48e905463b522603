package dev.dyno.bench.validation;

import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.statistics.Spending;
import dev.dyno.reports.statistics.WaldSprt;
import dev.dyno.reports.verdict.Judge;
import dev.dyno.reports.verdict.Judgement;
import dev.dyno.reports.verdict.Metric;
import dev.dyno.reports.verdict.Rule;
import dev.dyno.reports.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/// Tens of thousands of verdicts on recorded noise: pairs are drawn with replacement, and the real
/// [Judge] says what it says. The same seed gives the same counts, however many threads run.
///
/// What it cannot show: how pairs hang together in time, since they are drawn singly; and more
/// extreme ones than were recorded.
///
/// @param verdicts on the same code, of each benchmark and threshold
/// @param planted verdicts of each size of each slowdown
/// @param gates of each state
/// @param sizes of the slowdowns, as shares
/// @param looks numbers of pairs after which a verdict may fall
/// @param seed of every draw
public record Simulation(
    int verdicts, int planted, int gates, List<Double> sizes, List<Integer> looks, long seed) {

  private static final double BETWEEN_SESSIONS = 0.005;

  private static final double HARDER = 0.02;

  /// A threshold so small that nothing is equivalent, and all pairs are looked at.
  static final double NOTHING = 1e-9;

  private static final int FLOOR_DRAWS = 201;

  public Simulation {
    sizes = List.copyOf(sizes);
    looks = List.copyOf(looks);
    if (verdicts < 1 || planted < 1 || gates < 1) {
      throw new IllegalArgumentException(
          "%d verdicts, %d planted, %d gates: need at least one of each"
              .formatted(verdicts, planted, gates));
    }
  }

  /// What came out.
  ///
  /// @param scores of every rule
  /// @param gates of every state
  /// @param floors of every benchmark
  /// @param costs of the same power by other rules
  public record Outcome(
      List<Score> scores, List<GateScore> gates, List<Floor> floors, List<Cost> costs) {}

  /// Runs all of it.
  public Outcome of(List<Recording> recordings) {
    var scores = new ArrayList<Score>();
    var gateScores = new ArrayList<GateScore>();
    var floors = new ArrayList<Floor>();
    var costs = new ArrayList<Cost>();
    for (var recording : recordings) {
      for (var benchmark : recording.benchmarks()) {
        var cell = recording.state() + "/" + benchmark;
        var turns = Noise.of(recording.of(benchmark, "turns"));
        var ours = ours(Score.OURS, recording.state(), benchmark, turns);
        scores.addAll(ours);
        var forks = recording.of(benchmark, "forks");
        if (!forks.isEmpty()) {
          scores.addAll(ours("dyno --mode forks", recording.state(), benchmark, Noise.of(forks)));
          var read = recording.scored(benchmark);
          var rivals = new Rivals(read, recording.state(), benchmark, planted, random(cell));
          scores.addAll(rivals.scores(sizes));
          costs.addAll(rivals.costs(ours));
        }
        floors.add(floor(recording.state(), benchmark, turns, looks, seed));
      }
      for (double threshold : List.of(0.05, HARDER)) {
        gateScores.add(new SimulatedGates(recording, threshold, looks).run(gates, seed));
      }
    }
    scores.addAll(new TwoSpeedScores(this, recordings.getFirst()).scores());
    return new Outcome(scores, gateScores, floors, costs);
  }

  private List<Score> ours(String rule, String state, String benchmark, Noise noise) {
    var scores = new ArrayList<Score>();
    scores.add(score(rule, state, benchmark, noise, 0, 0.05, verdicts));
    scores.add(score(rule, state, benchmark, noise, 0, HARDER, verdicts));
    for (double size : sizes) {
      double threshold = Score.thresholdFor(size);
      scores.add(score(rule, state, benchmark, noise, size, threshold, planted));
    }
    return scores;
  }

  /// Many verdicts on one benchmark.
  Score score(
      String rule,
      String state,
      String benchmark,
      Noise noise,
      double size,
      double threshold,
      int trials) {
    var judge = new Judge(rule(looks, threshold));
    var cell = "%s/%s/%s/%s/%s".formatted(rule, state, benchmark, size, threshold);
    int most = looks.getLast();
    var tally =
        IntStream.range(0, trials)
            .parallel()
            .mapToObj(i -> noise.draw(most, size, random(cell + "/" + i)))
            .map(pairs -> Tally.of(judge(judge, benchmark, pairs), pairs))
            .reduce(Tally.NONE, Tally::plus);
    return tally.score(rule, state, benchmark, size, threshold, noise.deviation());
  }

  private static Judgement judge(Judge judge, String benchmark, List<Pair> pairs) {
    return judge.judge(Drawn.comparison(benchmark, pairs), Metric.TIME).orElseThrow();
  }

  /// The usual rule with other looks and another threshold.
  static Rule rule(List<Integer> looks, double threshold) {
    var usual = Rule.of(looks);
    return new Rule(
        new Spending(looks),
        usual.alpha(),
        usual.equivalenceAlpha(),
        usual.confidence(),
        BETWEEN_SESSIONS,
        Map.of(Metric.TIME, threshold));
  }

  /// The middle of what many budgets could have seen.
  static Floor floor(String state, String benchmark, Noise noise, List<Integer> looks, long seed) {
    var judge = new Judge(rule(looks, NOTHING));
    int most = looks.getLast();
    var seen =
        IntStream.range(0, FLOOR_DRAWS)
            .mapToObj(i -> noise.draw(most, 0, random("floor/" + state + benchmark + i, seed)))
            .mapToDouble(pairs -> judge(judge, benchmark, pairs).detectable())
            .sorted()
            .toArray();
    return new Floor(state, benchmark, seen[FLOOR_DRAWS / 2], most, noise.deviation());
  }

  private RandomGenerator random(String cell) {
    return random(cell, seed);
  }

  private static RandomGenerator random(String cell, long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(31 * seed + mixed(cell));
  }

  /// A text's hash over all 64 bits (FNV-1a), so that neighbours do not draw alike.
  static long mixed(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  /// Counts of verdicts.
  record Tally(
      int trials,
      int dearer,
      int cheaper,
      int same,
      long pairs,
      double seconds,
      double cpuSeconds) {

    static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0, 0);

    /// Of a verdict, which took only as many pairs as its last look had.
    static Tally of(Judgement judgement, List<Pair> pairs) {
      int used = judgement.effect().pairs();
      double seconds =
          pairs.subList(0, used).stream().mapToDouble(each -> each.surroundings().seconds()).sum();
      var verdict = judgement.verdict();
      return new Tally(
          1,
          verdict instanceof Verdict.Regressed ? 1 : 0,
          verdict instanceof Verdict.Improved ? 1 : 0,
          verdict instanceof Verdict.Equivalent ? 1 : 0,
          used,
          seconds,
          LiveCost.cpuSeconds(pairs.subList(0, used)));
    }

    Tally plus(Tally other) {
      return new Tally(
          trials + other.trials,
          dearer + other.dearer,
          cheaper + other.cheaper,
          same + other.same,
          pairs + other.pairs,
          seconds + other.seconds,
          cpuSeconds < 0 || other.cpuSeconds < 0 ? -1 : cpuSeconds + other.cpuSeconds);
    }

    Score score(
        String rule,
        String state,
        String benchmark,
        double size,
        double threshold,
        double deviation) {
      double mean = (double) pairs / trials;
      return new Score(
          rule,
          state,
          benchmark,
          size,
          threshold,
          trials,
          dearer,
          cheaper,
          same,
          mean,
          seconds / trials,
          cpuSeconds < 0 ? -1 : cpuSeconds / trials,
          size == 0 || !(deviation > 0) ? 0 : mean / wald(size, deviation));
    }

    /// At the power that was seen, with its ends kept a verdict away from certainty.
    private double wald(double size, double deviation) {
      double least = 0.5 / trials;
      double missed = Math.clamp(1 - (double) dearer / trials, least, 1 - least);
      double alpha = Rule.of(Rule.LOOKS).alpha();
      return missed >= 1 - alpha
          ? 1
          : Math.max(1, WaldSprt.whenShifted(alpha, missed, Math.log1p(size), deviation));
    }
  }
}
