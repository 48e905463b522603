package dev.dyno.bench.trial;

/// Why a pair, or a whole comparison, could not be measured.
public abstract sealed class TrialException extends Exception {

  private static final long serialVersionUID = 1;

  TrialException(String message) {
    super(message);
  }

  /// The benchmark itself failed: measuring again would fail again.
  public static final class BenchmarkFailed extends TrialException {
    private static final long serialVersionUID = 1;

    BenchmarkFailed(String message) {
      super(message);
    }
  }

  /// A fork went away, or went silent: its pair is dropped and measured again.
  public static final class ForkLost extends TrialException {
    private static final long serialVersionUID = 1;

    ForkLost(String message) {
      super(message);
    }
  }
}
