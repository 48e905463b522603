package dev.dyno.bench.validation;

/// What it costs to find a planted slowdown as often as this program does.
///
/// @param state of the machine
/// @param benchmark which work
/// @param planted as a share
/// @param power that this program reached, as a share
/// @param seconds that it took, mean wall time of one JVM running at a time
/// @param rival the other rule
/// @param forks a side that the rival needs for that power; the most that were tried where
///     `reached` is false
/// @param rivalSeconds what those take
/// @param reached whether the rival got there at all
public record Cost(
    String state,
    String benchmark,
    double planted,
    double power,
    double seconds,
    String rival,
    int forks,
    double rivalSeconds,
    boolean reached) {

  /// Our time over the rival's: at most so much where the rival never got there.
  public double share() {
    return seconds / rivalSeconds;
  }
}
