package dev.dyno.profiles.jfr;

import java.nio.file.Path;
import java.util.Optional;

/// Is told what is observed while it watches, in the order in which it happens; each time right
/// after the window has ended, so that nothing of its own is seen in one. For extensions of test
/// frameworks, which show it.
///
/// Told by the thread that observes; a watcher of several threads must be safe for that.
public interface Watcher {

  /// A window was finished and read.
  void finished(Captured window);

  /// A window was closed before it was finished, and not read.
  ///
  /// @param recording of what happened until then; a temporary file
  void broken(Path recording);

  /// Two windows that were told before belong together.
  void compared(Comparison both);

  /// Bytes were measured.
  void measured(AllocatedBytes bytes);

  /// Two measurements of bytes that were told before belong together.
  void compared(AllocationComparison both);

  /// Has this watcher told of all that a piece of work observes in its own thread, and of what is
  /// observed anywhere by the captures that it makes.
  static <T, X extends Throwable> T during(Watcher watcher, ScopedValue.CallableOp<T, X> work)
      throws X {
    return ScopedValue.where(Watching.BY, watcher).call(work);
  }

  /// The one that watches this thread now.
  static Optional<Watcher> now() {
    return Watching.BY.isBound() ? Optional.of(Watching.BY.get()) : Optional.empty();
  }
}
