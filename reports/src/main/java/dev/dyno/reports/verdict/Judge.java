package dev.dyno.reports.verdict;

import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Fork;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.statistics.Estimate;
import dev.dyno.reports.statistics.TrimmedMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
    var ratios = ratios(comparison.pairs(), metric);
    if (ratios.size() < 2) {
      return Optional.empty();
    }
    var baselines = comparison.pairs().stream().map(Pair::baseline).toList();
    var candidates = comparison.pairs().stream().map(Pair::candidate).toList();
    double baseline = metric.shown(baselines);
    var looks = new ArrayList<Look>();
    Optional<Verdict> verdict = Optional.empty();
    for (int k = 0; k < rule.spending().looks().size() && verdict.isEmpty(); k++) {
      int pairs = rule.spending().looks().get(k);
      if (pairs > ratios.size()) {
        break;
      }
      looks.add(look(ratios.subList(0, pairs), k, metric, baseline, looks));
      verdict = said(looks.getLast(), equivalent(ratios.subList(0, pairs), k, metric, baseline));
    }
    if (looks
        .isEmpty()) { // cut before the first look: shown with its interval, but nothing may be said
      looks.add(look(ratios, 0, metric, baseline, looks));
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
            unit(metric, baselines),
            baseline,
            metric.shown(candidates),
            ratios.stream().map(Math::expm1).toList(),
            looks,
            judged));
  }

  private Look look(
      List<Double> ratios, int k, Metric metric, double baseline, List<Look> earlier) {
    var estimate = estimate(ratios, metric, baseline);
    double share = rule.spending().share(k);
    double margin = estimate.margin((1 - rule.confidence()) * share / 2);
    var interval =
        new Interval(
            Math.expm1(estimate.mean() - margin),
            Math.expm1(estimate.mean() + margin),
            rule.confidence());
    double regressed = Math.min(1, estimate.pAbove(0) / share);
    double improved = Math.min(1, estimate.pBelow(0) / share);
    for (var look : earlier) {
      regressed = Math.min(regressed, look.pRegressed());
      improved = Math.min(improved, look.pImproved());
    }
    double detectable = Math.expm1(estimate.margin(rule.alpha() * share) + estimate.margin(MISSED));
    return new Look(
        new Effect(Math.expm1(estimate.mean()), interval, ratios.size()),
        regressed,
        improved,
        rule.alpha(),
        metric.threshold(baseline),
        detectable);
  }

  private static Optional<Verdict> said(Look look, boolean equivalent) {
    double size = Math.log1p(look.effect().ratio());
    double threshold = Math.log1p(look.threshold());
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
  private boolean equivalent(List<Double> ratios, int k, Metric metric, double baseline) {
    var estimate = estimate(ratios, metric, baseline);
    double margin = estimate.margin(rule.equivalenceAlpha() * rule.spending().share(k));
    double threshold = Math.log1p(metric.threshold(baseline));
    return estimate.mean() + margin < threshold && estimate.mean() - margin > -threshold;
  }

  private Estimate estimate(List<Double> ratios, Metric metric, double baseline) {
    var own = TrimmedMean.of(ratios.stream().mapToDouble(Double::doubleValue).toArray());
    double quantum = metric.quantum(baseline) / Math.sqrt(12.0 * own.n());
    var floored =
        new Estimate(
            own.mean(), Math.max(own.standardError(), quantum), own.degreesOfFreedom(), own.n());
    return metric.counted() ? floored : floored.plusKnown(rule.sessionDeviation());
  }

  private static List<Double> ratios(List<Pair> pairs, Metric metric) {
    return pairs.stream().map(metric::logRatio).flatMap(Optional::stream).toList();
  }

  private static String unit(Metric metric, List<Fork> forks) {
    return metric.unit(forks.getFirst());
  }
}
