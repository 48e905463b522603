package dev.dyno.reports.verdict;

import dev.dyno.reports.measurement.Matrix;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.statistics.Estimate;
import dev.dyno.reports.statistics.FactorialFit;
import dev.dyno.reports.statistics.FactorialFit.Interaction;
import dev.dyno.reports.statistics.FactorialFit.Main;
import dev.dyno.reports.statistics.FactorialFit.Term;
import dev.dyno.reports.statistics.FractionalFactorial;
import dev.dyno.reports.statistics.Simultaneous;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Turns the runs of a matrix into effects. Each pair is one observation of
/// `ln(candidate/baseline)` at its set of toggles, and every observation speaks of every effect.
///
/// Intervals hold for all main effects and interactions of a metric at once
/// ([Simultaneous#each(double, int)]), so that those that leave 0 out may be picked from the list.
///
/// @param rule its confidence, and its deviation between sessions, hold here, too
public record MatrixJudge(Rule rule) {

  /// The error of the other kind that [MatrixEffect.Known#detectable()] allows.
  private static final double MISSED = 0.2;

  /// A pair at its set of toggles.
  private record Seen(Matrix.Run run, Pair pair, double logRatio) {}

  /// Estimates whatever the runs can tell.
  public MatrixEffects judge(Matrix matrix) {
    var metrics = new ArrayList<MatrixEffects.OfMetric>();
    for (var metric : Metric.OF_WORK) {
      judge(matrix, metric).ifPresent(metrics::add);
    }
    var design = new FractionalFactorial(matrix.factors().size(), matrix.generators());
    return new MatrixEffects(matrix, design.resolution(), metrics, points(metrics));
  }

  private Optional<MatrixEffects.OfMetric> judge(Matrix matrix, Metric metric) {
    var seen = seen(matrix, metric);
    if (seen.isEmpty()) {
      return Optional.empty();
    }
    var pairs = seen.stream().map(Seen::pair).toList();
    double baseline = metric.shown(pairs, Pair::baseline);
    var fit = fit(matrix, seen, metric.quantum(pairs));
    var effects = new ArrayList<MatrixEffect>();
    for (var term : fit.untold()) {
      effects.add(new MatrixEffect.Untold(toggles(matrix, term)));
    }
    int freedom = 0;
    double deviation = 0;
    switch (fit) {
      case FactorialFit.WithError(var told, _, double spread, int left) -> {
        freedom = left;
        deviation = Math.expm1(spread);
        int all = FactorialFit.terms(matrix.factors().size()).size();
        for (var each : told) {
          effects.add(known(matrix, each, metric, all));
        }
      }
      case FactorialFit.WithoutError(var values, _) -> {
        for (var each : values) {
          double ratio = Math.expm1(scale(each.term()) * each.effect());
          effects.add(new MatrixEffect.WithoutInterval(toggles(matrix, each.term()), ratio));
        }
      }
    }
    effects.sort(Comparator.comparingDouble(MatrixEffect::size).reversed());
    return Optional.of(
        new MatrixEffects.OfMetric(
            metric,
            metric.unit(pairs.getFirst().baseline()),
            baseline,
            Math.expm1(metric.threshold(metric.usualThreshold(), baseline, baseline)),
            rule.confidence(),
            seen.size(),
            freedom,
            deviation,
            effects.stream().filter(effect -> effect.toggles().size() == 1).toList(),
            effects.stream().filter(effect -> effect.toggles().size() == 2).toList(),
            runs(matrix, seen)));
  }

  private static List<Seen> seen(Matrix matrix, Metric metric) {
    var seen = new ArrayList<Seen>();
    for (var run : matrix.runs()) {
      for (var pair : run.pairs()) {
        metric.logRatio(pair).ifPresent(ratio -> seen.add(new Seen(run, pair, ratio)));
      }
    }
    return seen;
  }

