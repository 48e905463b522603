package dev.dyno.reports.html;

import dev.dyno.reports.measurement.Design;
import dev.dyno.reports.measurement.Matrix;
import dev.dyno.reports.statistics.FractionalFactorial;
import dev.dyno.reports.verdict.MatrixEffects;
import dev.dyno.reports.verdict.Metric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The toggle matrix on the page, in words.
///
/// @param effects behind it
/// @param metrics the one that the benchmark is about first; none when no pair was measured
/// @param design of the run
record MatrixSection(MatrixEffects effects, List<MatrixMetric> metrics, Design design) {

  private static final List<String> ROMAN = List.of("", "I", "II", "III", "IV", "V", "VI", "VII");

  /// A toggle and its letter in the design.
  record Factor(char letter, String toggle) {}

  /// One run, in words.
  ///
  /// @param on one for each factor
  /// @param effects one for each metric; `none` where it has none
  record RunRow(List<Boolean> on, String name, String pairs, List<String> effects) {}

  /// A set of toggles that no other one beats in both time and bytes.
  ///
  /// @param number from 1, as the chart has it
  record FrontRow(int number, String name, String time, String bytes) {}

  static MatrixSection of(MatrixEffects effects, Design design) {
    var factors = effects.matrix().factors();
    var metrics = new ArrayList<MatrixMetric>();
    for (var metric : effects.metrics()) {
      metrics.add(MatrixMetric.of(metric, factors));
    }
    metrics.sort(Comparator.comparing(metric -> !metric.label().equals(effects.matrix().metric())));
    return new MatrixSection(effects, List.copyOf(metrics), design);
  }

  String title() {
    return effects.matrix().title();
  }

  List<Factor> factors() {
    var names = effects.matrix().factors();
    var factors = new ArrayList<Factor>();
    for (var name : names) {
      factors.add(new Factor(FractionalFactorial.letter(factors.size()), name));
    }
    return factors;
  }

  /// Which combinations, and what that leaves apart.
  String plan() {
    var matrix = effects.matrix();
    int factors = matrix.factors().size();
    int runs = matrix.runs().size();
    if (effects.resolution().isEmpty()) {
      return "All %d combinations of %s run".formatted(runs, toggles(factors));
    }
    int resolution = effects.resolution().getAsInt();
    return "%d of the %s combinations of %s run: a 2^(%d−%d) design with %s, of resolution %s"
        .formatted(
            runs,
            Typography.whole(1L << factors),
            toggles(factors),
            factors,
            matrix.generators().size(),
            String.join(", ", matrix.generators()),
            ROMAN.get(resolution));
  }

  String coverage() {
    var matrix = effects.matrix();
    return "%d of %d planned runs have %s."
        .formatted(
            matrix.wholeRuns(),
            matrix.runs().size(),
            matrix.pairs() == 1 ? "their pair" : "all their " + matrix.pairs() + " pairs");
  }

  boolean whole() {
    return effects.matrix().wholeRuns() == effects.matrix().runs().size();
  }

  /// How far one point of the chart may be off by its own noise alone; empty when nothing tells.
  String blur() {
    var parts = new ArrayList<String>();
    for (var metric : metrics) {
      if (metric.effects().degreesOfFreedom() > 0 && metric.effects().metric() != Metric.CPU) {
        parts.add("%s in %s".formatted(metric.deviation(), metric.label()));
      }
    }
    return parts.isEmpty()
        ? ""
        : "One pair of a set strays by " + String.join(" and ", parts) + ": so may a point.";
  }

  /// Cheapest in time first.
  List<FrontRow> front() {
    var rows = new ArrayList<FrontRow>();
    for (var point : effects.points()) {
      if (point.front()) {
        rows.add(
            new FrontRow(
                rows.size() + 1,
                name(point.on()),
                new Change(point.time()).percent(),
                new Change(point.bytes()).percent()));
      }
    }
    return List.copyOf(rows);
  }

  List<RunRow> runs() {
    return effects.matrix().runs().stream().map(this::row).toList();
  }

  private RunRow row(Matrix.Run run) {
    var shown = new ArrayList<String>();
    for (var metric : metrics) {
      shown.add(
          metric.effects().runs().stream()
              .filter(effect -> effect.on().equals(run.on()))
              .findFirst()
              .map(effect -> new Change(effect.ratio()).percent())
              .orElse("none"));
    }
    return new RunRow(
        effects.matrix().factors().stream().map(run.on()::contains).toList(),
        name(run.on()),
        Typography.whole(run.pairs().size()),
        List.copyOf(shown));
  }

  /// The command line that measures the matrix again, word by word.
  List<String> reproduce() {
    return design.reproduce().stream().map(Section::quoted).toList();
  }

  /// `tar, buffers`; `all`; `none`.
  String name(List<String> on) {
    if (on.isEmpty()) {
      return "none";
    }
    return on.size() > 1 && on.size() == effects.matrix().factors().size()
        ? "all"
        : String.join(", ", on);
  }

  private static String toggles(int number) {
    return number == 1 ? "one toggle" : number + " toggles";
  }
}
