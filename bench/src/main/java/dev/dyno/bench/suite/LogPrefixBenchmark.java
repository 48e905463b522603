package dev.dyno.bench.suite;

import dev.dyno.engine.lifecycle.Labels;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Writes what stands before each log line of a container.
///
/// **Hypothesis**: `string-builders` saves more than 60 % of the bytes, since `String.format` makes
/// a formatter and parses its pattern twice a prefix, and most of the time with them; the text
/// itself, 64 and 128 bytes, remains. Virtual threads see the same: no builder is a thread's own.
/// **Baseline**: `String.format`, twice. **Unit**: ns/op and B/op, one prefix, of a batch of 256;
/// four virtual threads share a batch, and their start is part of it. **Command**:
/// `scripts/dyno compare --toggle string-builders`
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LogPrefixBenchmark {

  private static final int BATCH = 256;
  private static final int CROWD = 4;

  /// `short`: `alpine:3`. `long`: a name of 60 characters with a tag of 40.
  @Param({"short", "long"})
  public String image = "short";

  /// Who writes: JMH's own `platform` thread, or 4 `virtual` ones at once.
  @Param({"platform", "virtual"})
  public String threads = "platform";

  private final Labels labels = Labels.chosenBy(MeasuredEngine.fromProperties().toggles());
  private final String[] written = new String[BATCH];
  private String container = "";
  private String name = "";
  private String tag = "";

  /// Checks that this arm writes the right prefix in every place of a batch.
  @Setup(Level.Trial)
  public void check() throws InterruptedException {
    container = "4f2a91c07d3be85f61a9".repeat(3);
    boolean small = image.equals("short");
    name = small ? "alpine" : "registry.example:5000/payments/settlement/reconciliation-jobs";
    tag = small ? "3" : "0f3c2a9b7d1e4c5a8f6b2d9e0a1c3f5b7d9e1a2c";
    var expected = "[4f2a91 (" + name + ":" + (small ? "3" : "0f3c2a9b") + ")]";
    if (!Arrays.stream(prefix()).allMatch(expected::equals)) {
      throw new IllegalStateException("a prefix is not " + expected);
    }
  }

  /// Prefixes of one container, kept until the next batch.
  @Benchmark
  @OperationsPerInvocation(BATCH)
  public String[] prefix() throws InterruptedException {
    if (threads.equals("platform")) {
      write(0, BATCH);
    } else {
      crowd();
    }
    return written;
  }

  private void crowd() throws InterruptedException {
    var crowd = new Thread[CROWD];
    int share = BATCH / CROWD;
    for (int i = 0; i < CROWD; i++) {
      int from = i * share;
      crowd[i] = Thread.startVirtualThread(() -> write(from, from + share));
    }
    for (var each : crowd) {
      each.join();
    }
  }

  private void write(int from, int to) {
    for (int i = from; i < to; i++) {
      written[i] = labels.prefix(container, name, tag);
    }
  }
}
