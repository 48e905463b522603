package dev.dyno.bench.trial;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Says which comparison gets the next pairs. What it says depends on the plan and on what was
/// measured so far, and on nothing else.
///
/// 1. Every comparison comes to its first look, in the order of the plan: whatever is cut, there is
///    something to say about each.
/// 2. Then the one goes on to its next look whose decision costs least, in pairs that it still
///    needs times seconds a pair: the rule of the shortest job first, under which a cut at any
///    moment leaves the fewest undecided (Smith, Various Optimizers for Single-Stage Production,
///    1956). Where all cost as much, the one with the fewest pairs.
/// 3. In between, controls: one after the first look that is reached, and another whenever all that
///    controls took stays within [#SHARE] of what comparisons took. The one with the fewest pairs
///    goes first. They never hold a run up: when the last comparison ends, so do they.
final class Agenda {

  /// Of the time, beyond the first four pairs.
  static final double SHARE = 0.1;

  /// What a control gets at a time, and at most.
  static final int CONTROL_PAIRS = 4;

  private static final int MOST_CONTROL_PAIRS = 12;

  private final List<Integer> looks;
  private final List<Ledger> comparisons;
  private final List<Ledger> controls;
  private final Steering steering;

  /// What comes next.
  ///
  /// @param pairs that the ledger should then have
  record Step(Ledger ledger, int pairs, boolean control) {}

  Agenda(List<Integer> looks, List<Ledger> comparisons, List<Ledger> controls, Steering steering) {
    this.looks = looks;
    this.comparisons = comparisons;
    this.controls = controls;
    this.steering = steering;
  }

  /// Empty when all is over.
  Optional<Step> next() {
    var control = control();
    if (control.isPresent()) {
      return control.map(ledger -> new Step(ledger, ledger.pairs().size() + CONTROL_PAIRS, true));
    }
    var open = comparisons.stream().filter(ledger -> !ledger.over()).toList();
    return open.stream()
        .filter(ledger -> ledger.pairs().size() < looks.getFirst())
        .findFirst()
        .or(() -> open.stream().min(cheapest()))
        .map(ledger -> new Step(ledger, look(ledger), false));
  }

  private Comparator<Ledger> cheapest() {
    return Comparator.comparingDouble(this::cost).thenComparingInt(ledger -> ledger.pairs().size());
  }

  /// Seconds until something is said of it.
  private double cost(Ledger ledger) {
    double each = ledger.seconds() / ledger.pairs().size();
    return steering.remaining(ledger.comparison()) * each;
  }

  private int look(Ledger ledger) {
    int pairs = ledger.pairs().size();
    return looks.stream().filter(look -> look > pairs).findFirst().orElseThrow();
  }

  private Optional<Ledger> control() {
    int pairs = comparisons.stream().mapToInt(ledger -> ledger.pairs().size()).sum();
    boolean looked =
        comparisons.stream().anyMatch(ledger -> ledger.pairs().size() >= looks.getFirst());
    boolean none = controls.stream().noneMatch(Ledger::begun);
    boolean over = comparisons.stream().allMatch(Ledger::over);
    if (!looked || (over && !none)) {
      return Optional.empty();
    }
    double seconds = comparisons.stream().mapToDouble(Ledger::seconds).sum();
    double taken = controls.stream().mapToDouble(Ledger::seconds).sum();
    return controls.stream()
        .filter(ledger -> !ledger.over() && ledger.pairs().size() < MOST_CONTROL_PAIRS)
        .min(Comparator.comparingInt(ledger -> ledger.pairs().size()))
        .filter(
            ledger ->
                none || taken + CONTROL_PAIRS * each(ledger, seconds / pairs) <= SHARE * seconds);
  }

  /// Seconds a pair of a control takes; before its first, about what others take.
  private static double each(Ledger control, double others) {
    return control.pairs().isEmpty() ? others : control.seconds() / control.pairs().size();
  }
}
