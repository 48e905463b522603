package dev.dyno.reports.verdict;

import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.statistics.Estimate;
import dev.dyno.reports.statistics.TrimmedMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

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
    var read = Read.of(comparison, metric);
    var pairs = read.stream().map(Read::pair).toList();
    if (read.size() < 2) {
      return Optional.empty();
    }
    var looks = new ArrayList<Look>();
    Optional<Verdict> verdict = Optional.empty();
    for (int k = 0; k < rule.spending().looks().size() && verdict.isEmpty(); k++) {
      int count = rule.spending().looks().get(k);
      if (count > read.size()) {
        break;
      }
      var reading = Reading.of(read.subList(0, count), metric, rule);
      looks.add(look(reading, k, looks));
      verdict = said(looks.getLast());
    }
    if (looks.isEmpty()) { // cut before the first look: shown, but nothing may be said
      looks.add(look(Reading.of(read, metric, rule), 0, looks));
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
            read.stream().map(each -> Math.expm1(each.logRatio())).toList(),
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
    var reading = Reading.of(Read.of(comparison, metric), metric, rule);
    for (int k = 0; k < rule.spending().looks().size(); k++) {
      int look = rule.spending().looks().get(k);
      if (look > pairs && decided(reading.at(look), k)) {
        return look - pairs;
      }
    }
    return last - pairs;
  }

  private boolean decided(Reading reading, int k) {
    var estimate = reading.estimate();
    double size = Math.abs(estimate.mean());
    double dearer = estimate.pAbove(0);
    double p = Math.min(dearer, 1 - dearer) / rule.spending().share(k);
    return reach(reading, k) < reading.threshold()
        || (p <= rule.alpha() && size >= reading.threshold());
  }

  /// A pair, and what it tells of a metric.
  private record Read(Pair pair, double logRatio) {

    /// Those pairs that tell something.
    static List<Read> of(Comparison comparison, Metric metric) {
      var read = new ArrayList<Read>();
      for (var pair : comparison.pairs()) {
        metric.logRatio(pair).ifPresent(ratio -> read.add(new Read(pair, ratio)));
      }
      return read;
    }
  }

  /// What some pairs tell of a metric, before any rule.
  ///
  /// @param estimate of the log ratio
  /// @param threshold the smallest change that matters, as a log ratio
  private record Reading(Estimate estimate, double threshold) {

    static Reading of(List<Read> read, Metric metric, Rule rule) {
      var own = TrimmedMean.of(read.stream().mapToDouble(Read::logRatio).toArray());
      var pairs = read.stream().map(Read::pair).toList();
      double step = metric.quantum(pairs) / Math.sqrt(12.0 * own.n());
      var floored =
          new Estimate(
              own.mean(), Math.max(own.standardError(), step), own.degreesOfFreedom(), 0, own.n());
      return new Reading(
          metric.counted() ? floored : floored.plusKnown(rule.sessionDeviation()),
          metric.threshold(rule.threshold(metric), pairs));
    }

    /// The same with other numbers of pairs: the error falls with their square root.
    Reading at(int pairs) {
      double times = (double) estimate.n() / pairs;
      var then =
          new Estimate(
              estimate.mean(),
              estimate.standardError() * Math.sqrt(times),
              Math.max(1, Math.rint(estimate.degreesOfFreedom() / times)),
              estimate.known(),
              pairs);
      return new Reading(then, threshold);
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
    double crossing = estimate.margin(rule.alpha() * share);
    var bounds =
        new Look.Bounds(
            Math.expm1(begins(crossing, reading.threshold(), earlier, Look::pRegressed)),
            Math.expm1(-begins(crossing, reading.threshold(), earlier, Look::pImproved)),
            Math.expm1(reach(reading, k)));
    // Found is what refutes "no change" and lies beyond the threshold.
    double line = Math.max(crossing, reading.threshold());
    return new Look(
        new Effect(Math.expm1(estimate.mean()), interval, estimate.n()),
        regressed,
        improved,
        rule.alpha(),
        Math.expm1(reading.threshold()),
        Math.expm1(line + estimate.margin(MISSED)),
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
    var estimate = reading.estimate();
    return Math.abs(estimate.mean())
        + estimate.margin(rule.equivalenceAlpha() * rule.spending().share(k));
  }
}
