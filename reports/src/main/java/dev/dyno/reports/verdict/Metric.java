package dev.dyno.reports.verdict;

import dev.dyno.reports.measurement.Fork;
import dev.dyno.reports.measurement.Latencies;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.measurement.Turn;
import dev.dyno.reports.statistics.LogRatio;
import dev.dyno.reports.statistics.SteadyState;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// What is compared. Each knows how to read itself off a fork, and which way is dearer.
public enum Metric {
  /// Wall time of an operation, or throughput turned around: the score of JMH, without what the
  /// benchmark's own threads waited for a core that others held ([Pair#costs(Fork)]).
  TIME("time/op") {
    @Override
    Optional<Double> logRatio(Pair pair) {
      double[] baseline = pair.costs(pair.baseline());
      double[] candidate = pair.costs(pair.candidate());
      int rounds = Math.min(baseline.length, candidate.length);
      boolean sameUnit = pair.baseline().unit().equals(pair.candidate().unit());
      if (rounds == 0 || !sameUnit || !positive(baseline) || !positive(candidate)) {
        return Optional.empty();
      }
      return Optional.of(
          LogRatio.robust(Arrays.copyOf(baseline, rounds), Arrays.copyOf(candidate, rounds)));
    }

    private static boolean positive(double[] values) {
      return Arrays.stream(values).allMatch(value -> value > 0 && Double.isFinite(value));
    }

    @Override
    double shown(Fork fork) {
      return inUnit(fork, median(fork.scoredCosts()));
    }

    @Override
    double shown(List<Pair> pairs, Function<Pair, Fork> side) {
      return median(
          pairs.stream()
              .mapToDouble(pair -> inUnit(side.apply(pair), median(pair.costs(side.apply(pair)))))
              .toArray());
    }

    private static double inUnit(Fork fork, double cost) {
      return fork.unit().startsWith("ops/") ? 1 / cost : cost;
    }

    @Override
    double level(Fork fork) {
      return Math.log(median(fork.scoredCosts()));
    }

    @Override
    String unit(Fork fork) {
      return fork.unit();
    }
  },

  /// CPU time of the JVM for an operation: its workers, its collector and its compiler, without
  /// JMH's control thread.
  CPU("cpu/op") {
    @Override
    Optional<Double> logRatio(Pair pair) {
      var baseline = Counter.of(pair.baseline(), Turn::processCpuNanos);
      var candidate = Counter.of(pair.candidate(), Turn::processCpuNanos);
      // Never by value: an arm that used less than a tick used up to a tick.
      return baseline.flatMap(
          off ->
              candidate.map(
                  on -> Math.log(on.perOperation(TICK_NANOS) / off.perOperation(TICK_NANOS))));
    }

    @Override
    double quantum(List<Pair> pairs) {
      return median(
          pairs.stream()
              .flatMap(pair -> Stream.of(pair.baseline(), pair.candidate()))
              .flatMap(fork -> Counter.of(fork, Turn::processCpuNanos).stream())
              .mapToDouble(counter -> TICK_NANOS / Math.max(TICK_NANOS, counter.sum()))
              .toArray());
    }

    @Override
    double shown(Fork fork) {
      return Counter.of(fork, Turn::processCpuNanos)
          .map(counter -> counter.perOperation(0) / 1000)
          .orElse(0.0);
    }

    @Override
    String unit(Fork fork) {
      return "us/op";
    }
  },

