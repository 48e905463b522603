package dev.dyno.bench.suite;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Work of the JDK alone, for `dyno doctor --try`: what differs between two forks of it is the
/// machine. Hypothesis: nothing differs. Baseline: itself. Unit: us/op.
///
/// It allocates, hashes and walks through memory, so that it feels cores, clock, collector and
/// pages.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MachineBenchmark {

  private static final int WORDS = 500;

  private int round;

  /// Counts words in a text that it makes.
  @Benchmark
  public int words() {
    round++;
    var text = new StringBuilder();
    for (int i = 0; i < WORDS; i++) {
      text.append("word").append((i * 31 + round) % 97).append(' ');
    }
    Map<String, Integer> counts = new HashMap<>();
    for (var word : text.toString().split(" ", -1)) {
      counts.merge(word, 1, Integer::sum);
    }
    return counts.size();
  }
}
