package dev.dyno.engine.lifecycle;

/// A submitted job's result, for its submitter alone: nobody else can take or make it.
///
/// Concurrency: any thread may call.
///
/// @param <T> what the job makes
public sealed interface Pending<T> permits Task {

  /// Waits for the result. How long is bounded by the job's deadlines and the clean-up's
  /// allowance.
  ///
  /// @throws JobFailure when there is none; each call throws the same
  /// @throws InterruptedException when the waiting thread is interrupted; the job is then cancelled
  T await() throws JobFailure, InterruptedException;

  /// Gives the job up: it is taken from the queue, or its thread is interrupted and what it left is
  /// cleaned up. Returns at once.
  ///
  /// @return false when it had ended before
  boolean cancel();

  /// Whether [#await()] would return at once.
  boolean ended();
}
