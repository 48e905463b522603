package dev.dyno.bench.suite;

import java.io.OutputStream;

/// A sink that drops what it gets, at a price: it keeps its writer's core busy for so long.
///
/// Busy, since sleeping is no finer than 60 us; and since a terminal on the same machine is busy,
/// too. For one writer at a time.
final class CostlySink extends OutputStream {

  private final long nanosAWrite;
  private final long nanosAByte;
  private long bytes;

  CostlySink(long nanosAWrite, long nanosAByte) {
    this.nanosAWrite = nanosAWrite;
    this.nanosAByte = nanosAByte;
  }

  /// What a name stands for: `fast` takes no time; `slow` 20 us a write, and 4 ns a byte.
  static CostlySink named(String cost) {
    return switch (cost) {
      case "fast" -> new CostlySink(0, 0);
      case "slow" -> new CostlySink(20_000, 4);
      default -> throw new IllegalArgumentException("sink '%s' is not known".formatted(cost));
    };
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    bytes += length;
    long price = nanosAWrite + nanosAByte * length;
    if (price > 0) {
      for (long start = System.nanoTime(); System.nanoTime() - start < price; ) {
        Thread.onSpinWait();
      }
    }
  }

  /// Bytes so far; right after a flush of the log that writes here.
  long bytes() {
    return bytes;
  }
}
