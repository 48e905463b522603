package dev.dyno.reports.verdict;

import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// Turns pairs into a verdict, one look after another, always the same way: the same pairs and rule
/// give the same verdict, while they are measured and for ever after.
///
/// A look is one-sided and valid at whatever look one stops: its p-value is divided by the share of
/// the error that the look may spend ([dev.dyno.reports.statistics.Spending]), and the smallest so
/// far counts. Nothing is taken for changed that forks of several speeds may show by luck.
///
/// @param rule fixed before the first pair
public record Judge(Rule rule) {

  /// The error of the other kind that [Look#detectable()] allows.
  private static final double MISSED = 0.2;

  /// A change of exactly the threshold counts, whatever its last bit.
  private static final double ROUNDING = 1e-12;

  /// Judges every metric that both sides show.
  ///
  /// @return none when fewer than 2 pairs were measured
  public List<Judgement> judge(Comparison comparison) {
    var judgements = new ArrayList<Judgement>();
    for (var metric : Metric.values()) {
      judge(comparison, metric).ifPresent(judgements::add);
    }
    return List.copyOf(judgements);
  }

  /// Judges one metric.
  ///
  /// @return empty when fewer than 2 pairs were measured, or a side shows nothing to compare
  public Optional<Judgement> judge(Comparison comparison, Metric metric) {
    var told = Reading.Told.of(comparison, metric);
    if (told.size() < 2) {
      return Optional.empty();
    }
    var looks = new ArrayList<Look>();
    Optional<Verdict> verdict = Optional.empty();
    for (int k = 0; k < rule.spending().looks().size() && verdict.isEmpty(); k++) {
      int count = rule.spending().looks().get(k);
      if (count > told.size()) {
        break;
      }
      var reading = Reading.of(told.subList(0, count), metric, rule);
      looks.add(look(reading, k, looks));
      verdict = said(looks.getLast());
    }
    if (looks.isEmpty()) { // cut before the first look: shown, but nothing may be said
      looks.add(look(Reading.of(told, metric, rule), 0, looks));
    }
    var last = looks.getLast();
    var judged =
        comparison.ending().kind() == Ending.Kind.ENVIRONMENT
            ? new Verdict.Invalid(comparison.ending().reason())
            : verdict.orElseGet(() -> new Verdict.Undecided(last.effect(), last.detectable()));
    var pairs = told.stream().map(Reading.Told::pair).toList();
    return Optional.of(
        new Judgement(
            comparison,
            metric,
            metric.unit(pairs.getFirst().baseline()),
            metric.shown(pairs, Pair::baseline),
            metric.shown(pairs, Pair::candidate),
            told.stream().map(each -> Math.expm1(each.logRatio())).toList(),
            looks,
            judged));
  }

  /// How many more pairs the metric would need until something is said of it, if its estimate and
  /// its spread stayed as they are: a guess that steers what is measured next, and no verdict.
  ///
  /// @return up to the first look that would do, or to the last one; 0 when that is taken, or a
  ///     verdict has fallen
  public int remaining(Comparison comparison, Metric metric) {
    var judgement = judge(comparison, metric);
    int pairs = comparison.pairs().size();
    int last = rule.spending().looks().getLast();
    if (judgement.isEmpty()) {
      return Math.max(0, last - pairs);
    }
    if (!judgement.get().open() || pairs >= last) {
      return 0;
    }
    var reading = Reading.of(Reading.Told.of(comparison, metric), metric, rule);
    for (int k = 0; k < rule.spending().looks().size(); k++) {
      int look = rule.spending().looks().get(k);
      if (look > pairs && decided(reading.at(look), k)) {
        return look - pairs;
      }
    }
    return last - pairs;
  }

  private boolean decided(Reading reading, int k) {
    var doubts = reading.doubts();
    double p = Math.min(doubts.dearer(), doubts.cheaper()) / rule.share(k);
    return reach(reading, k) < reading.threshold()
        || (p <= rule.alpha() && Math.abs(reading.mean()) >= reading.threshold());
  }

  private Look look(Reading reading, int k, List<Look> earlier) {
    double share = rule.share(k);
    double outside = (1 - rule.confidence()) * rule.spending().share(k) / 2;
    var interval =
        new Interval(
            Math.expm1(reading.low(outside)), Math.expm1(reading.high(outside)), rule.confidence());
    var doubts = reading.doubts();
    double regressed = Math.min(1, doubts.dearer() / share);
    double improved = Math.min(1, doubts.cheaper() / share);
    for (var look : earlier) {
      regressed = Math.min(regressed, look.pRegressed());
      improved = Math.min(improved, look.pImproved());
    }
    double dearer = reading.crossingDearer(rule.alpha() * share);
    double cheaper = reading.crossingCheaper(rule.alpha() * share);
    var bounds =
        new Look.Bounds(
            Math.expm1(begins(dearer, reading.threshold(), earlier, Look::pRegressed)),
            Math.expm1(-begins(cheaper, reading.threshold(), earlier, Look::pImproved)),
            Math.expm1(reach(reading, k)));
    // Found is what refutes "no change" and lies beyond the threshold.
    double line = Math.max(Math.max(dearer, cheaper), reading.threshold());
    return new Look(
        new Effect(Math.expm1(reading.mean()), interval, reading.pairs()),
        regressed,
        improved,
        rule.alpha(),
        Math.expm1(reading.threshold()),
        Math.expm1(line + reading.margin(MISSED)),
        bounds);
  }

  /// The size from which on a change is found at a look: where "no change" was refuted before, the
  /// threshold alone is left to reach.
  private double begins(
      double crossing, double threshold, List<Look> earlier, ToDoubleFunction<Look> p) {
    boolean refuted = earlier.stream().anyMatch(look -> p.applyAsDouble(look) <= rule.alpha());
    return refuted ? threshold : Math.max(crossing, threshold);
  }

  private static Optional<Verdict> said(Look look) {
    double size = Math.log1p(look.effect().ratio());
    double threshold = Math.log1p(look.threshold()) - ROUNDING;
    if (look.pRegressed() <= look.level() && size >= threshold) {
      return Optional.of(new Verdict.Regressed(look.effect()));
    }
    if (look.pImproved() <= look.level() && size <= -threshold) {
      return Optional.of(new Verdict.Improved(look.effect()));
    }
    return look.equivalent()
        ? Optional.of(new Verdict.Equivalent(look.effect(), look.threshold()))
        : Optional.empty();
  }

  /// Two one-sided tests (Schuirmann 1987): both bounds lie within so much.
  private double reach(Reading reading, int k) {
    return reading.reach(rule.equivalenceAlpha() * rule.spending().share(k));
  }
}
