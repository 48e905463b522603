package dev.dyno.reports.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/// Finds where the level of a noisy series changes.
///
/// Energy statistics say where ([EnergySplit]), in windows that overlap by half, so that a later
/// change does not hide an earlier one; a test of means says whether ([MeanShift]). What is found
/// at first is only a candidate, at a hundred times the level; then the weakest goes until all
/// that are left hold between their neighbours. This is how D. Matteson and N. James's E-divisive
/// is used by P. Fleming and others, Hunter: Using Change Point Detection to Hunt for Performance
/// Regressions, ICPE 2023, but for three guards against the single outlier that a busy machine
/// brings, sample variances where that one divides by n, and a p that knows in how many places it
/// was looked for.
///
/// @param window values looked at together, 4 times `least` or more
/// @param least values on each side of a change, 2 or more
/// @param level of p below which a change is one, between 0 and 0.1
/// @param agreement share of pairs across it that agree on its direction, 0.5 to 1
/// @param distance of the medians in median residuals, 0 or more
public record ChangePoints(int window, int least, double level, double agreement, double distance) {

  private static final double CANDIDATE = 100;

  public ChangePoints {
    if (least < 2 || window < 4 * least) {
      throw new IllegalArgumentException(
          "window %d, least %d: a side needs 2 values, a window 4 sides".formatted(window, least));
    }
    if (!(level > 0 && level <= 0.1)) {
      throw new IllegalArgumentException(
          "level %s is not above 0 and at most 0.1".formatted(level));
    }
    if (!(agreement >= 0.5 && agreement <= 1) || !(distance >= 0)) {
      throw new IllegalArgumentException(
          "agreement %s is not within 0.5 and 1, or distance %s below 0"
              .formatted(agreement, distance));
    }
  }

  /// Windows of 50, 5 values a side, p 0.001, 85 % of pairs, 3 median residuals.
  public static ChangePoints usual() {
    return new ChangePoints(50, 5, 0.001, 0.85, 3);
  }

  /// The change points of `values[from, to)`, in order. Takes time in the window's length for each
  /// value.
  ///
  /// @param values finite
  public List<ChangePoint> of(double[] values, int from, int to) {
    var candidates = new TreeSet<Integer>();
    for (int start = from; ; start += window / 2) {
      int end = Math.min(start + window, to);
      divide(values, start, end, candidates);
      if (end == to) {
        return holding(values, from, to, new ArrayList<>(candidates));
      }
    }
  }

  private void divide(double[] values, int from, int to, TreeSet<Integer> candidates) {
    EnergySplit.best(values, from, to, least)
        .map(split -> tested(values, from, split.at(), to))
        .filter(found -> found.p() <= CANDIDATE * level)
        .ifPresent(
            found -> {
              candidates.add(found.at());
              divide(values, from, found.at(), candidates);
              divide(values, found.at(), to, candidates);
            });
  }

  private ChangePoint tested(double[] values, int from, int at, int to) {
    var shift = MeanShift.of(values, from, at, to);
    int places = Math.max(1, to - from - 2 * least + 1);
    return new ChangePoint(at, shift, Math.min(1, shift.p() * places));
  }

  /// Takes the weakest away until all hold.
  private List<ChangePoint> holding(double[] values, int from, int to, List<Integer> places) {
    while (true) {
      var tested = tested(values, from, to, places);
      var weakest =
          tested.stream()
              .filter(each -> !holds(each, tested, from, to))
              .max(Comparator.comparingDouble(ChangePoint::p));
      if (weakest.isEmpty()) {
        return tested(values, from, to, refined(values, from, to, places));
      }
      places.remove((Integer) weakest.get().at());
    }
  }

  /// Each to the best split between its neighbours: a window's edge may have been near.
  private List<Integer> refined(double[] values, int from, int to, List<Integer> places) {
    var refined = new ArrayList<>(places);
    for (int i = 0; i < refined.size(); i++) {
      int before = i == 0 ? from : refined.get(i - 1);
      int behind = i == refined.size() - 1 ? to : refined.get(i + 1);
      int at = EnergySplit.best(values, before, behind, least).orElseThrow().at();
      refined.set(i, at);
    }
    return refined;
  }

  private List<ChangePoint> tested(double[] values, int from, int to, List<Integer> places) {
    var tested = new ArrayList<ChangePoint>();
    for (int i = 0; i < places.size(); i++) {
      int before = i == 0 ? from : places.get(i - 1);
      int behind = i == places.size() - 1 ? to : places.get(i + 1);
      int at = places.get(i);
      tested.add(
          at - before < 2 || behind - at < 2
              ? new ChangePoint(at, new MeanShift(0, 0, 1, 0.5, 0), 1) // no room: goes first
              : tested(values, before, at, behind));
    }
    return List.copyOf(tested);
  }

  private boolean holds(ChangePoint point, List<ChangePoint> all, int from, int to) {
    int i = all.indexOf(point);
    int before = i == 0 ? from : all.get(i - 1).at();
    int behind = i == all.size() - 1 ? to : all.get(i + 1).at();
    return point.at() - before >= least
        && behind - point.at() >= least
        && point.p() <= level
        && point.shift().agreement() >= agreement
        && point.shift().distance() >= distance;
  }
}
