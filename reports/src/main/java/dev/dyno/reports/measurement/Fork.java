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
public record Fork(
    long pid,
    String jvm,
    String jmh,
    String unit,
    long contextSwitches,
    List<String> jvmArgs,
    List<Turn> turns,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Latencies> latencies) {

  public Fork {
    jvmArgs = List.copyOf(jvmArgs);
    turns = List.copyOf(turns);
  }

  /// Of a benchmark that does not sample.
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

  /// Of each turn that counts, what an operation cost; of a throughput, its reciprocal.
  public double[] costs() {
    boolean dearerWhenLess = unit.startsWith("ops/");
    return measured().stream()
        .mapToDouble(turn -> dearerWhenLess ? 1 / turn.score() : turn.score())
        .toArray();
  }

  /// The turns that count.
  public List<Turn> measured() {
    return turns.stream().filter(turn -> !turn.warmup()).toList();
  }
}
