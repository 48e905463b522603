package dev.dyno.bench.trial;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// Builds a string of as many parts as the property `test.parts` says: a measured thing whose cost
/// a test can set.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class StringBenchmark {

  @Param("x")
  public String part = "";

  private final int parts = Integer.getInteger("test.parts", 1000);

  @Benchmark
  public String build() {
    var text = new StringBuilder();
    for (int i = 0; i < parts; i++) {
      text.append(part).append(i);
    }
    return text.toString();
  }

  @Benchmark
  public byte[] bytes() {
    return new byte[parts];
  }

  @Benchmark
  public int failing() {
    if (Boolean.getBoolean("test.fail")) {
      throw new IllegalStateException("planted failure of the candidate");
    }
    return parts;
  }

  @Benchmark
  @BenchmarkMode(Mode.Throughput)
  public int dying() {
    var marker = System.getProperty("test.dies.once", "");
    if (!marker.isEmpty() && new java.io.File(marker).delete()) {
      Runtime.getRuntime().halt(137);
    }
    return parts;
  }

  /// Kills its host, and never ends by itself.
  @Benchmark
  public int orphan() throws Exception {
    var file = System.getProperty("test.pids", "");
    if (!file.isEmpty()) {
      java.nio.file.Files.writeString(
          java.nio.file.Path.of(file),
          ProcessHandle.current().pid() + "\n",
          java.nio.file.StandardOpenOption.CREATE,
          java.nio.file.StandardOpenOption.APPEND);
      ProcessHandle.current().parent().orElseThrow().destroyForcibly();
      new java.util.concurrent.CountDownLatch(1).await();
    }
    return parts;
  }
}
