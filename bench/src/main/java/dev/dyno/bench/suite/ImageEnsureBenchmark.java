package dev.dyno.bench.suite;

import dev.dyno.engine.Engine;
import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.registry.DockerConfig;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.Platform;
import dev.dyno.engine.registry.RegistryAccounts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

/// Sees to it that images are on the daemon when none is: the whole path of engine, docker-java,
/// daemon, HTTP, registry and disk.
///
/// **Hypothesis**: `parallel-pulls` is about 3 times faster where the registry's latency dominates
/// (`latency`: 25 ms an answer, 64 KiB an image), since 3 are in flight; it is worth nothing where
/// a shared line dominates (`bandwidth`: 8 MB/s over all connections, 1 MiB an image), and nothing
/// for a single image. **Baseline**: one pull after another. **Unit**: ms/op, wall time until the
/// last image is there. **Command**: `scripts/dyno compare --toggle parallel-pulls`
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ImageEnsureBenchmark {

  private static final long LATENCY_MILLIS = 25;
  private static final long SHARED_BYTES_PER_SECOND = 8 << 20;
  private static final Duration LIMIT = Duration.ofMinutes(1);

  /// How many images.
  @Param({"1", "3", "6", "12"})
  public int images = 1;

  /// What makes pulls slow.
  @Param({"latency", "bandwidth"})
  public String regime = "latency";

  private final MeasuredEngine measured = MeasuredEngine.fromProperties();
  private final Platform platform = Platform.parse("linux/amd64");
  private final Engine engine =
      Engine.of(
          measured.daemon(),
          measured.toggles(),
          new RegistryAccounts(
              Map.of(), new DockerConfig(Path.of("absent"), Optional.empty()), Map.of()));
  private List<ImageReference> names = List.of();

  /// Fills the registry, and checks that this arm brings every image to the daemon.
  @Setup(Level.Trial)
  public void check() throws Exception {
    // Names and contents are this fork's own: the other fork of the pair shares the daemon.
    long own = ProcessHandle.current().pid();
    long bytes = regime.equals("latency") ? 64 << 10 : 1 << 20;
    for (int i = 0; i < images; i++) {
      measured.seed("fork%d/image%d".formatted(own, i), 1, bytes, own * 100 + i);
    }
    names =
        IntStream.range(0, images)
            .mapToObj(
                i ->
                    ImageReference.parse(
                        "%s/fork%d/image%d:1".formatted(measured.registry(), own, i)))
            .toList();
    shape();
    remove();
    ensure();
    var there = engine.runtime().imageNames(Deadline.after(LIMIT));
    for (var name : names) {
      if (!there.contains(name.familiar())) {
        throw new IllegalStateException("%s is not on the daemon after ensure".formatted(name));
      }
    }
  }

  /// The other fork of the pair shares the registry, and wants it in the same shape.
  private void shape() {
    if (regime.equals("latency")) {
      measured.shape(LATENCY_MILLIS, 0);
    } else {
      measured.shape(0, SHARED_BYTES_PER_SECOND);
    }
  }

  /// Takes the images away, untimed. They are milliseconds of work: the use that JMH's sample 7 has
  /// for this level.
  @Setup(Level.Invocation)
  public void remove() throws Exception {
    for (var name : names) {
      engine.runtime().remove(name, Deadline.after(LIMIT));
    }
  }

  /// All images, absent before.
  @Benchmark
  public void ensure() throws Exception {
    engine.ensureImages(names, platform, Deadline.after(LIMIT));
  }

  /// Leaves the daemon as it was.
  @TearDown(Level.Trial)
  public void close() throws Exception {
    remove();
    engine.close();
  }
}
