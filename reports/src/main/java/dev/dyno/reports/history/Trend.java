package dev.dyno.reports.history;

import dev.dyno.reports.statistics.ChangePoint;
import dev.dyno.reports.statistics.MannKendall;
import dev.dyno.reports.statistics.TrackedChanges;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a series says: its levels, and where and how they change.
///
/// Steps are its change points. A staircase that a straight line explains better (by the Bayesian
/// information criterion with absolute residuals, G. Schwarz 1978) is a drift, and so is a level
/// that creeps without a step ([MannKendall]).
///
/// @param segments stretches of one level, in order; they cover the series
/// @param findings in order of their places
public record Trend(List<Segment> segments, List<Finding> findings) {

  private static final double LEVEL = 0.001;
  private static final int LEAST = 20;
  private static final double BEYOND = 3;

  public Trend {
    segments = List.copyOf(segments);
    findings = List.copyOf(findings);
  }

  /// A stretch of one level.
  ///
  /// @param from index of its first point
  /// @param to behind its last point
  /// @param level median of its values
  public record Segment(int from, int to, double level) {}

  /// Reads a series.
  ///
  /// @param values logarithms, higher is dearer; see [Series#values]
  /// @param changes tracked through all of them
  public static Trend of(double[] values, TrackedChanges changes) {
    if (changes.length() != values.length) {
      throw new IllegalArgumentException(
          "%d values, and changes tracked through %d".formatted(values.length, changes.length()));
    }
    var segments = segments(values, changes.all());
    return new Trend(segments, new Reader(values, changes.all(), segments).findings());
  }

  private static List<Segment> segments(double[] values, List<ChangePoint> changes) {
    var segments = new ArrayList<Segment>();
    for (int i = 0, from = 0; i <= changes.size() && values.length > 0; i++) {
      int to = i == changes.size() ? values.length : changes.get(i).at();
      segments.add(new Segment(from, to, median(Arrays.copyOfRange(values, from, to))));
      from = to;
    }
    return segments;
  }

  private static final class Reader {
    private final double[] values;
    private final List<ChangePoint> changes;
    private final List<Segment> segments;

    Reader(double[] values, List<ChangePoint> changes, List<Segment> segments) {
      this.values = values;
      this.changes = changes;
      this.segments = segments;
    }

    List<Finding> findings() {
      var findings = new ArrayList<Finding>();
      for (int first = 0; first < changes.size(); ) {
        int behind = first + 1;
        while (behind < changes.size() && sameWay(first, behind)) {
          behind++;
        }
        findings.addAll(staircase(first, behind));
        first = behind;
      }
      if (changes.isEmpty() && !segments.isEmpty()) {
        findings.addAll(creeping(segments.getFirst()));
      } else if (!changes.isEmpty() && findings.getLast() instanceof Finding.Step) {
        findings.addAll(creeping(segments.getLast()));
      }
      return findings;
    }

    private boolean sameWay(int one, int other) {
      return Math.signum(changes.get(one).size()) == Math.signum(changes.get(other).size());
    }

    /// Steps `[first, behind)`, all of one direction: so many steps, or a drift.
    private List<Finding> staircase(int first, int behind) {
      if (behind - first >= 2) {
        int to = segments.get(behind).to();
        for (int from : new int[] {segments.get(first).from(), segments.get(first).to()}) {
          int steps = from == segments.get(first).from() ? behind - first : behind - first - 1;
          var drift = drift(from, to);
          if (drift.isPresent() && lineCost(from, to) < stepsCost(from, to, steps)) {
            return List.of(drift.get());
          }
        }
      }
      return changes.subList(first, behind).stream().map(Reader::step).toList();
    }

    private List<Finding> creeping(Segment segment) {
      return drift(segment.from(), segment.to()).stream().toList();
    }

    private Optional<Finding> drift(int from, int to) {
      if (to - from < LEAST) {
        return Optional.empty();
      }
      var test = MannKendall.of(values, from, to);
      double change = test.slope() * (to - from - 1);
      boolean clear = Math.abs(change) >= BEYOND * median(lineResiduals(from, to));
      return test.p() <= LEVEL && clear
          ? Optional.of(new Finding.Drift(from, to, Math.expm1(change), test.p()))
          : Optional.empty();
    }

    private static Finding step(ChangePoint change) {
      return new Finding.Step(change.at(), Math.expm1(change.size()), change.p());
    }

    private double lineCost(int from, int to) {
      return cost(lineResiduals(from, to), 2);
    }

    private double stepsCost(int from, int to, int steps) {
      var residuals = new double[to - from];
      for (var segment : segments) {
        for (int i = Math.max(from, segment.from()); i < Math.min(to, segment.to()); i++) {
          residuals[i - from] = Math.abs(values[i] - segment.level());
        }
      }
      return cost(residuals, 2 * steps + 1);
    }

    private double[] lineResiduals(int from, int to) {
      double slope = MannKendall.of(values, from, to).slope();
      var heights = new double[to - from];
      for (int i = from; i < to; i++) {
        heights[i - from] = values[i] - slope * i;
      }
      double height = median(heights);
      return Arrays.stream(heights).map(it -> Math.abs(it - height)).toArray();
    }

    private static double cost(double[] residuals, int parameters) {
      double mean = Arrays.stream(residuals).average().orElse(0);
      int n = residuals.length;
      return 2 * n * Math.log(Math.max(mean, Double.MIN_NORMAL)) + parameters * Math.log(n);
    }
  }

  private static double median(double[] values) {
    var rising = values.clone();
    Arrays.sort(rising);
    int middle = rising.length / 2;
    return rising.length % 2 == 1 ? rising[middle] : (rising[middle - 1] + rising[middle]) / 2;
  }
}
