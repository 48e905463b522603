package dev.dyno.bench.suite;

import dev.dyno.engine.archive.Buffers;
import dev.dyno.engine.archive.BuildContext;
import dev.dyno.engine.registry.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
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

/// Archives a build context beside GNU tar.
///
/// **Hypothesis**: the engine is at least twice as fast: it looks each file up once, and its bytes
/// go to their reader through no pipe of the kernel. **Baseline**: GNU tar as a process of its own,
/// as a user has it: `tar -cf - --sort=name --owner=0 --group=0 --mtime=@0 .`, writing to a pipe
/// that is drained. Its start, 2 ms, is part of that; in `huge` it is about a hundredth, in `small`
/// a fifth, so that `huge` tells the archiving itself. Files are in the page cache. **Unit**:
/// us/op,
/// wall time of one context; content over it is bytes a second, and both write the same content.
/// **Command**: `scripts/dyno compare --profile peers --benchmark PeerArchive`
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PeerArchiveBenchmark {

  /// As [ContextTree] makes them.
  @Param({"huge", "small"})
  public String tree = "huge";

  /// Who archives.
  @Param({"gnu-tar", "dyno"})
  public String by = "dyno";

  private final byte[] sink = new byte[64 << 10];
  private Path root = Path.of("");
  private Archiver archiver = _ -> InputStream.nullInputStream();

  private interface Archiver {
    InputStream open(Path root) throws IOException;
  }

  /// Makes the tree, and checks that both archives hold the same files with the same bytes.
  @Setup(Level.Trial)
  public void check() throws IOException {
    root = ContextTree.make(tree);
    archiver = named(by);
    var mine = content(named("dyno"));
    var theirs = content(named("gnu-tar"));
    if (!mine.equals(theirs)) {
      throw new IllegalStateException(
          "the archives hold %d and %d files, or other bytes"
              .formatted(mine.size(), theirs.size()));
    }
  }

  /// Reads the whole archive, and drops it.
  @Benchmark
  public long archive() throws IOException {
    try (InputStream in = archiver.open(root)) {
      long bytes = 0;
      for (int read = in.read(sink); read >= 0; read = in.read(sink)) {
        bytes += read;
      }
      return bytes;
    }
  }

  /// Leaves nothing.
  @TearDown(Level.Trial)
  public void clean() throws IOException {
    Scratch.delete(root);
  }

  private static Archiver named(String by) {
    return switch (by) {
      case "gnu-tar" -> PeerArchiveBenchmark::gnuTar;
      case "dyno" -> {
        var toggles = MeasuredEngine.fromProperties().toggles();
        yield BuildContext.chosenBy(toggles, Buffers.chosenBy(toggles))::open;
      }
      default -> throw new IllegalArgumentException("by '%s' is not known".formatted(by));
    };
  }

  private static InputStream gnuTar(Path root) throws IOException {
    return new PeerCommand(
            "tar", "-cf", "-", "--sort=name", "--owner=0", "--group=0", "--mtime=@0", ".")
        .output(root);
  }

  private Map<String, String> content(Archiver of) throws IOException {
    var content = new TreeMap<String, String>();
    try (var in = new TarArchiveInputStream(new ByteArrayInputStream(all(of)))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.isFile()) {
          var name =
              entry.getName().startsWith("./") ? entry.getName().substring(2) : entry.getName();
          content.put(name, Digest.sha256(in.readAllBytes()).toString());
        }
      }
    }
    return content;
  }

  private byte[] all(Archiver of) throws IOException {
    try (var in = of.open(root)) {
      return in.readAllBytes();
    }
  }
}
