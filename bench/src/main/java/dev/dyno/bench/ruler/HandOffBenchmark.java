package dev.dyno.bench.ruler;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;

/// Two threads that meet in one queue: what a scheduler, a lock and two cores make of each other.
///
/// Hypothesis: with the same jar and JDK on both sides, nothing differs, though this is the
/// noisiest kind of work there is. Baseline: itself. Unit: microseconds an operation.
/// `dyno qualify --benchmark HandOff` measures it, to know how often the judge is wrong about the
/// noisiest work: its forks find a rhythm each, a quarter slower or faster, and keep it.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Threads(2)
public class HandOffBenchmark {

  private static final int ROUNDS = 100;

  /// As many places as threads: each puts before it takes, so that none waits for ever.
  private final ArrayBlockingQueue<Integer> queue = new ArrayBlockingQueue<>(2);

  /// A hundred times in and out.
  @Benchmark
  public int exchange() throws InterruptedException {
    int sum = 0;
    for (int i = 0; i < ROUNDS; i++) {
      queue.put(i);
      sum += queue.take();
    }
    return sum;
  }
}
