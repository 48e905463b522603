package dev.dyno.profiles.layout;

import java.util.Optional;

/// Is told which footprints are counted and compared while it watches. For extensions of test
/// frameworks, which show them.
///
/// Told by the thread that counts; a watcher of several threads must be safe for that.
public interface FootprintWatcher {

  /// A graph was counted.
  ///
  /// @param what its root's type, or the name that its counter gave it
  void counted(String what, Footprint footprint);

  /// Two that were counted belong together.
  void compared(Footprint baseline, Footprint candidate);

  /// Has this watcher told of all that a piece of work counts in its own thread.
  static <T, X extends Throwable> T during(
      FootprintWatcher watcher, ScopedValue.CallableOp<T, X> work) throws X {
    return ScopedValue.where(Counting.WATCHED_BY, watcher).call(work);
  }

  /// The one that watches this thread now.
  static Optional<FootprintWatcher> now() {
    return Counting.WATCHED_BY.isBound()
        ? Optional.of(Counting.WATCHED_BY.get())
        : Optional.empty();
  }
}
