package dev.dyno.bench.ruler;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/// Two threads at once, on every core that a small machine has: nothing shared, one number shared,
/// one map shared. They meet as seldom as threads of a good program do, and never wait, so that
/// unlike [HandOffBenchmark] they go at one pace: when both wrote to the map all the time, a fork
/// was 10 % faster or slower by luck.
///
/// Hypothesis: with the same jar and JDK on both sides, nothing differs. Baseline: itself. Unit:
/// microseconds an operation. `dyno qualify` measures them, to know how often the judge is wrong
/// about work of several threads.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Threads(2)
public class SharedBenchmark {

  private static final int BYTES = 256 * 1024;
  private static final int STEPS = 4096;
  private static final int ROUNDS = 256;
  private static final int KEYS = 1024;

  private final byte[] bytes = new byte[BYTES];
  private final AtomicLong number = new AtomicLong();
  private final ConcurrentHashMap<Integer, Integer> map = new ConcurrentHashMap<>();

  /// Where a thread is in its walk over the map.
  @State(Scope.Thread)
  public static class Place {
    private int next;
  }

  /// The same bytes and keys in every fork.
  @Setup
  public void fill() {
    for (int i = 0; i < BYTES; i++) {
      bytes[i] = (byte) (i * 31);
    }
    for (int i = 0; i < KEYS; i++) {
      map.put(i, 0);
    }
  }

  /// Nothing shared: a checksum a thread.
  @Benchmark
  public long apart() {
    var sum = new CRC32C();
    for (int round = 0; round < 4; round++) {
      sum.update(bytes);
    }
    return sum.getValue();
  }

  /// A number that both add to, after 4,096 steps each by itself.
  @Benchmark
  public long number() {
    long mine = number.get() | 1;
    for (int i = 0; i < STEPS; i++) {
      mine ^= mine << 13;
      mine ^= mine >>> 7;
      mine ^= mine << 17;
    }
    return number.addAndGet(mine);
  }

  /// A map that both read 256 times for each value that they replace.
  @Benchmark
  public int map(Place place) {
    int sum = 0;
    for (int i = 0; i < ROUNDS; i++) {
      place.next = (place.next + 77) & (KEYS - 1);
      sum += map.getOrDefault(place.next, 0);
    }
    map.put(place.next, sum & 127);
    return sum;
  }
}
