package dev.dyno.bench.validation;

import dev.dyno.bench.validation.Recording.Recorded;
import dev.dyno.reports.history.SameCodeSession;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.measurement.TurnOrder;
import dev.dyno.reports.statistics.TrimmedMean;
import dev.dyno.reports.verdict.Judge;
import dev.dyno.reports.verdict.Judgement;
import dev.dyno.reports.verdict.Metric;
import dev.dyno.reports.verdict.Rule;
import dev.dyno.reports.verdict.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What live runs of one machine say together, each whole or cut: read off their measurements
/// alone, so that it can be said again.
///
/// * This program's rule judges each comparison: one verdict each, on pairs of its own. Those that
///   were cut before their last look, and without a verdict, are none, and left out.
/// * The rules of others are asked of the same forks: [LiveRivals].
/// * What they would take for our power is drawn ([Rivals]) from forks that ran one after the
///   other, where a run has such.
///
/// @param runs in time order
public record LiveVerdicts(List<Measurement> runs) {

  /// Fewer pairs say nothing of their spread.
  private static final int LEAST_PAIRS = 3;

  /// Fewer pairs, or forks in a row, are too few to draw tens of thousands from.
  public static final int LEAST_RECORDED = 12;

  /// Fewer forks are too few to draw others from.
  private static final int LEAST_FORKS = 20;

  private static final int DRAWN = 200;

  public LiveVerdicts {
    runs = List.copyOf(runs);
  }

  /// One verdict, or none yet.
  private record Case(Measurement run, Comparison comparison) {

    double size() {
      return LiveLabel.of(comparison).size();
    }

    boolean inTurns() {
      return run.design().order() == TurnOrder.TURNS;
    }

    boolean inForks() {
      return run.design().order() == TurnOrder.FORKS;
    }

    Cell cell() {
      return new Cell(run.design().order(), LiveState.of(run).text(), comparison.title(), size());
    }

    List<Integer> looks() {
      return run.design().looks();
    }

    Optional<Judgement> judged() {
      return new Judge(Simulation.rule(looks(), Score.thresholdFor(size())))
          .judge(comparison, Metric.TIME);
    }

    /// A verdict that was cut before its last look is none, nor is one of a spoiled environment.
    Optional<Judgement> verdict() {
      return judged()
          .filter(it -> !(it.verdict() instanceof Verdict.Invalid))
          .filter(it -> !it.open() || it.effect().pairs() == looks().getLast());
    }
  }

  /// What is counted together.
  private record Cell(TurnOrder order, String state, String title, double size) {

    Cell sameCode() {
      return new Cell(order, state, title, 0);
    }

    String rule() {
      return switch (order) {
        case TURNS -> Score.OURS;
        case FORKS -> Score.OURS + " --mode forks";
        case DUET -> Score.OURS + " --mode duet";
      };
    }

    /// Of the names of others' rules, which expect forks one after the other.
    String suffix() {
      return switch (order) {
        case TURNS -> " (in turns)";
        case FORKS -> "";
        case DUET -> " (in duet)";
      };
    }
  }

  /// Whether a verdict needs more pairs.
  static boolean open(Comparison soFar, List<Integer> looks) {
    double threshold = Score.thresholdFor(LiveLabel.of(soFar).size());
    return new Judge(Simulation.rule(looks, threshold))
        .judge(soFar, Metric.TIME)
        .map(Judgement::open)
        .orElse(true);
  }

  private List<Case> cases() {
    var cases = new ArrayList<Case>();
    for (var run : runs) {
      var cut = cut(run);
      run.comparisons().stream()
          .filter(each -> !cut.contains(each.toggle()))
          .forEach(each -> cases.add(new Case(run, each)));
    }
    return cases;
  }

  /// The parts that were cut. Of such a part nothing counts: those that were decided by then are
  /// the easy ones.
  private static Set<String> cut(Measurement run) {
    return run.comparisons().stream()
        .filter(each -> each.ending().kind() == Ending.Kind.CUT)
        .map(Comparison::toggle)
        .collect(Collectors.toSet());
  }

