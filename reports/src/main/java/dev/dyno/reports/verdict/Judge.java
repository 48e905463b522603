package dev.dyno.reports.verdict;

import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.statistics.Estimate;
import dev.dyno.reports.statistics.TrimmedMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;

/// Turns pairs into a verdict, one look after another, always the same way: the same pairs and rule
/// give the same verdict, while they are measured and for ever after.
///
/// A look is one-sided and valid at whatever look one stops: its p-value is divided by the share of
/// the error that the look may spend ([dev.dyno.reports.statistics.Spending]), and the smallest so
/// far counts.
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
    var pairs =
        comparison.pairs().stream().filter(pair -> metric.logRatio(pair).isPresent()).toList();
    if (pairs.size() < 2) {
      return Optional.empty();
    }
    var looks = new ArrayList<Look>();
    Optional<Verdict> verdict = Optional.empty();
    for (int k = 0; k < rule.spending().looks().size() && verdict.isEmpty(); k++) {
      int count = rule.spending().looks().get(k);
      if (count > pairs.size()) {
        break;
      }
      var reading = Reading.of(pairs.subList(0, count), metric, rule);
      looks.add(look(reading, k, looks));
      verdict = said(looks.getLast(), equivalent(reading, k));
    }
    if (looks.isEmpty()) { // cut before the first look: shown, but nothing may be said
      looks.add(look(Reading.of(pairs, metric, rule), 0, looks));
    }
    var last = looks.getLast();
    var judged =
        comparison.ending().kind() == Ending.Kind.ENVIRONMENT
            ? new Verdict.Invalid(comparison.ending().reason())
            : verdict.orElseGet(() -> new Verdict.Undecided(last.effect(), last.detectable()));
    return Optional.of(
        new Judgement(
            comparison,
            metric,
            metric.unit(pairs.getFirst().baseline()),
            metric.shown(pairs, Pair::baseline),
            metric.shown(pairs, Pair::candidate),
            Reading.ratios(pairs, metric).map(Math::expm1).boxed().toList(),
            looks,
            judged));
  }

  /// What some pairs tell of a metric, before any rule.
  ///
  /// @param estimate of the log ratio
  /// @param threshold the smallest change that matters, as a log ratio
  private record Reading(Estimate estimate, double threshold) {

    static Reading of(List<Pair> pairs, Metric metric, Rule rule) {
      var own = TrimmedMean.of(ratios(pairs, metric).toArray());
      double step = metric.quantum(pairs) / Math.sqrt(12.0 * own.n());
      var floored =
          new Estimate(
              own.mean(), Math.max(own.standardError(), step), own.degreesOfFreedom(), 0, own.n());
      return new Reading(
          metric.counted() ? floored : floored.plusKnown(rule.sessionDeviation()),
          metric.threshold(
              rule.threshold(metric),
              metric.shown(pairs, Pair::baseline),
              metric.shown(pairs, Pair::candidate)));
    }

    static DoubleStream ratios(List<Pair> pairs, Metric metric) {
      return pairs.stream()
          .map(metric::logRatio)
          .flatMap(Optional::stream)
          .mapToDouble(Double::doubleValue);
    }
  }

  private Look look(Reading reading, int k, List<Look> earlier) {
    var estimate = reading.estimate();
    double share = rule.spending().share(k);
    double margin = estimate.margin((1 - rule.confidence()) * share / 2);
    var interval =
        new Interval(
            Math.expm1(estimate.mean() - margin),
            Math.expm1(estimate.mean() + margin),
            rule.confidence());
    double dearer = estimate.pAbove(0);
    double regressed = Math.min(1, dearer / share);
    double improved = Math.min(1, (1 - dearer) / share);
    for (var look : earlier) {
      regressed = Math.min(regressed, look.pRegressed());
      improved = Math.min(improved, look.pImproved());
    }
    // Found is what refutes "no change" and lies beyond the threshold.
    double line = Math.max(estimate.margin(rule.alpha() * share), reading.threshold());
    return new Look(
        new Effect(Math.expm1(estimate.mean()), interval, estimate.n()),
        regressed,
        improved,
        rule.alpha(),
        Math.expm1(reading.threshold()),
        Math.expm1(line + estimate.margin(MISSED)));
  }

  private static Optional<Verdict> said(Look look, boolean equivalent) {
    double size = Math.log1p(look.effect().ratio());
    double threshold = Math.log1p(look.threshold()) - ROUNDING;
    if (look.pRegressed() <= look.level() && size >= threshold) {
      return Optional.of(new Verdict.Regressed(look.effect()));
    }
    if (look.pImproved() <= look.level() && size <= -threshold) {
      return Optional.of(new Verdict.Improved(look.effect()));
    }
    return equivalent
        ? Optional.of(new Verdict.Equivalent(look.effect(), look.threshold()))
        : Optional.empty();
  }

  /// Two one-sided tests (Schuirmann 1987): both bounds within the threshold.
  private boolean equivalent(Reading reading, int k) {
    var estimate = reading.estimate();
    double margin = estimate.margin(rule.equivalenceAlpha() * rule.spending().share(k));
    return Math.abs(estimate.mean()) + margin < reading.threshold();
  }
}
