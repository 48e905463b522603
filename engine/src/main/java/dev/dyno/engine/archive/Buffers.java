package dev.dyno.engine.archive;

import dev.dyno.engine.toggle.Optimization;
import dev.dyno.engine.toggle.Toggles;

/// Lends copy buffers of one size. Toggle `buffers`.
///
/// A lease is closed once, by whoever asked for it. What an earlier holder wrote may still be in
/// the buffer: only what one has written oneself may be read.
public sealed interface Buffers permits FreshBuffers, PooledBuffers {

  /// Bytes of each buffer for copying files.
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

  /// The implementation that the toggles ask for, for buffers of [#SIZE] bytes.
  static Buffers chosenBy(Toggles toggles) {
    return chosenBy(toggles, SIZE);
  }

  /// The implementation that the toggles ask for.
  ///
  /// @param size bytes of each buffer; above 0
  static Buffers chosenBy(Toggles toggles, int size) {
    if (size <= 0) {
      throw new IllegalArgumentException("buffers of %d bytes: needs 1 or more".formatted(size));
    }
    return toggles.has(Optimization.BUFFERS) ? new PooledBuffers(size) : new FreshBuffers(size);
  }
}