  /// All of it.
  ///
  /// @param seed of what is drawn
  public Simulation.Outcome outcome(long seed) {
    var ours = scores();
    var scores = new ArrayList<>(ours);
    scores.addAll(rivals());
    return new Simulation.Outcome(scores, List.of(), floors(), costs(ours, seed));
  }

  /// How many came to a verdict.
  public long verdicts() {
    return cases().stream().filter(each -> each.verdict().isPresent()).count();
  }

  /// What this program's verdicts say.
  public List<Score> scores() {
    var tallies = new LinkedHashMap<Cell, Simulation.Tally>();
    for (var each : cases()) {
      each.verdict()
          .map(judgement -> Simulation.Tally.of(judgement, each.comparison().pairs()))
          .ifPresent(tally -> tallies.merge(each.cell(), tally, Simulation.Tally::plus));
    }
    var same = pairs(each -> each.size() == 0);
    return tallies.entrySet().stream()
        .map(each -> score(each.getKey(), each.getValue(), same))
        .toList();
  }

  private static Score score(Cell cell, Simulation.Tally tally, Map<Cell, List<Pair>> same) {
    double[] ratios = logRatios(cell.title(), same.getOrDefault(cell.sameCode(), List.of()));
    return tally.score(
        cell.rule(),
        cell.state(),
        cell.title(),
        cell.size(),
        Score.thresholdFor(cell.size()),
        ratios.length == 0 ? 0 : Noise.model(ratios).deviation());
  }

  private List<Score> rivals() {
    var scores = new ArrayList<Score>();
    pairs(_ -> true)
        .forEach(
            (cell, pairs) ->
                scores.addAll(
                    new LiveRivals(pairs)
                        .scores(cell.suffix(), cell.state(), cell.title(), cell.size())));
    return scores;
  }

  private List<Cost> costs(List<Score> ours, long seed) {
    var costs = new ArrayList<Cost>();
    pairs(each -> each.size() == 0 && each.inForks())
        .forEach(
            (cell, pairs) -> {
              if (2 * pairs.size() >= LEAST_FORKS) {
                var random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
                var scored = scored(cell, pairs);
                var own =
                    ours.stream()
                        .filter(score -> score.rule().equals(Score.OURS))
                        .filter(score -> score.state().equals(cell.state()))
                        .filter(score -> score.benchmark().equals(cell.title()))
                        .toList();
                costs.addAll(
                    new Rivals(scored, cell.state(), cell.title(), DRAWN, random).costs(own));
              }
            });
    return costs;
  }

  /// The noise of the same code twice, a recording of each state, for [Simulation]: of each
  /// benchmark the pairs in turns, and the forks that ran one after the other, where there are
  /// enough of each.
  ///
  /// @param provenance where and how it was measured, for people
  public List<Recording> recordings(String provenance) {
    var states = new LinkedHashMap<String, List<Recorded>>();
    pairs(each -> each.size() == 0)
        .forEach(
            (cell, pairs) -> {
              if (pairs.size() >= LEAST_RECORDED) {
                states
                    .computeIfAbsent(cell.state(), _ -> new ArrayList<>())
                    .addAll(recorded(cell, pairs));
              }
            });
    return states.entrySet().stream()
        .map(
            state ->
                new Recording(
                    Recording.SCHEMA, state.getKey(), provenance, withTurns(state.getValue())))
        .filter(recording -> !recording.pairs().isEmpty())
        .toList();
  }

  private static List<Recorded> recorded(Cell cell, List<Pair> pairs) {
    var order = cell.order().name().toLowerCase(Locale.ROOT);
    var recorded = each(pairs, (round, pair) -> Recorded.of(cell.title(), order, round, pair));
    return cell.order() == TurnOrder.FORKS
        ? Stream.concat(recorded.stream(), scored(cell, pairs).stream()).toList()
        : recorded;
  }

