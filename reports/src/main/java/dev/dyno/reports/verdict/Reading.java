package dev.dyno.reports.verdict;

import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.statistics.Estimate;
import dev.dyno.reports.statistics.SpeedLuck;
import dev.dyno.reports.statistics.TrimmedMean;
import dev.dyno.reports.statistics.TwoSpeeds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/// What some pairs tell of a metric, before any rule says what follows.
///
/// There is one opinion, the trimmed mean; where forks have two speeds, the plain mean as well,
/// which leaves no rare speed out, and which is then what is shown. Where there are two, the more
/// doubtful one counts, in each question.
///
/// @param opinions of the log ratio, the shown one first
/// @param luck what several speeds may do to it
/// @param threshold the smallest change that matters, as a log ratio
record Reading(List<Estimate> opinions, List<Told> told, SpeedLuck luck, double threshold) {

  /// A pair, and what it tells of a metric.
  ///
  /// @param baseline logarithm of that fork's cost
  /// @param candidate the same
  record Told(Pair pair, double logRatio, double baseline, double candidate) {

    /// Those pairs that tell something.
    static List<Told> of(Comparison comparison, Metric metric) {
      var told = new ArrayList<Told>();
      for (var pair : comparison.pairs()) {
        metric
            .logRatio(pair)
            .ifPresent(
                ratio ->
                    told.add(
                        new Told(
                            pair,
                            ratio,
                            metric.level(pair.baseline()),
                            metric.level(pair.candidate()))));
      }
      return told;
    }
  }

  /// Of 2 or more.
  static Reading of(List<Told> told, Metric metric, Rule rule) {
    var ratios = logRatios(told);
    var pairs = told.stream().map(Told::pair).toList();
    double step = metric.quantum(pairs) / Math.sqrt(12.0 * ratios.length);
    var trimmed = floored(TrimmedMean.of(ratios), step, metric, rule);
    var opinions =
        speeds(told, metric).isEmpty()
            ? List.of(trimmed)
            : List.of(floored(TrimmedMean.untrimmed(ratios), step, metric, rule), trimmed);
    return new Reading(
        opinions,
        told,
        rule.oneSpeed() ? SpeedLuck.NONE : new SpeedLuck(opinions.getFirst().mean(), ratios),
        metric.threshold(rule.threshold(metric), pairs));
  }

  /// Whether their forks run at one of two speeds. Of a warm-up, nothing of the kind is asked.
  static Optional<TwoSpeeds> speeds(List<Told> told, Metric metric) {
    return Metric.OF_WORK.contains(metric)
        ? TwoSpeeds.of(
            told.stream().mapToDouble(Told::baseline).toArray(),
            told.stream().mapToDouble(Told::candidate).toArray())
        : Optional.empty();
  }

  private static double[] logRatios(List<Told> told) {
    return told.stream().mapToDouble(Told::logRatio).toArray();
  }

  private static Estimate floored(Estimate own, double step, Metric metric, Rule rule) {
    var floored =
        new Estimate(
            own.mean(), Math.max(own.standardError(), step), own.degreesOfFreedom(), 0, own.n());
    return metric.counted()
        ? floored
        : floored.plusKnown(rule.sessionDeviation(), rule.sessionFreedom());
  }

  double mean() {
    return opinions.getFirst().mean();
  }

  int pairs() {
    return opinions.getFirst().n();
  }

  /// One-sided p-values.
  ///
  /// @param dearer of "no dearer"
  /// @param cheaper of "no cheaper"
  record Doubts(double dearer, double cheaper) {}

  Doubts doubts() {
    double dearer = luck.pAbove();
    double cheaper = luck.pBelow();
    for (var opinion : opinions) {
      var tails = opinion.tails(0);
      dearer = Math.max(dearer, tails.above());
      cheaper = Math.max(cheaper, tails.below());
    }
    return new Doubts(dearer, cheaper);
  }

  /// From which estimate on "no dearer" would be refuted, if all pairs were moved alike.
  double crossingDearer(double alpha) {
    return Math.max(
        luck.crossingAbove(alpha), most(each -> each.margin(alpha) + mean() - each.mean()));
  }

  /// The same of "no cheaper", as a positive number.
  double crossingCheaper(double alpha) {
    return Math.max(
        luck.crossingBelow(alpha), most(each -> each.margin(alpha) + each.mean() - mean()));
  }

  /// Lower end of an interval that errs with `alpha` on that side. Where luck is not refuted, it
  /// reaches to no change; so that few pairs can say anything at all, they are believed when all of
  /// them agree.
  double low(double alpha) {
    double low = -most(each -> each.margin(alpha) - each.mean());
    return luck.pAbove() > Math.max(alpha, SpeedLuck.least(pairs())) ? Math.min(low, 0) : low;
  }

  /// Its upper end.
  double high(double alpha) {
    double high = most(each -> each.mean() + each.margin(alpha));
    return luck.pBelow() > Math.max(alpha, SpeedLuck.least(pairs())) ? Math.max(high, 0) : high;
  }

  /// Two one-sided tests (Schuirmann 1987): both bounds lie within so much.
  double reach(double alpha) {
    return most(each -> Math.abs(each.mean()) + each.margin(alpha));
  }

  double margin(double alpha) {
    return most(each -> each.margin(alpha));
  }

  private double most(ToDoubleFunction<Estimate> question) {
    return opinions.stream().mapToDouble(question).max().orElseThrow();
  }

  /// The same with other numbers of pairs, if those were like these: the error falls with their
  /// square root.
  Reading at(int pairs) {
    var rising = new ArrayList<>(told);
    rising.sort(Comparator.comparingDouble(Told::logRatio));
    var then =
        IntStream.range(0, pairs)
            .mapToObj(i -> rising.get((int) ((i + 0.5) * rising.size() / pairs)))
            .toList();
    return new Reading(
        opinions.stream().map(each -> at(each, pairs)).toList(),
        then,
        luck.of(logRatios(then)),
        threshold);
  }

  private static Estimate at(Estimate estimate, int pairs) {
    double times = (double) estimate.n() / pairs;
    return new Estimate(
        estimate.mean(),
        estimate.standardError() * Math.sqrt(times),
        Math.max(1, Math.rint(estimate.degreesOfFreedom() / times)),
        estimate.known(),
        pairs);
  }
}
