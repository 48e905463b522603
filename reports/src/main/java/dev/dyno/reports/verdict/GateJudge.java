package dev.dyno.reports.verdict;

import dev.dyno.reports.measurement.Ack;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Gate;
import dev.dyno.reports.measurement.Qualified;
import dev.dyno.reports.measurement.Threshold;
import dev.dyno.reports.measurement.WhenUndecided;
import dev.dyno.reports.statistics.AdjustedP;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Judges the comparisons of a gate together: all of them may say Regressed wrongly with 5 %, and
/// none with more than the 1 % of its own rule. Times and counters are [Families] of their own.
///
/// While measuring, a comparison stops at the level of Bonferroni, which Holm's correction of the
/// whole never takes back. At the end that correction may still find more: what the comparisons
/// that regressed clearly leave to the others.
///
/// Everything is tested by this one rule. Screening first, and confirming suspects on fresh pairs
/// with Holm over those alone, was tried on the same simulated gates (`ScreeningTest`: 300 gates of
/// 20 benchmarks, one of them 10 % dearer, heavy-tailed pairs that spread by 3 %, 6 % and 10 %).
/// Neither called unchanged code regressed in more than 4 % of gates. This rule found 100 %, 99 %
/// and 66 %; screening 100 %, 99 % and 74 %, in about 0.6 of the pairs. But it saves them by giving
/// up what looks small after 8 pairs, and so leaves 38 % instead of 1 % of the unchanged benchmarks
/// undecided at a spread of 3 %, and 70 % instead of 51 % at 6 %. This rule with the same giving up
/// costs as little as screening and finds as much as before, so that nothing is gained by fresh
/// pairs but at the largest spread, where a gate finds too little in either way.
///
/// @param terms fixed before the first pair
/// @param rule of one comparison alone
/// @param families what is tested together: every comparison with every metric that it is held to
public record GateJudge(Gate terms, Rule rule, Families families) {

  /// Of a gate that will measure so many comparisons, on a machine of which nothing is known.
  ///
  /// @param benchmarks class and method of each comparison, skipped ones left out
  public static GateJudge of(Gate terms, List<Integer> looks, List<String> benchmarks) {
    return of(terms, looks, benchmarks, Optional.empty());
  }

  /// The same with what a history knew of the machine, where one did.
  public static GateJudge of(
      Gate terms, List<Integer> looks, List<String> benchmarks, Optional<Qualified> known) {
    var held = benchmarks.stream().flatMap(each -> thresholds(terms, each).keySet().stream());
    return new GateJudge(terms, Rule.of(looks, known), Families.of(held));
  }

  /// What a gate holds a benchmark to, by metric: the last threshold that matches.
  static Map<Metric, Threshold> thresholds(Gate terms, String benchmark) {
    var held = new EnumMap<Metric, Threshold>(Metric.class);
    for (var threshold : terms.thresholds()) {
      if (threshold.benchmarks().matches(benchmark)) {
        held.put(metric(threshold), threshold);
      }
    }
    return held;
  }

