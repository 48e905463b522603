package dev.dyno.bench.variant;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a benchmark's `@Fork` annotations ask of its JVM. Dyno must know, since naming flags on the
/// command line of JMH drops those of the annotations (`Runner.newBenchmarkParams`, 1.32 to 1.37).
///
/// @param args of `jvmArgs`; empty when there are none
/// @param append of `jvmArgsAppend`; empty when there are none
public record ForkFlags(List<String> args, List<String> append) {

  public ForkFlags {
    args = List.copyOf(args);
    append = List.copyOf(append);
  }

  /// Asks the JMH of a class path, in a short process of its own.
  ///
  /// @param jdk that runs it
  /// @param classPath with the benchmarks and their JMH
  /// @param agent the agent's jar
  /// @param work a folder for its answer
  /// @return by full name of the benchmark
  /// @throws IOException when the class path holds no benchmarks, or no JMH; says what Java said
  public static Map<String, ForkFlags> of(Jdk jdk, List<Path> classPath, Path agent, Path work)
      throws IOException {
    var flags = new HashMap<String, ForkFlags>();
    Benchmarks.of(jdk, classPath, agent, work)
        .all()
        .forEach((name, benchmark) -> flags.put(name, benchmark.flags()));
    return flags;
  }
}
