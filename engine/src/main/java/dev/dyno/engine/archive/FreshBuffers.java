package dev.dyno.engine.archive;

import java.util.concurrent.atomic.AtomicInteger;

/// `buffers` off: a new one each time.
final class FreshBuffers implements Buffers {

  private final AtomicInteger lent = new AtomicInteger();

  @Override
  public Lease lease() {
    lent.incrementAndGet();
    return new CountedLease(new byte[SIZE], _ -> lent.decrementAndGet());
  }

  @Override
  public int lent() {
    return lent.get();
  }
}
