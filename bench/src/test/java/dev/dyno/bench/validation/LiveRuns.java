package dev.dyno.bench.validation;

import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Design;
import dev.dyno.reports.measurement.Fork;
import dev.dyno.reports.measurement.Machine;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.measurement.Provenance;
import dev.dyno.reports.measurement.Surroundings;
import dev.dyno.reports.measurement.Turn;
import dev.dyno.reports.measurement.TurnOrder;
import dev.dyno.reports.verdict.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Live runs that somebody made up: pairs of 2 seconds of wall time and 1 of CPU.
public final class LiveRuns {

  private static final int TURNS = 10;

  private LiveRuns() {}

  static Measurement run(LiveState state, List<Comparison> comparisons) {
    return run(Instant.EPOCH, TurnOrder.TURNS, state, comparisons);
  }

  /// Of comparisons that were really measured, with one look at 4 pairs.
  static Measurement measured(LiveState state, List<Comparison> comparisons) {
    return run(Instant.EPOCH, TurnOrder.TURNS, state, comparisons, List.of(4));
  }

  /// Of so many comparisons of the same code, 6 pairs each that spread by 1 %.
  public static Measurement quiet(Instant started, int comparisons) {
    return run(started, TurnOrder.TURNS, new LiveState(0), comparisons("A/A", comparisons, 0, 6));
  }

  static Measurement run(
      Instant started, TurnOrder order, LiveState state, List<Comparison> comparisons) {
    return run(started, order, state, comparisons, Rule.LOOKS);
  }

  private static Measurement run(
      Instant started,
      TurnOrder order,
      LiveState state,
      List<Comparison> comparisons,
      List<Integer> looks) {
    return new Measurement(
        Measurement.SCHEMA,
        "qualify",
        started,
        Duration.ofMinutes(1),
        new Design(state.profile(), order, 1, looks, List.of(), "none"),
        new Provenance("test", "test", false),
        new Machine("test", "test", 2, 1, "test", 0),
        comparisons,
        List.of(),
        List.of());
  }

  /// So many of one label, each with pairs whose candidate is dearer by `planted`.
  static List<Comparison> comparisons(String label, int count, double planted, int pairs) {
    var random = new Random(7);
    var comparisons = new ArrayList<Comparison>();
    for (int i = 1; i <= count; i++) {
      var some = new ArrayList<Pair>();
      for (int k = 0; k < pairs; k++) {
        some.add(
            new Pair(
                k, fork(1, random), fork(1 + planted, random), new Surroundings(2, 0, -1, -1)));
      }
      comparisons.add(comparison(label + " " + i, some));
    }
    return comparisons;
  }

  private static Comparison comparison(String label, List<Pair> pairs) {
    return Drawn.comparison(label, "some.Benchmark.b", pairs);
  }

  /// Twelve pairs beside two busy loops, whose turns of 20 ms waited half of their time.
  static Measurement waited(TurnOrder order) {
    var pairs = new ArrayList<Pair>();
    for (int k = 0; k < 12; k++) {
      pairs.add(new Pair(k, waited(), waited(), new Surroundings(2, 0, -1, -1)));
    }
    return run(
        Instant.EPOCH, order, new LiveState(2), List.of(comparison("A/A 1", pairs)), List.of(12));
  }

  private static Fork waited() {
    long half = 10_000_000;
    var turn = new Turn(false, true, 2, 10_000, 2 * half, half, half, half, 0, 0, 0, 0);
    return new Fork(
        0, "test", "1.37", "us/op", 0, List.of(), List.of(turn), Optional.empty(), 1, 2);
  }

  private static Fork fork(double cost, Random random) {
    double own = cost * Math.exp(0.007 * random.nextGaussian());
    var turns = new ArrayList<Turn>();
    for (int i = 0; i < TURNS; i++) {
      double score = own * Math.exp(0.001 * random.nextGaussian());
      turns.add(new Turn(false, true, score, 1, 0, -1, 500_000_000 / TURNS, -1, -1, -1, -1));
    }
    return new Fork(0, "test", "1.37", "us/op", 0, List.of(), turns);
  }
}
