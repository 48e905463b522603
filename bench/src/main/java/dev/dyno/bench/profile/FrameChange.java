package dev.dyno.bench.profile;

/// One frame on both sides, in the event's unit for one operation.
///
/// @param frame such as `java.lang.String.concat`
/// @param baseline seen in the frame itself, at the end of stacks
/// @param candidate the same of the other side
/// @param margin of their difference: half the width of its 95 % interval over forks; never below
///     what the counting of samples alone makes uncertain
/// @param baselineTotal seen in it and in all that it calls
/// @param candidateTotal the same of the other side
public record FrameChange(
    String frame,
    double baseline,
    double candidate,
    double margin,
    double baselineTotal,
    double candidateTotal) {

  /// Candidate less baseline: positive is dearer.
  public double change() {
    return candidate - baseline;
  }

  /// Whether the interval of this frame, taken by itself, leaves out 0.
  public boolean told() {
    return Math.abs(change()) > margin;
  }
}