  /// Bytes allocated by an operation, over all threads. Compared as `B + 16`, since nothing to
  /// something is a change, too, and objects step by 8: 16 B more or less is the least that
  /// matters.
  BYTES("B/op") {
    @Override
    Optional<Double> logRatio(Pair pair) {
      var baseline = Counter.of(pair.baseline(), Turn::allocatedBytes);
      var candidate = Counter.of(pair.candidate(), Turn::allocatedBytes);
      return baseline.flatMap(
          off ->
              candidate.map(
                  on ->
                      Math.log(
                          (on.perOperation(0) + FLOOR_BYTES)
                              / (off.perOperation(0) + FLOOR_BYTES))));
    }

    @Override
    boolean counted() {
      return true;
    }

    @Override
    public double usualThreshold() {
      return 0.01;
    }

    @Override
    double threshold(double least, List<Pair> pairs) {
      return threshold(least, shown(pairs, Pair::baseline), shown(pairs, Pair::candidate));
    }

    @Override
    double threshold(double least, double baseline, double candidate) {
      double less = Math.min(baseline, candidate) + FLOOR_BYTES;
      return Math.max(Math.log1p(least), Math.log((less + FLOOR_BYTES) / less));
    }

    @Override
    double quantum(List<Pair> pairs) {
      double less = Math.min(shown(pairs, Pair::baseline), shown(pairs, Pair::candidate));
      return 1 / (less + FLOOR_BYTES);
    }

    @Override
    double shown(Fork fork) {
      return Counter.of(fork, Turn::allocatedBytes)
          .map(counter -> counter.perOperation(0))
          .orElse(0.0);
    }

    @Override
    double level(Fork fork) {
      return Math.log(shown(fork) + FLOOR_BYTES);
    }

    @Override
    String unit(Fork fork) {
      return "B/op";
    }
  },

  /// What 99 of 100 invocations stay below, over all turns of a fork that count. Only of benchmarks
  /// that sample single invocations (JMH's `SampleTime`), and only where a fork timed so many that
  /// some lie above.
  P99("p99") {
    @Override
    Optional<Double> logRatio(Pair pair) {
      boolean sameUnit = pair.baseline().unit().equals(pair.candidate().unit());
      return told(pair.baseline())
          .filter(_ -> sameUnit)
          .flatMap(off -> told(pair.candidate()).map(on -> Math.log(on / off)));
    }

    private Optional<Double> told(Fork fork) {
      return fork.latencies()
          .filter(latencies -> latencies.samples() >= LEAST_SAMPLES)
          .map(latencies -> latencies.quantile(0.99));
    }

    @Override
    public double usualThreshold() {
      return 0.10;
    }

    @Override
    double quantum(List<Pair> pairs) {
      return Math.log(2) / Latencies.STEPS;
    }

    @Override
    double shown(Fork fork) {
      return told(fork).orElse(Double.NaN);
    }

    @Override
    String unit(Fork fork) {
      return fork.unit();
    }
  },

  /// Turns until a fork's cost stays at one level. Compared as `turns + 5`, since a turn more or
  /// less is nothing: 50 % is 3 turns more after none, and 8 more after ten.
  WARM_UP("warm-up") {
    @Override
    Optional<Double> logRatio(Pair pair) {
      return steady(pair.baseline())
          .flatMap(
              off ->
                  steady(pair.candidate())
                      .map(
                          on ->
                              Math.log(
                                  (double) (on.start() + FLOOR_TURNS)
                                      / (off.start() + FLOOR_TURNS))));
    }

    @Override
    public double usualThreshold() {
      return 0.5;
    }

    @Override
    double quantum(List<Pair> pairs) {
      double less = Math.min(shown(pairs, Pair::baseline), shown(pairs, Pair::candidate));
      return 1 / (less + FLOOR_TURNS);
    }

    @Override
    double shown(Fork fork) {
      return steady(fork).map(SteadyState::start).orElse(0);
    }

    @Override
    String unit(Fork fork) {
      return "turns";
    }
  };

  /// Those of an operation; a warm-up is none of them.
  static final List<Metric> OF_WORK = List.of(TIME, CPU, BYTES, P99);

  /// What the kernel counts CPU time of a process in.
  private static final double TICK_NANOS = 10e6;

  private static final double FLOOR_BYTES = 16;

  private static final int FLOOR_TURNS = 5;

  /// Five of them lie above the 99 % quantile.
  private static final long LEAST_SAMPLES = 500;

  private final String label;

  Metric(String label) {
    this.label = label;
  }

