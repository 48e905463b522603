package dev.dyno.reports.statistics;

import java.util.ArrayList;
import java.util.List;

/// The change points of a series that grows, value by value. One more value costs time in the
/// window's length, however long the series is: what lies more than a window back is settled, and
/// is neither looked at nor taken back again; what is younger may still go when more values come.
///
/// @param length values seen so far
/// @param settled in order
/// @param open behind the settled ones, in order
public record TrackedChanges(int length, List<ChangePoint> settled, List<ChangePoint> open) {

  public TrackedChanges {
    settled = List.copyOf(settled);
    open = List.copyOf(open);
  }

  /// Of a series without a value.
  public static TrackedChanges none() {
    return new TrackedChanges(0, List.of(), List.of());
  }

  /// The same after all of `values`, of which the first [#length()] are those seen before. The same
  /// values give the same, in however many parts they come.
  public TrackedChanges after(double[] values, ChangePoints rule) {
    if (values.length < length) {
      throw new IllegalArgumentException(
          "%d values, and %d were seen before".formatted(values.length, length));
    }
    var tracked = this;
    while (tracked.length < values.length) {
      tracked = tracked.next(values, rule);
    }
    return tracked;
  }

  private TrackedChanges next(double[] values, ChangePoints rule) {
    int now = length + 1;
    int last = settled.isEmpty() ? 0 : settled.getLast().at();
    int from = Math.max(last, now - 2 * rule.window());
    var nowSettled = new ArrayList<>(settled);
    var nowOpen = new ArrayList<ChangePoint>();
    for (var point : rule.of(values, from, now)) {
      (point.at() < now - rule.window() ? nowSettled : nowOpen).add(point);
    }
    return new TrackedChanges(now, nowSettled, nowOpen);
  }

  /// All of them, in order.
  public List<ChangePoint> all() {
    var all = new ArrayList<>(settled);
    all.addAll(open);
    return List.copyOf(all);
  }
}
