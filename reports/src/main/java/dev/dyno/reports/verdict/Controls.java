package dev.dyno.reports.verdict;

import dev.dyno.reports.measurement.Control;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a gate's controls showed: whether the machine and the stand were fit to judge anything.
///
/// @param rows in the order in which they were chosen
/// @param moved why the metrics of this run's clock cannot be trusted, one sentence; empty when
///     they can
/// @param bytesMoved the same of bytes
public record Controls(List<Row> rows, Optional<String> moved, Optional<String> bytesMoved) {

  public Controls {
    rows = List.copyOf(rows);
    if (rows.isEmpty() && (moved.isPresent() || bytesMoved.isPresent())) {
      throw new IllegalArgumentException("something moved, but nothing was measured");
    }
  }

  /// Of a run without any.
  public static Controls none() {
    return new Controls(List.of(), Optional.empty(), Optional.empty());
  }

  /// Both, where several machines had some each; what spoils one of them does not spoil the others.
  Controls and(Controls other) {
    var all = new ArrayList<>(rows);
    all.addAll(other.rows);
    return new Controls(all, both(moved, other.moved), both(bytesMoved, other.bytesMoved));
  }

  private static Optional<String> both(Optional<String> one, Optional<String> other) {
    return one.isPresent() && other.isPresent()
        ? Optional.of(one.get() + "; " + other.get())
        : one.or(() -> other);
  }

  /// One control in one metric.
  ///
  /// @param control what was measured
  /// @param judgement of it; empty with fewer pairs than a judgement needs
  public record Row(Control control, Metric metric, Optional<Judgement> judgement) {

    /// Whether it changed, though it cannot have.
    public boolean moved() {
      return judgement
          .map(Judgement::verdict)
          .filter(
              verdict ->
                  verdict instanceof Verdict.Regressed || verdict instanceof Verdict.Improved)
          .isPresent();
    }

    /// One sentence for people.
    public String sentence() {
      if (judgement.isEmpty()) {
        return "%d pairs: too few to say anything".formatted(control.comparison().pairs().size());
      }
      var effect = judgement.get().effect();
      return "%s by %s after %d pairs"
          .formatted(moved() ? "moved" : "steady: differs", effect.percent(), effect.pairs());
    }
  }

  /// Why a metric's verdicts are invalid; empty when they stand.
  public Optional<String> spoiled(Metric metric) {
    return metric.counted() ? bytesMoved : moved;
  }

  /// All reasons.
  public List<String> reasons() {
    var reasons = new ArrayList<String>();
    moved.ifPresent(reasons::add);
    bytesMoved.ifPresent(reasons::add);
    return reasons;
  }
}
