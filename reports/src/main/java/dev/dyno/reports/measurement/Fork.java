package dev.dyno.reports.measurement;

import java.util.List;

/// One fresh JVM and its turns, in time order.
///
/// @param pid its process id
/// @param jvm its own word for itself: vendor and version
/// @param jmh version of JMH inside it, or `unknown`
/// @param unit of the turns' scores: `us/op`, `ops/s`
/// @param contextSwitches of all its threads; 0 when the system does not tell
/// @param jvmArgs that its JVM really got, but for folders and addresses of the run
/// @param turns warm-up first
public record Fork(
    long pid,
    String jvm,
    String jmh,
    String unit,
    long contextSwitches,
    List<String> jvmArgs,
    List<Turn> turns) {

  public Fork {
    jvmArgs = List.copyOf(jvmArgs);
    turns = List.copyOf(turns);
  }

  /// The turns that count.
  public List<Turn> measured() {
    return turns.stream().filter(turn -> !turn.warmup()).toList();
  }
}
