package dev.dyno.profiles.jfr;

/// What is observed.
///
/// @param <X> what it may throw; inferred from a lambda
@FunctionalInterface
public interface Work<X extends Exception> {

  /// Does it, and returns when its own threads are done too.
  void run() throws X;
}
