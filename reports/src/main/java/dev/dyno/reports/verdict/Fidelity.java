package dev.dyno.reports.verdict;

import java.util.ArrayList;
import java.util.List;

/// Whether a run on the embedded engine predicts one on a real daemon: the effects of both, side by
/// side, for every comparison that both have.
///
/// @param real name of the real daemon: `docker`
/// @param rows in the order of the real run
/// @param alone judged on the embedded engine, and not on the real daemon
public record Fidelity(String real, List<Row> rows, List<Judgement> alone) {

  /// How far the real effect may lie outside the embedded one's interval: 10 points.
  public static final double ALLOWED = 0.10;

  public Fidelity {
    rows = List.copyOf(rows);
    alone = List.copyOf(alone);
  }

  /// One comparison on both.
  ///
  /// @param embedded its judgement on the embedded engine
  /// @param real the same comparison and metric on the real daemon
  public record Row(Judgement embedded, Judgement real) {

    /// Whether the real effect lies within the embedded one's interval, widened by [#ALLOWED].
    public boolean predicted() {
      var interval = embedded.effect().interval();
      double ratio = real.effect().ratio();
      return interval.low() - ALLOWED <= ratio && ratio <= interval.high() + ALLOWED;
    }

    /// The effect that the real daemon would show if the toggle saved there what it saves on the
    /// embedded engine, in the metric's own unit: a daemon that itself takes longer makes the same
    /// saving a smaller share. Candidate over baseline minus one.
    public double sameSaving() {
      return (embedded.candidate() - embedded.baseline()) / real.baseline();
    }
  }

  /// Brings two runs together.
  ///
  /// @param real name of the daemon of the second
  public static Fidelity of(String real, List<Judgement> embedded, List<Judgement> reals) {
    var rows = new ArrayList<Row>();
    for (var there : reals) {
      embedded.stream()
          .filter(here -> same(here, there))
          .findFirst()
          .ifPresent(here -> rows.add(new Row(here, there)));
    }
    var alone =
        embedded.stream()
            .filter(Judgement::primary)
            .filter(here -> reals.stream().noneMatch(there -> same(here, there)))
            .toList();
    return new Fidelity(real, rows, alone);
  }

  private static boolean same(Judgement here, Judgement there) {
    return here.primary()
        && there.primary()
        && here.metric() == there.metric()
        && here.comparison().toggle().equals(there.comparison().toggle())
        && here.comparison().benchmark().equals(there.comparison().benchmark())
        && here.comparison().params().equals(there.comparison().params());
  }
}
