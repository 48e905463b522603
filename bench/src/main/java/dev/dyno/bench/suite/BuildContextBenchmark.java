package dev.dyno.bench.suite;

import dev.dyno.engine.Engine;
import dev.dyno.engine.archive.Buffers;
import dev.dyno.engine.archive.BuildContext;
import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.registry.DockerConfig;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.RegistryAccounts;
import dev.dyno.engine.toggle.Toggles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// Archives a build context, and sends one to the daemon.
///
/// **Hypothesis**: `streaming-tar` needs the pipe's 1 MiB instead of the archive's size, and saves
/// time where reading and sending overlap (`large`, `mixed`), not where a context is small.
/// `buffers` saves 32 KiB a file in allocated bytes (`small`: most of them), and no time at all:
/// zeroing 32 KiB costs 1 us, opening a file more. **Baseline**: whole archive in memory, in a
/// buffer
/// that doubles as it grows, as the engine of the plan had it; a fresh buffer for each file. Most
/// of
/// what `buffers` saves would also be had by one buffer for a whole context. **Unit**: us/op, wall
/// time of one context; B/op for `buffers`.
/// **Command**: `scripts/dyno compare --toggle streaming-tar --toggle buffers`
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BuildContextBenchmark {

  private static final Duration LIMIT = Duration.ofMinutes(1);

  /// As [ContextTree] makes them.
  @Param({"small", "large", "mixed"})
  public String tree = "small";

  private final MeasuredEngine measured = MeasuredEngine.fromProperties();
  private final BuildContext context =
      BuildContext.chosenBy(measured.toggles(), Buffers.chosenBy(measured.toggles()));
  private final Engine engine =
      Engine.of(
          measured.daemon(),
          measured.toggles(),
          new RegistryAccounts(
              Map.of(), new DockerConfig(Path.of("absent"), Optional.empty()), Map.of()));
  private final ImageReference name =
      ImageReference.parse("dyno/context%d:1".formatted(ProcessHandle.current().pid()));
  private final byte[] sink = new byte[64 << 10];
  private Path root = Path.of("");
  private boolean sent;

  /// Makes the tree, and checks that this arm's archive is the plain reference's, byte for byte.
  @Setup(Level.Trial)
  public void check() throws IOException {
    root = ContextTree.make(tree);
    var none = Toggles.none();
    try (var mine = context.open(root);
        var plain = BuildContext.chosenBy(none, Buffers.chosenBy(none)).open(root)) {
      if (!Arrays.equals(mine.readAllBytes(), plain.readAllBytes())) {
        throw new IllegalStateException("this arm's archive differs from the plain one");
      }
    }
  }

  /// Reads the whole archive, and drops it.
  @Benchmark
  public long archive() throws IOException {
    try (InputStream in = context.open(root)) {
      long bytes = 0;
      for (int read = in.read(sink); read >= 0; read = in.read(sink)) {
        bytes += read;
      }
      return bytes;
    }
  }

  /// Builds on the daemon: its own work is a label, so that the context's way there is what is
  /// timed.
  @Benchmark
  public String send() throws Exception {
    sent = true;
    return engine.build(root, name, Deadline.after(LIMIT));
  }

  /// Leaves tree and daemon as they were.
  @TearDown(Level.Trial)
  public void clean() throws Exception {
    Scratch.delete(root);
    if (sent) {
      engine.runtime().remove(name, Deadline.after(LIMIT));
    }
    engine.close();
  }
}
