package dev.dyno.reports.history;

import dev.dyno.reports.statistics.AdjustedP;
import dev.dyno.reports.statistics.ChangePoints;
import dev.dyno.reports.statistics.TrackedChanges;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// What many series say together: each finding with the false discovery rate at which it stands.
///
/// @param followed every series with its trend, in the order given
/// @param found in that order; at most a share [#RATE] of them is expected to be false
public record Findings(List<Followed> followed, List<Found> found) {

  /// The share of false findings that is allowed among all (Benjamini and Hochberg).
  public static final double RATE = 0.1;

  public Findings {
    followed = List.copyOf(followed);
    found = List.copyOf(found);
  }

  /// A series and what it says.
  ///
  /// @param reading that was followed
  public record Followed(Series series, Series.Reading reading, Trend trend) {}

  /// A finding that stands.
  ///
  /// @param rate the smallest false discovery rate at which it does
  public record Found(Series series, Finding finding, double rate) {

    /// The last run that does not show it; the first, when it was there from the beginning.
    public Series.Point before() {
      return series.points().get(Math.max(0, first() - 1));
    }

    /// The first run that shows it.
    public Series.Point since() {
      return series.points().get(first());
    }

    private int first() {
      return switch (finding) {
        case Finding.Step(int at, _, _) -> at;
        case Finding.Drift(int from, _, _, _) -> from;
      };
    }
  }

  /// Follows all of them, from their beginning.
  public static Findings of(List<Series> all, Series.Reading reading) {
    return of(
        all,
        reading,
        series -> TrackedChanges.none().after(series.values(reading), ChangePoints.usual()));
  }

  /// @param following a series to its end
  static Findings of(
      List<Series> all, Series.Reading reading, Function<Series, TrackedChanges> following) {
    var followed =
        all.stream()
            .map(
                series ->
                    new Followed(
                        series, reading, Trend.of(series.values(reading), following.apply(series))))
            .toList();
    return new Findings(followed, standing(followed));
  }

  private static List<Found> standing(List<Followed> followed) {
    return standing(followed, Followed::trend).stream()
        .map(it -> new Found(it.of().series(), it.finding(), it.rate()))
        .toList();
  }

  /// A finding of something that was followed.
  record Standing<T>(T of, Finding finding, double rate) {}

  /// What stands of all that they say together.
  static <T> List<Standing<T>> standing(List<T> followed, Function<T, Trend> trend) {
    var p = new ArrayList<Double>();
    for (var each : followed) {
      trend.apply(each).findings().forEach(it -> p.add(it.p()));
      if (trend.apply(each).findings().isEmpty()) {
        p.add(1.0); // a series that says nothing was asked all the same
      }
    }
    double[] rates =
        AdjustedP.benjaminiHochberg(p.stream().mapToDouble(Double::doubleValue).toArray());
    var standing = new ArrayList<Standing<T>>();
    int asked = 0;
    for (var each : followed) {
      var findings = trend.apply(each).findings();
      for (var finding : findings) {
        double rate = rates[asked++];
        if (rate <= RATE) {
          standing.add(new Standing<>(each, finding, rate));
        }
      }
      asked += findings.isEmpty() ? 1 : 0;
    }
    return standing;
  }
}
