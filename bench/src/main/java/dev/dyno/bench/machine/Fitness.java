package dev.dyno.bench.machine;

/// What a [Finding] means for measuring.
public enum Fitness {
  /// Nothing to do.
  FIT,
  /// Raises the noise floor: verdicts stay right, and need more pairs.
  UNFIT,
  /// Makes results invalid: measuring here is of no use.
  INVALID,
  /// The system does not tell, or it cannot be said whether it harms.
  UNKNOWN
}
