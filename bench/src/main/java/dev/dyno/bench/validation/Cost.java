package dev.dyno.bench.validation;

/// What it costs to find a planted slowdown as often as this program does.
///
/// @param state of the machine
/// @param benchmark which work
/// @param planted as a share
/// @param power that this program reached, as a share
/// @param seconds that it took, mean wall time of one JVM running at a time
/// @param cpuSeconds mean CPU time of all its turns; negative where that was not recorded
/// @param rival the other rule
/// @param forks a side that the rival needs for that power; the most that were tried where
///     `reached` is false
/// @param rivalSeconds what those take
/// @param rivalCpuSeconds the same in CPU time of their turns; negative where not recorded
/// @param reached whether the rival got there at all
public record Cost(
    String state,
    String benchmark,
    double planted,
    double power,
    double seconds,
    double cpuSeconds,
    String rival,
    int forks,
    double rivalSeconds,
    double rivalCpuSeconds,
    boolean reached) {

  /// Our time over the rival's: at most so much where the rival never got there. Of CPU time where
  /// it was recorded, else of wall time.
  public double share() {
    return inCpuTime() ? cpuSeconds / rivalCpuSeconds : seconds / rivalSeconds;
  }

  /// Whether CPU time is compared.
  public boolean inCpuTime() {
    return cpuSeconds > 0 && rivalCpuSeconds > 0;
  }
}
