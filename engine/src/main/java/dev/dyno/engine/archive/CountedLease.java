package dev.dyno.engine.archive;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A lease that notices its second close, from whatever thread.
final class CountedLease implements Buffers.Lease {

  private final AtomicReference<byte @Nullable []> held;
  private final Consumer<byte[]> home;

  CountedLease(byte[] buffer, Consumer<byte[]> home) {
    this.held = new AtomicReference<>(buffer);
    this.home = home;
  }

  @Override
  public byte[] bytes() {
    var buffer = held.get();
    if (buffer == null) {
      throw new IllegalStateException("the lease of this buffer was closed");
    }
    return buffer;
  }

  @Override
  public void close() {
    var buffer = held.getAndSet(null);
    if (buffer == null) {
      throw new IllegalStateException("the lease of this buffer was closed twice");
    }
    home.accept(buffer);
  }
}