  /// The metric that files and command lines call `label`.
  public static Optional<Metric> named(String label) {
    return Arrays.stream(values()).filter(metric -> metric.label.equals(label)).findFirst();
  }

  /// `time/op`: its name in files and tables.
  public String label() {
    return label;
  }

  /// What one pair alone shows: candidate over baseline minus one, as a cost; empty when a side
  /// cannot tell.
  public Optional<Double> effect(Pair pair) {
    return logRatio(pair).map(Math::expm1);
  }

  /// The reading of one fork as people know it, in [#unitOf(Fork)].
  public double reading(Fork fork) {
    return shown(fork);
  }

  /// The unit of [#reading(Fork)].
  public String unitOf(Fork fork) {
    return unit(fork);
  }

  /// `ln(candidate/baseline)` of one pair, as a cost; empty when a side's JVM or JMH cannot tell.
  abstract Optional<Double> logRatio(Pair pair);

  /// Whether it is a count, which neither the session nor the layout of memory sways.
  boolean counted() {
    return false;
  }

  /// The smallest change that matters where nobody says otherwise, as a share of the baseline.
  public double usualThreshold() {
    return 0.05;
  }

  /// The smallest change that matters, as a log ratio: the same whichever side is the baseline.
  ///
  /// @param least as a share of the baseline
  /// @param pairs that are judged
  double threshold(double least, List<Pair> pairs) {
    return Math.log1p(least); // whatever they show
  }

  /// The same where it is known what both sides show.
  ///
  /// @param least as a share of the baseline
  /// @param baseline what it shows there
  /// @param candidate what it shows there
  double threshold(double least, double baseline, double candidate) {
    return Math.log1p(least);
  }

  /// The smallest step of the reading, as a log ratio; 0 for a continuous one.
  double quantum(List<Pair> pairs) {
    return 0;
  }

  /// The reading of one fork as people know it, in [#unit(Fork)].
  abstract double shown(Fork fork);

  abstract String unit(Fork fork);

  /// Logarithm of what a fork costs, to see whether forks of one side have two speeds; not finite
  /// where the fork cannot tell.
  double level(Fork fork) {
    return Math.log(shown(fork));
  }

  /// The median over one side's forks of what [#shown(Fork)] reads.
  double shown(List<Pair> pairs, Function<Pair, Fork> side) {
    return median(pairs.stream().map(side).mapToDouble(this::shown).toArray());
  }

  /// From which turn on a fork's cost stays at one level, warm-up turns counted; empty where it
  /// took too few turns to be seen.
  static Optional<SteadyState> steady(Fork fork) {
    boolean dearerWhenLess = fork.unit().startsWith("ops/");
    double[] logs =
        fork.turns().stream()
            .mapToDouble(turn -> dearerWhenLess ? -Math.log(turn.score()) : Math.log(turn.score()))
            .toArray();
    return logs.length < SteadyState.LEAST_VALUES || !Arrays.stream(logs).allMatch(Double::isFinite)
        ? Optional.empty()
        : Optional.of(SteadyState.of(logs));
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /// A counter over the turns that count. The last one is left out where there are more: JMH tears
  /// the benchmark down inside it.
  ///
  /// @param sum of the readings, at least 0
  /// @param operations above 0
  private record Counter(double sum, long operations) {

    /// Empty when the JVM cannot tell.
    static Optional<Counter> of(Fork fork, ToLongFunction<Turn> reading) {
      var turns = fork.measured();
      if (turns.size() > 1) {
        turns = turns.subList(0, turns.size() - 1);
      }
      long sum = 0;
      long operations = 0;
      for (var turn : turns) {
        long value = reading.applyAsLong(turn);
        if (value < 0) {
          return Optional.empty();
        }
        sum += value;
        operations += turn.operations();
      }
      return operations == 0 ? Optional.empty() : Optional.of(new Counter(sum, operations));
    }

    double perOperation(double least) {
      return Math.max(sum, least) / operations;
    }
  }
}