  private static List<Recorded> scored(Cell cell, List<Pair> pairs) {
    return each(pairs, (round, pair) -> Recorded.scored(cell.title(), round, pair));
  }

  private static List<Recorded> each(
      List<Pair> pairs, BiFunction<Integer, Pair, Recorded> recorder) {
    return IntStream.range(0, pairs.size())
        .filter(round -> Recorded.isIn(pairs.get(round)))
        .mapToObj(round -> recorder.apply(round, pairs.get(round)))
        .toList();
  }

  /// Of the benchmarks that have turns, which are what is tried.
  private static List<Recorded> withTurns(List<Recorded> all) {
    var benchmarks =
        all.stream()
            .filter(each -> each.order().equals("turns"))
            .map(Recorded::benchmark)
            .collect(Collectors.toSet());
    return all.stream().filter(each -> benchmarks.contains(each.benchmark())).toList();
  }

  /// The noise floor of each benchmark, as pairs drawn from all those with the same code twice tell
  /// it: the pairs of verdicts that fell early would not say what all looks can see.
  public List<Floor> floors() {
    var floors = new ArrayList<Floor>();
    var looks = runs.isEmpty() ? Rule.LOOKS : runs.getLast().design().looks();
    pairs(each -> each.size() == 0 && each.inTurns())
        .forEach(
            (cell, pairs) -> {
              var noise = Noise.model(logRatios(cell.title(), pairs));
              if (pairs.size() >= LEAST_PAIRS && noise.deviation() > 0) {
                floors.add(Simulation.floor(cell.state(), cell.title(), noise, looks, 1));
              }
            });
    return floors;
  }

  /// The comparisons of the same code, in turns, that came to a verdict or to their last look: what
  /// a history keeps.
  public List<SameCodeSession> sessions() {
    var floors = floors();
    var sessions = new ArrayList<SameCodeSession>();
    for (var each : cases()) {
      var cell = each.cell();
      var floor =
          floors.stream()
              .filter(it -> it.benchmark().equals(cell.title()) && it.state().equals(cell.state()))
              .findFirst();
      if (each.size() == 0 && each.inTurns() && floor.isPresent()) {
        each.verdict()
            .ifPresent(verdict -> sessions.add(session(each.run(), verdict, floor.get().effect())));
      }
    }
    return sessions;
  }

  private static SameCodeSession session(Measurement run, Judgement judgement, double floor) {
    var comparison = judgement.comparison();
    int pairs = judgement.effect().pairs();
    var own =
        TrimmedMean.of(
            judgement.pairEffects().subList(0, pairs).stream().mapToDouble(Math::log1p).toArray());
    var id = "%s/%s/%s".formatted(run.startedAt(), comparison.toggle(), comparison.title());
    return new SameCodeSession(
        UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)).toString(),
        run.machine(),
        run.startedAt(),
        comparison.title(),
        LiveState.of(run).busyLoops(),
        pairs,
        own.mean(),
        own.standardError(),
        judgement.verdict().word(),
        floor);
  }

  private static double[] logRatios(String title, List<Pair> pairs) {
    return new Judge(Simulation.rule(Rule.LOOKS, Simulation.NOTHING))
        .judge(Drawn.comparison(title, pairs), Metric.TIME)
        .map(it -> it.pairEffects().stream().mapToDouble(Math::log1p).toArray())
        .orElse(new double[0]);
  }

  private Map<Cell, List<Pair>> pairs(Predicate<Case> wanted) {
    var pairs = new LinkedHashMap<Cell, List<Pair>>();
    for (var each : cases()) {
      if (wanted.test(each)) {
        pairs
            .computeIfAbsent(each.cell(), _ -> new ArrayList<>())
            .addAll(each.comparison().pairs());
      }
    }
    return pairs;
  }
}
