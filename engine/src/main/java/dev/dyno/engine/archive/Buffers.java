package dev.dyno.engine.archive;

import dev.dyno.engine.toggle.Optimization;
import dev.dyno.engine.toggle.Toggles;

/// Lends copy buffers of [#SIZE] bytes. Toggle `buffers`.
///
/// A lease is closed once, by whoever asked for it. What an earlier holder wrote may still be in
/// the buffer: only what one has written oneself may be read.
public sealed interface Buffers permits FreshBuffers, PooledBuffers {

  /// Bytes of each buffer.
  int SIZE = 32 * 1024;

  /// Lends one; never waits.
  Lease lease();

  /// Leases not yet closed.
  int lent();

  /// A buffer, until closed.
  interface Lease extends AutoCloseable {
    /// The buffer itself.
    ///
    /// @throws IllegalStateException when the lease was closed
    byte[] bytes();

    /// Gives it back.
    ///
    /// @throws IllegalStateException the second time: somebody else may hold it by now
    @Override
    void close();
  }

  /// The implementation that the toggles ask for.
  static Buffers chosenBy(Toggles toggles) {
    return toggles.has(Optimization.BUFFERS) ? new PooledBuffers() : new FreshBuffers();
  }
}
