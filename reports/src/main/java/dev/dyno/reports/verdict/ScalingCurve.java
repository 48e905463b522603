package dev.dyno.reports.verdict;

import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Pair;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// How one toggle's throughput goes with one number: comparisons of a run that differ in that
/// parameter alone.
///
/// @param toggle of all of them
/// @param benchmark of all of them
/// @param param the number's name
/// @param fixed the other parameters
/// @param regime what bounds the work, when the suite says it
/// @param points by rising number, 3 or more
/// @param others who does the same work otherwise, in the same regime
public record ScalingCurve(
    String toggle,
    String benchmark,
    String param,
    SortedMap<String, String> fixed,
    Optional<String> regime,
    List<Point> points,
    List<Other> others) {

  /// Fewer are a line, not a curve.
  private static final int LEAST = 3;

  public ScalingCurve {
    fixed = new TreeMap<>(fixed);
    points = List.copyOf(points);
    others = List.copyOf(others);
    if (points.size() < LEAST) {
      throw new IllegalArgumentException(
          "%d points: a curve needs at least %d".formatted(points.size(), LEAST));
    }
  }

  /// One comparison of the curve.
  ///
  /// @param x the number
  /// @param time its judgement in time
  public record Point(double x, Judgement time, Throughput baseline, Throughput candidate) {

    /// How many times as fast the candidate is.
    public double speedUp() {
      return 1 / (1 + time.effect().ratio());
    }

    /// The interval's lower bound, in the same.
    public double low() {
      return 1 / (1 + time.effect().interval().high());
    }

    /// The interval's upper bound, in the same; infinite when nothing bounds it.
    public double high() {
      return 1 / (1 + time.effect().interval().low());
    }
  }

  /// What stands beside the curve: the candidate of a contrast on the same benchmark class.
  ///
  /// @param name the contrast's candidate: `virtual`
  /// @param beside its baseline: `pool`
  public record Other(String name, String beside, Judgement time, Throughput throughput) {}

  /// All curves of a run, in the order of its plan.
  ///
  /// @param judgements of its comparisons, every metric
  public static List<ScalingCurve> of(List<Judgement> judgements) {
    var times = judgements.stream().filter(judgement -> judgement.metric() == Metric.TIME).toList();
    var families = new LinkedHashMap<Family, SortedMap<Double, Judgement>>();
    for (var time : times) {
      if (time.comparison().contrast().isEmpty()) {
        Family.of(time.comparison())
            .forEach(
                (family, x) ->
                    families.computeIfAbsent(family, _ -> new TreeMap<>()).putIfAbsent(x, time));
      }
    }
    var curves = new ArrayList<ScalingCurve>();
    families.forEach((family, members) -> curve(family, members, times).ifPresent(curves::add));
    return List.copyOf(curves);
  }

  /// The smallest number whose speed-up cannot be told from the best: its interval holds the best
  /// estimate. Empty when that is the largest number, so that more might still help, and when even
  /// the best is not [#told()].
  public Optional<Point> knee() {
    double best = best().speedUp();
    return points.stream()
        .filter(point -> point.low() <= best && best <= point.high())
        .findFirst()
        .filter(point -> told() && point.x() < points.getLast().x());
  }

  /// Whether the best speed-up is told from none: its interval lies above 1.
  public boolean told() {
    return best().low() > 1;
  }

  /// The point with the largest speed-up.
  public Point best() {
    return points.stream().max(Comparator.comparingDouble(Point::speedUp)).orElseThrow();
  }

  /// What the comparisons of a curve have in common.
  private record Family(
      String toggle, String benchmark, String param, SortedMap<String, String> fixed) {

    /// One for each number among the parameters, and the number.
    static Map<Family, Double> of(Comparison comparison) {
      var families = new LinkedHashMap<Family, Double>();
      comparison
          .params()
          .forEach(
              (param, value) ->
                  number(value)
                      .ifPresent(
                          x ->
                              families.put(
                                  new Family(
                                      comparison.toggle(),
                                      comparison.benchmark(),
                                      param,
                                      without(comparison.params(), param)),
                                  x)));
      return families;
    }
  }

  private static Optional<ScalingCurve> curve(
      Family family, SortedMap<Double, Judgement> members, List<Judgement> times) {
    var points = new ArrayList<Point>();
    members.forEach((x, member) -> point(x, member).ifPresent(points::add));
    if (points.size() < LEAST) {
      return Optional.empty();
    }
    return Optional.of(
        new ScalingCurve(
            family.toggle(),
            family.benchmark(),
            family.param(),
            family.fixed(),
            points.getFirst().time().comparison().regime(),
            points,
            others(family, times)));
  }

  private static Optional<Point> point(double x, Judgement time) {
    var pairs = time.comparison().pairs();
    return Throughput.of(pairs, Pair::baseline)
        .flatMap(
            baseline ->
                Throughput.of(pairs, Pair::candidate)
                    .map(candidate -> new Point(x, time, baseline, candidate)));
  }

  private static List<Other> others(Family family, List<Judgement> times) {
    var others = new ArrayList<Other>();
    for (var time : times) {
      var comparison = time.comparison();
      boolean beside =
          type(comparison.benchmark()).equals(type(family.benchmark()))
              && without(comparison.params(), family.param()).equals(family.fixed());
      var contrast = comparison.contrast().filter(_ -> beside);
      var throughput = Throughput.of(comparison.pairs(), Pair::candidate);
      if (contrast.isPresent() && throughput.isPresent()) {
        var values = contrast.get();
        others.add(new Other(values.candidate(), values.baseline(), time, throughput.get()));
      }
    }
    return others;
  }

  private static String type(String benchmark) {
    return benchmark.substring(0, Math.max(0, benchmark.lastIndexOf('.')));
  }

  private static SortedMap<String, String> without(SortedMap<String, String> params, String one) {
    var rest = new TreeMap<>(params);
    rest.remove(one);
    return rest;
  }

  private static Optional<Double> number(String text) {
    return text.matches("\\d{1,15}(\\.\\d{1,15})?")
        ? Optional.of(Double.parseDouble(text)).filter(number -> number > 0)
        : Optional.empty();
  }
}