  private static Metric metric(Threshold threshold) {
    return Metric.named(threshold.metric())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "a threshold of '%s': that metric is not known".formatted(threshold.metric())));
  }

  /// Whether more pairs could still change what the gate decides.
  public boolean open(Comparison soFar) {
    for (var held : thresholds(terms, soFar.benchmark()).entrySet()) {
      boolean more =
          soFar.pairs().size() < terms.pairs()
              || held.getValue().undecided() == WhenUndecided.RERUN;
      var judgement = judge(soFar, held.getKey());
      boolean shown = judgement.isPresent() || soFar.pairs().size() < first();
      if (more && shown && judgement.map(Judgement::open).orElse(true)) {
        return true;
      }
    }
    return false;
  }

  private int first() {
    return rule.spending().looks().getFirst();
  }

  /// About how many more pairs it needs until nothing more can change; see [Judge#remaining].
  public int remaining(Comparison soFar) {
    return thresholds(terms, soFar.benchmark()).keySet().stream()
        .mapToInt(metric -> judgeOf(soFar, metric).remaining(soFar, metric))
        .max()
        .orElse(0);
  }

  /// One metric alone, before Holm's correction: what it says while it is measured.
  public Optional<Judgement> judge(Comparison comparison, Metric metric) {
    return judgeOf(comparison, metric).judge(comparison, metric);
  }

  /// Looks at more pairs than is usual are those of a comparison that may be measured again: they
  /// cost no other one a share of its error.
  private Judge judgeOf(Comparison comparison, Metric metric) {
    var held = thresholds(terms, comparison.benchmark());
    var shares = new EnumMap<Metric, Double>(Metric.class);
    held.forEach((each, threshold) -> shares.put(each, threshold.max()));
    boolean again = held.values().stream().anyMatch(it -> it.undecided() == WhenUndecided.RERUN);
    var own = again ? rule : rule.upTo(terms.pairs());
    return new Judge(own.among(families.size(metric), families.error(metric), shares));
  }

  /// Every judgement of all comparisons, held or not, and what the gate decides.
  ///
  /// @param judgements in the order of the comparisons
  record All(List<Judgement> judgements, Gated gated) {}

  All judge(List<Comparison> comparisons) {
    return judge(comparisons, Controls.none());
  }

  /// @param controls what they showed: a metric that they spoil has no verdict but Invalid
  All judge(List<Comparison> comparisons, Controls controls) {
    return judge(comparisons, _ -> this, _ -> controls, controls);
  }

  /// @param comparisons in the order of the plan
  /// @param portions who measured them: each is judged by what is known of its machine, and spoiled
  ///     by its own controls alone
  All judge(List<Comparison> comparisons, List<Portion> portions) {
    var judges = new IdentityHashMap<Comparison, GateJudge>();
    var showed = new IdentityHashMap<Comparison, Controls>();
    var controls = Controls.none();
    for (var portion : portions) {
      var own = portion.judged();
      controls = controls.and(own);
      var judge = of(portion.known());
      for (var comparison : portion.comparisons()) {
        judges.put(comparison, judge);
        showed.put(comparison, own);
      }
    }
    var none = Controls.none();
    return judge(
        comparisons,
        each -> judges.getOrDefault(each, this),
        each -> showed.getOrDefault(each, none),
        controls);
  }

  private All judge(
      List<Comparison> comparisons,
      Function<Comparison, GateJudge> judges,
      Function<Comparison, Controls> showed,
      Controls controls) {
    var judgements = new ArrayList<Judgement>();
    for (var comparison : comparisons) {
      for (var metric : Metric.values()) {
        judges.apply(comparison).judge(comparison, metric).ifPresent(judgements::add);
      }
    }
    correct(judgements);
    judgements.replaceAll(
        each ->
            showed
                .apply(each.comparison())
                .spoiled(each.metric())
                .map(why -> each.with(new Verdict.Invalid(why)))
                .orElse(each));
    var rows = new ArrayList<GateRow>();
    for (var comparison : comparisons) {
      thresholds(terms, comparison.benchmark())
          .forEach((metric, threshold) -> rows.add(row(comparison, metric, threshold, judgements)));
    }
    return new All(List.copyOf(judgements), Gated.of(terms, rows, controls));
  }

  /// The same judge on a machine of which this is known.
  private GateJudge of(Optional<Qualified> known) {
    return new GateJudge(terms, Rule.of(rule.spending().looks(), known), families);
  }

  private void correct(List<Judgement> judgements) {
    for (var family : Family.values()) {
      correct(judgements, family);
    }
  }

  /// Holm over all that is held of a family; a metric without pairs counts as a hypothesis, too.
  private void correct(List<Judgement> judgements, Family family) {
    var held = held(judgements, family);
    int size = Math.max(families.size(family), held.size());
    double[] regressed = new double[size];
    double[] improved = new double[size];
    Arrays.fill(regressed, 1);
    Arrays.fill(improved, 1);
    for (int k = 0; k < held.size(); k++) {
      var last = judgements.get(held.get(k)).looks().getLast();
      regressed[k] = last.pRegressed();
      improved[k] = last.pImproved();
    }
    double[] dearer = AdjustedP.holm(regressed);
    double[] cheaper = AdjustedP.holm(improved);
    double error = families.error(family);
    for (int k = 0; k < held.size(); k++) {
      int i = held.get(k);
      judgements.set(i, corrected(judgements.get(i), dearer[k] <= error, cheaper[k] <= error));
    }
  }

  /// Where in the list the judgements stand to which the gate holds a comparison.
  private List<Integer> held(List<Judgement> judgements, Family family) {
    var held = new ArrayList<Integer>();
    for (int i = 0; i < judgements.size(); i++) {
      var judgement = judgements.get(i);
      if (Family.of(judgement.metric()) == family
          && thresholds(terms, judgement.comparison().benchmark())
              .containsKey(judgement.metric())) {
        held.add(i);
      }
    }
    return held;
  }

  private Judgement corrected(Judgement judgement, boolean dearer, boolean cheaper) {
    var look = judgement.looks().getLast();
    boolean looked = look.effect().pairs() >= first();
    if (!judgement.open() || !looked) {
      return judgement;
    }
    boolean beyond = look.effect().ratio() >= look.threshold();
    boolean below = look.effect().ratio() <= look.thresholdBelow();
    if (beyond && dearer && look.pRegressed() <= rule.alpha()) {
      return judgement.with(new Verdict.Regressed(look.effect()));
    }
    return below && cheaper && look.pImproved() <= rule.alpha()
        ? judgement.with(new Verdict.Improved(look.effect()))
        : judgement;
  }

  private GateRow row(
      Comparison comparison, Metric metric, Threshold threshold, List<Judgement> judgements) {
    var ending = comparison.ending();
    if (ending.kind() == Ending.Kind.SKIPPED) {
      return new GateRow.Unchanged(comparison, metric, threshold);
    }
    if (ending.kind() == Ending.Kind.CRASHED || ending.kind() == Ending.Kind.ENVIRONMENT) {
      return new GateRow.Untold(comparison, metric, threshold, ending.reason(), false);
    }
    var judgement =
        judgements.stream()
            .filter(it -> it.metric() == metric && it.comparison().equals(comparison))
            .findFirst();
    int first = first();
    if (judgement.isEmpty() || judgement.get().effect().pairs() < first) {
      return new GateRow.Untold(
          comparison, metric, threshold, tooFew(comparison, metric, first), false);
    }
    return new GateRow.Told(judgement.get(), threshold, ack(judgement.get()));
  }

  private static String tooFew(Comparison comparison, Metric metric, int first) {
    int pairs = comparison.pairs().size();
    var cut =
        comparison.ending().reason().isEmpty() ? "" : " (" + comparison.ending().reason() + ")";
    return pairs < first
        ? "%d pairs, and a verdict needs %d%s".formatted(pairs, first, cut)
        : "its %d pairs do not show %s%s".formatted(pairs, metric.label(), cut);
  }

  private Optional<Ack> ack(Judgement judgement) {
    return judgement.verdict() instanceof Verdict.Regressed(var effect)
        ? terms.acks().stream()
            .filter(
                ack ->
                    ack.metric().equals(judgement.metric().label())
                        && ack.benchmarks().matches(judgement.comparison().benchmark())
                        && effect.ratio() <= ack.allow())
            .findFirst()
        : Optional.empty();
  }
}
