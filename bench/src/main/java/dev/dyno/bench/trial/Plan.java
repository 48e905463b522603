package dev.dyno.bench.trial;

import dev.dyno.bench.variant.MeasuredVariant;
import dev.dyno.profiles.run.RunProfile.Turns;
import dev.dyno.reports.measurement.Target;
import dev.dyno.reports.measurement.TurnOrder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// All that is decided before the first turn.
///
/// @param comparisons in the order in which they are measured, look by look
/// @param order how two forks share the machine
/// @param looks numbers of pairs, rising
/// @param seed of every random choice
/// @param budget wall time after which no further pair starts
/// @param patience how long a fork may take to come back for its next turn, and to run one with
///     the set-up in it; one that takes longer is given up as hanging
/// @param controls what cannot change, measured beside the comparisons as [Agenda] says
public record Plan(
    List<Planned> comparisons,
    TurnOrder order,
    List<Integer> looks,
    long seed,
    Duration budget,
    Duration patience,
    List<Planned> controls) {

  /// Enough for set-ups and invocations of a minute on a machine that is busy.
  public static final Duration PATIENCE = Duration.ofMinutes(2);

  public Plan {
    comparisons = List.copyOf(comparisons);
    looks = List.copyOf(looks);
    controls = List.copyOf(controls);
  }

  /// With the usual patience, and without controls.
  public Plan(
      List<Planned> comparisons, TurnOrder order, List<Integer> looks, long seed, Duration budget) {
    this(comparisons, order, looks, seed, budget, PATIENCE, List.of());
  }

  /// One comparison that is to be measured.
  ///
  /// @param toggle what differs, for people
  /// @param benchmark full name of the benchmark's method
  /// @param params its parameters that both sides share
  /// @param baseline side
  /// @param candidate side
  /// @param metric that decides when to stop
  /// @param target the plan's promise
  /// @param turns of each fork
  /// @param factOperations work of the fact run; 0 for none
  /// @param regime what bounds the work, in words
  public record Planned(
      String toggle,
      String benchmark,
      SortedMap<String, String> params,
      MeasuredVariant baseline,
      MeasuredVariant candidate,
      String metric,
      Optional<Target> target,
      Turns turns,
      int factOperations,
      Optional<String> regime) {

    public Planned {
      params = new TreeMap<>(params);
    }

    /// The same with other turns.
    public Planned with(Turns other) {
      return new Planned(
          toggle,
          benchmark,
          params,
          baseline,
          candidate,
          metric,
          target,
          other,
          factOperations,
          regime);
    }

    /// Its baseline against itself, in other turns.
    public Planned baselineAlone(Turns other) {
      return new Planned(
          toggle, benchmark, params, baseline, baseline, metric, target, other, 0, regime);
    }

    /// Of a benchmark whose regime nobody named.
    public Planned(
        String toggle,
        String benchmark,
        SortedMap<String, String> params,
        MeasuredVariant baseline,
        MeasuredVariant candidate,
        String metric,
        Optional<Target> target,
        Turns turns,
        int factOperations) {
      this(
          toggle,
          benchmark,
          params,
          baseline,
          candidate,
          metric,
          target,
          turns,
          factOperations,
          Optional.empty());
    }
  }
}
