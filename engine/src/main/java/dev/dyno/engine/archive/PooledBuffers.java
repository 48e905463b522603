package dev.dyno.engine.archive;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// `buffers` on: those given back are lent again, unzeroed.
///
/// Guarantees: at most [#KEPT] idle buffers are kept, 512 KiB of the larger size; when all are out
/// a fresh one is made, so that nobody waits. Any thread may lease and close.
final class PooledBuffers implements Buffers {

  static final int KEPT = 16;

  private final int size;
  private final BlockingQueue<byte[]> idle = new ArrayBlockingQueue<>(KEPT);
  private final AtomicInteger lent = new AtomicInteger();

  PooledBuffers(int size) {
    this.size = size;
  }

  @Override
  public Lease lease() {
    lent.incrementAndGet();
    var kept = idle.poll();
    return new CountedLease(kept == null ? new byte[size] : kept, this::giveBack);
  }

  @Override
  public int lent() {
    return lent.get();
  }

  private void giveBack(byte[] buffer) {
    lent.decrementAndGet();
    var _ = idle.offer(buffer); // one too many is left to the collector
  }
}
