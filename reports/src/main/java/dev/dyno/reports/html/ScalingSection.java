package dev.dyno.reports.html;

import dev.dyno.reports.verdict.Judgement;
import dev.dyno.reports.verdict.ScalingCurve;
import dev.dyno.reports.verdict.ScalingCurve.Point;
import dev.dyno.reports.verdict.Throughput;
import java.util.ArrayList;
import java.util.List;

/// One scaling curve on the page, in words.
///
/// @param number from 1
/// @param curve behind it
/// @param scale of its throughputs
record ScalingSection(int number, ScalingCurve curve, Scale scale) {

  /// @param factor that readings are divided by
  record Scale(String unit, double factor) {}

  /// One point, in words.
  ///
  /// @param x empty for who has no such number
  record Row(
      String x,
      String baseline,
      String baselineInterval,
      String candidate,
      String candidateInterval,
      String speedUp,
      String interval,
      Outcome outcome,
      boolean knee) {}

  static List<ScalingSection> of(List<Judgement> judgements) {
    var sections = new ArrayList<ScalingSection>();
    for (var curve : ScalingCurve.of(judgements)) {
      sections.add(new ScalingSection(sections.size() + 1, curve, scale(curve)));
    }
    return List.copyOf(sections);
  }

  /// Its anchor, and its name in the chart's data.
  String id() {
    return "scaling" + number;
  }

  /// `worker-pool`: `LifecycleBenchmark.startAndStop regime=latency`.
  String title() {
    int method = curve.benchmark().lastIndexOf('.');
    var title =
        new StringBuilder(
            curve.benchmark().substring(curve.benchmark().lastIndexOf('.', method - 1) + 1));
    curve.fixed().forEach((key, value) -> title.append(' ').append(key).append('=').append(value));
    return title.toString();
  }

  /// What bounds the work; empty when the suite does not say.
  String regime() {
    return curve.regime().map(words -> words + ".").orElse("");
  }

  /// Where more stops to help.
  String knee() {
    var best = curve.best();
    if (!curve.told()) {
      return "No knee: at no number of %s is a speed-up told from none; the best, at %s, is %s."
          .formatted(curve.param(), x(best.x()), times(best));
    }
    if (curve.knee().isEmpty()) {
      return "No knee up to %s: the best speed-up is there, %s, and told from all before it."
          .formatted(x(best.x()), times(best));
    }
    var knee = curve.knee().get();
    return "Knee at %s %s: %s, which is not told from the best, %s at %s."
        .formatted(x(knee.x()), curve.param(), times(knee), factor(best.speedUp()), x(best.x()));
  }

  List<Row> rows() {
    var rows = new ArrayList<Row>();
    var knee = curve.knee();
    for (var point : curve.points()) {
      rows.add(row(x(point.x()), point, knee.filter(found -> found.x() == point.x()).isPresent()));
    }
    return rows;
  }

  private Row row(String x, Point point, boolean knee) {
    return new Row(
        x,
        reading(point.baseline()),
        interval(point.baseline()),
        reading(point.candidate()),
        interval(point.candidate()),
        factor(point.speedUp()),
        factor(point.low()) + " to " + factor(point.high()),
        Outcome.of(point.time().verdict()),
        knee);
  }

  /// Who does the same work otherwise, in a sentence.
  String other(ScalingCurve.Other other) {
    var speed = Speed.of(other.time().effect());
    return "%s: %s %s (%s); in its own pairs %s as fast as %s (%s)."
        .formatted(
            other.name(),
            reading(other.throughput()),
            scale.unit(),
            interval(other.throughput()),
            speed.text(),
            other.beside(),
            speed.interval());
  }

  private String times(Point point) {
    return "%s (%s to %s)"
        .formatted(factor(point.speedUp()), factor(point.low()), factor(point.high()));
  }

  private String reading(Throughput throughput) {
    return Typography.digits(throughput.perSecond() / scale.factor());
  }

  private String interval(Throughput throughput) {
    return Typography.digits(throughput.low() / scale.factor())
        + " to "
        + Typography.digits(throughput.high() / scale.factor());
  }

  private static String x(double x) {
    return Typography.trimmed(x, 2);
  }

  private static String factor(double times) {
    return Speed.factor(times);
  }

  private static Scale scale(ScalingCurve curve) {
    double most = 0;
    for (var point : curve.points()) {
      most = Math.max(most, Math.max(point.baseline().high(), point.candidate().high()));
    }
    if (most >= 2e6) {
      return new Scale("million ops/s", 1e6);
    }
    return most >= 2e4 ? new Scale("thousand ops/s", 1e3) : new Scale("ops/s", 1);
  }
}