  private static FactorialFit fit(Matrix matrix, List<Seen> seen, double quantum) {
    var high = new boolean[seen.size()][matrix.factors().size()];
    for (int i = 0; i < high.length; i++) {
      for (int factor = 0; factor < high[i].length; factor++) {
        high[i][factor] = seen.get(i).run().on().contains(matrix.factors().get(factor));
      }
    }
    return FactorialFit.of(high, seen.stream().mapToDouble(Seen::logRatio).toArray(), quantum);
  }

  private MatrixEffect.Known known(
      Matrix matrix, FactorialFit.Told told, Metric metric, int intervals) {
    var own = told.effect();
    var estimate =
        metric.counted() ? own : own.plusKnown(rule.sessionDeviation(), rule.sessionFreedom());
    double error = Simultaneous.each(1 - rule.confidence(), intervals) / 2;
    int scale = scale(told.term());
    var interval =
        new Interval(
            Math.expm1(scale * (own.mean() - estimate.margin(error))),
            Math.expm1(scale * (own.mean() + estimate.margin(error))),
            rule.confidence());
    var effect = new Effect(Math.expm1(scale * own.mean()), interval, own.n());
    return new MatrixEffect.Known(
        toggles(matrix, told.term()), effect, detectable(estimate, error, scale));
  }

  private static double detectable(Estimate estimate, double error, int scale) {
    return Math.expm1(scale * (estimate.margin(error) + estimate.margin(MISSED)));
  }

  /// What a textbook calls an interaction is half of what two toggles together depart from the
  /// product of their single effects.
  private static int scale(Term term) {
    return switch (term) {
      case Main _ -> 1;
      case Interaction _ -> 2;
    };
  }

  private static List<String> toggles(Matrix matrix, Term term) {
    return switch (term) {
      case Main(int factor) -> List.of(matrix.factors().get(factor));
      case Interaction(int first, int second) ->
          List.of(matrix.factors().get(first), matrix.factors().get(second));
    };
  }

  private static List<MatrixEffects.RunEffect> runs(Matrix matrix, List<Seen> seen) {
    var runs = new ArrayList<MatrixEffects.RunEffect>();
    for (var run : matrix.runs()) {
      var own = seen.stream().filter(each -> each.run().on().equals(run.on())).toList();
      own.stream()
          .mapToDouble(Seen::logRatio)
          .average()
          .ifPresent(
              mean ->
                  runs.add(new MatrixEffects.RunEffect(run.on(), own.size(), Math.expm1(mean))));
    }
    return runs;
  }

  /// The run without toggles is left to the noise: the baseline itself stands at 0 by definition.
  private static List<MatrixEffects.Point> points(List<MatrixEffects.OfMetric> metrics) {
    var bytes = runs(metrics, Metric.BYTES);
    var all = new ArrayList<MatrixEffects.Point>();
    for (var time : runs(metrics, Metric.TIME)) {
      for (var byteRun : bytes) {
        if (byteRun.on().equals(time.on()) && !time.on().isEmpty()) {
          all.add(new MatrixEffects.Point(time.on(), time.ratio(), byteRun.ratio(), false));
        }
      }
    }
    if (all.isEmpty()) {
      return List.of();
    }
    all.add(new MatrixEffects.Point(List.of(), 0, 0, false));
    return all.stream()
        .map(
            point ->
                new MatrixEffects.Point(
                    point.on(), point.time(), point.bytes(), undominated(point, all)))
        .sorted(Comparator.comparingDouble(MatrixEffects.Point::time))
        .toList();
  }

  private static List<MatrixEffects.RunEffect> runs(
      List<MatrixEffects.OfMetric> metrics, Metric wanted) {
    return metrics.stream()
        .filter(each -> each.metric() == wanted)
        .flatMap(each -> each.runs().stream())
        .toList();
  }

  private static boolean undominated(MatrixEffects.Point point, List<MatrixEffects.Point> all) {
    return all.stream()
        .noneMatch(
            other ->
                other.time() <= point.time()
                    && other.bytes() <= point.bytes()
                    && (other.time() < point.time() || other.bytes() < point.bytes()));
  }
}
