package dev.dyno.reports.verdict;

import dev.dyno.reports.measurement.Control;
import dev.dyno.reports.statistics.BinomialTail;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Judges controls, which cannot have changed: by a rule fixed beforehand, a metric is spoiled when
///
/// 1. one of them moved: "no difference" is refuted at 0.1 % over all controls and both
///    directions together, and the estimate lies beyond the metric's usual threshold; or
/// 2. more of them refute "no difference" at 5 % than chance gives to so many in one run of a
///    thousand (the tail of the binomial distribution).
///
/// A ruler of one thread runs at one speed in all forks, and four of its pairs may say so: on our
/// machine, idle, 16 pairs of the same code lay within 1.6 % (`core`) and 20 within 4.9 %
/// (`memory`), and the estimate of four would have to pass 5 %. Of other controls, agreeing must be
/// more than luck (see statistics.SpeedLuck), which takes more pairs.
///
/// So a sound machine spoils at most one gate of 500. Each control is looked at once, with all its
/// pairs: how many it got was decided by the gate's time, never by itself.
public final class ControlJudge {

  /// That any control of a metric moves by chance.
  static final double ALPHA = 0.001;

  /// At which a control counts as refuting.
  static final double EACH = 0.05;

  /// A t on fewer pairs is too rough for such a small error.
  private static final int LEAST_PAIRS = 4;

  private ControlJudge() {}

  /// Judges them; the same controls always give the same.
  public static Controls judge(List<Control> controls) {
    var rows = new ArrayList<Controls.Row>();
    var moved = metric(controls, Metric.TIME, rows);
    var identical =
        controls.stream().filter(each -> each.kind() == Control.Kind.IDENTICAL).toList();
    var bytes = metric(identical, Metric.BYTES, rows);
    return rows.isEmpty() ? Controls.none() : new Controls(rows, moved, bytes);
  }

  /// @param rows gets one for each control
  /// @return why the metric is spoiled
  private static Optional<String> metric(
      List<Control> controls, Metric metric, List<Controls.Row> rows) {
    var own = controls.stream().map(each -> row(each, metric, controls.size())).toList();
    rows.addAll(own);
    var told = own.stream().flatMap(row -> row.judgement().stream()).toList();
    int refuting = (int) told.stream().filter(ControlJudge::refuting).count();
    var first = own.stream().filter(Controls.Row::moved).findFirst();
    if (first.isPresent()) {
      return Optional.of(
          "%s, which cannot change in %s, %s"
              .formatted(
                  first.get().control().comparison().title(),
                  metric.label(),
                  first.get().sentence()));
    }
    return BinomialTail.atLeast(refuting, told.size(), EACH) < ALPHA
        ? Optional.of(
            "%d of %d controls, which cannot change, differ in %s: chance makes one of %.0f do so"
                .formatted(refuting, told.size(), metric.label(), 1 / EACH))
        : Optional.empty();
  }

  private static Controls.Row row(Control control, Metric metric, int controls) {
    int pairs = control.comparison().pairs().size();
    if (pairs < LEAST_PAIRS) {
      return new Controls.Row(control, metric, Optional.empty());
    }
    boolean oneSpeed = control.kind() == Control.Kind.RULER;
    var rule = Rule.ofControl(pairs, ALPHA / 2 / controls, oneSpeed);
    var judgement =
        new Judge(rule)
            .judge(control.comparison(), metric)
            .filter(it -> it.effect().pairs() >= LEAST_PAIRS); // not all pairs may show it
    return new Controls.Row(control, metric, judgement);
  }

  private static boolean refuting(Judgement judgement) {
    var look = judgement.looks().getLast();
    return 2 * Math.min(look.pRegressed(), look.pImproved()) <= EACH;
  }
}
