package dev.dyno.bench.machine;

/// What one check of [Doctor] found.
///
/// @param check its short name, unique in a report: `governor`
/// @param value what is there, in the system's words
/// @param fitness what that means
/// @param advice what to do, or why nothing needs to be done
/// @param source where the value was read, and where it is documented
public record Finding(String check, String value, Fitness fitness, String advice, String source) {

  /// Of a system that does not tell.
  static Finding unknown(String check, String advice, String source) {
    return new Finding(check, "not told by this system", Fitness.UNKNOWN, advice, source);
  }
}
