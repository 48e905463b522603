package dev.dyno.profiles.jfr;

/// Work that two sides of a comparison both do, each on its own subject.
///
/// @param <S> the subject: an engine, a parser, a pool
/// @param <X> what it may throw; inferred from a lambda
@FunctionalInterface
public interface Workload<S, X extends Exception> {

  /// Does it.
  void run(S subject) throws X;

  /// Does it, and ends the subject if it can be ended, so that its threads are done.
  default void runAndEnd(S subject) throws X {
    try (var _ = Ending.of(subject)) {
      run(subject);
    }
  }
}
