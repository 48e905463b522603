package dev.dyno.reports.measurement;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/// One fresh JVM and its turns, in time order.
///
/// @param pid its process id
/// @param jvm its own word for itself: vendor and version
/// @param jmh version of JMH inside it, or `unknown`
/// @param unit of the turns' scores: `us/op`, `ops/s`
/// @param contextSwitches of all its threads; 0 when the system does not tell
/// @param jvmArgs that its JVM really got, but for folders and addresses of the run
/// @param turns warm-up first
/// @param latencies of single invocations over all turns that count; only of a benchmark that
///     samples them
/// @param threads of the benchmark's own; 0 where nobody said
/// @param cores that its JVM may use; 0 where nobody said
public record Fork(
    long pid,
    String jvm,
    String jmh,
    String unit,
    long contextSwitches,
    List<String> jvmArgs,
    List<Turn> turns,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Latencies> latencies,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int threads,
    @JsonInclude(JsonInclude.Include.NON_DEFAULT) int cores) {

  public Fork {
    jvmArgs = List.copyOf(jvmArgs);
    turns = List.copyOf(turns);
  }

  /// Of one that does not say how many threads and cores it has.
  public Fork(
      long pid,
      String jvm,
      String jmh,
      String unit,
      long contextSwitches,
      List<String> jvmArgs,
      List<Turn> turns,
      Optional<Latencies> latencies) {
    this(pid, jvm, jmh, unit, contextSwitches, jvmArgs, turns, latencies, 0, 0);
  }

  /// Nor samples.
  public Fork(
      long pid,
      String jvm,
      String jmh,
      String unit,
      long contextSwitches,
      List<String> jvmArgs,
      List<Turn> turns) {
    this(pid, jvm, jmh, unit, contextSwitches, jvmArgs, turns, Optional.empty());
  }

  /// Of each turn that counts, what an operation cost by JMH's score; of a throughput, its
  /// reciprocal.
  public double[] scoredCosts() {
    return measured().stream().mapToDouble(this::scored).toArray();
  }

  private double scored(Turn turn) {
    return isThroughput() ? 1 / turn.score() : turn.score();
  }

  /// Whether a higher score is less time.
  boolean isThroughput() {
    return unit.startsWith("ops/");
  }

  /// The same without what its threads waited for a core; only where [OwnShare] knows that.
  double[] ownCosts() {
    double[] costs = scoredCosts();
    double[] shares = OwnShare.of(this);
    for (int i = 0; i < costs.length; i++) {
      costs[i] *= shares[i];
    }
    return costs;
  }

  /// The turns that count.
  public List<Turn> measured() {
    return turns.stream().filter(turn -> !turn.warmup()).toList();
  }
}
