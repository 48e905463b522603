package dev.dyno.bench.ruler;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// Rulers: what a machine gives to work that nobody changes. Each leans on one thing that a noisy
/// neighbour, a governor or a crooked stand would take from one side: a core, memory, the
/// scheduler.
///
/// Hypothesis: with the same jar and JDK on both sides, none differs. Baseline: itself. Unit:
/// microseconds an operation. A gate runs them beside its own benchmarks (`scripts/dyno gate`).
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class RulerBenchmark {

  private static final int BYTES = 256 * 1024;
  private static final int NODES = 64 * 1024;

  private final byte[] bytes = new byte[BYTES];
  private final int[] next = new int[NODES];

  /// The same bytes and the same walk in every fork: one cycle through all nodes, by a full-period
  /// linear congruence (Hull and Dobell 1962).
  @Setup
  public void fill() {
    for (int i = 0; i < BYTES; i++) {
      bytes[i] = (byte) (i * 31);
    }
    for (int i = 0; i < NODES; i++) {
      next[i] = (i * 20077 + 12345) & (NODES - 1);
    }
  }

  /// A core: a checksum over 256 KiB.
  @Benchmark
  public long core() {
    var sum = new CRC32C();
    for (int round = 0; round < 4; round++) {
      sum.update(bytes);
    }
    return sum.getValue();
  }

  /// Memory: a walk of 16,384 dependent reads through 256 KiB, and as much freshly allocated.
  @Benchmark
  public int[] memory() {
    int at = 0;
    for (int i = 0; i < NODES / 4; i++) {
      at = next[at];
    }
    var fresh = new int[NODES];
    fresh[at] = at;
    return fresh;
  }

  /// Short-lived objects: a text of 128 numbers. For `dyno qualify`; no ruler of a gate, which has
  /// memory's.
  @Benchmark
  public String text() {
    var text = new StringBuilder();
    for (int i = 0; i < 128; i++) {
      text.append(next[i]).append(' ');
    }
    return text.toString();
  }

  /// Another thread that hands back what it gets.
  @State(Scope.Benchmark)
  public static class Echo {

    private final SynchronousQueue<Integer> there = new SynchronousQueue<>();
    private final SynchronousQueue<Integer> back = new SynchronousQueue<>();
    private final Thread thread =
        Thread.ofPlatform().daemon().name("ruler-echo").unstarted(this::run);

    /// Starts the other thread.
    @Setup(Level.Trial)
    public void start() {
      thread.start();
    }

    /// Ends it.
    @TearDown(Level.Trial)
    public void stop() throws InterruptedException {
      thread.interrupt();
      thread.join(TimeUnit.SECONDS.toMillis(10));
    }

    private void run() {
      try {
        while (true) {
          back.put(there.take());
        }
      } catch (InterruptedException ended) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// The scheduler: to another thread and back.
  @Benchmark
  public Integer scheduler(Echo echo) throws InterruptedException {
    echo.there.put(1);
    return echo.back.take();
  }
}
