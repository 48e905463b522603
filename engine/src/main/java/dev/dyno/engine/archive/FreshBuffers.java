package dev.dyno.engine.archive;

import java.util.concurrent.atomic.AtomicInteger;

/// `buffers` off: a new one each time.
final class FreshBuffers implements Buffers {

  private final int size;
  private final AtomicInteger lent = new AtomicInteger();

  FreshBuffers(int size) {
    this.size = size;
  }

  @Override
  public Lease lease() {
    lent.incrementAndGet();
    return new CountedLease(new byte[size], _ -> lent.decrementAndGet());
  }

  @Override
  public int lent() {
    return lent.get();
  }
}
