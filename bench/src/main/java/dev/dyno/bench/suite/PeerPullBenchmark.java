package dev.dyno.bench.suite;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.registry.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
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

/// Pulls one image of three layers, 63 MB, from Debian's `docker-registry`.
///
/// **Hypothesis**: the embedded daemon is at least twice as fast as dockerd: it inflates to digest,
/// and stores no unpacked tree; and it is within 1.5 times of the CPU floor. **Baseline**:
/// `docker`:
/// `docker pull` on a real dockerd; `skopeo`: `skopeo copy docker://… dir:…`, which checks the
/// compressed layers and inflates none; `floor`: no transfer and no disk, only one inflate of each
/// layer and the digests of both its forms, on two threads of this JVM, from memory. **Unit**:
/// ms/op, wall time of one pull; the image is taken away before each, untimed. `docker` and
/// `skopeo`
/// are processes of their own, as a user has them. **Command**: `scripts/dyno compare --profile
/// peers --benchmark PeerPull`
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PeerPullBenchmark {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  /// Who pulls.
  @Param({"docker", "skopeo", "floor", "dyno"})
  public String by = "dyno";

  private @Nullable Puller puller;

  /// One who brings the image.
  private interface Puller extends AutoCloseable {
    void pull() throws Exception;

    void remove() throws Exception;

    /// The image's id, once more from what was pulled.
    String id() throws Exception;

    @Override
    void close() throws IOException;
  }

  /// Pulls once, and checks that what came is what the registry has.
  @Setup(Level.Trial)
  public void check() throws Exception {
    var registry = System.getProperty(MeasuredEngine.PEER_REGISTRY, "");
    var image = PeerImage.of(registry, "peer/layers");
    puller =
        switch (by) {
          case "docker" -> ToDaemon.byDocker(image);
          case "skopeo" -> new Skopeo(image, Files.createTempDirectory("skopeo"));
          case "floor" -> new Floor(image, image.fetch(), Executors.newFixedThreadPool(2));
          case "dyno" -> ToDaemon.byDyno(image);
          default -> throw new IllegalArgumentException("by '%s' is not known".formatted(by));
        };
    remove();
    pull();
    PeerImage.require(image.id(), puller().id());
  }

  /// Takes the image away, untimed.
  @Setup(Level.Invocation)
  public void remove() throws Exception {
    puller().remove();
  }

  /// The image, absent before.
  @Benchmark
  public void pull() throws Exception {
    puller().pull();
  }

  /// Leaves nothing.
  @TearDown(Level.Trial)
  public void close() throws Exception {
    remove();
    puller().close();
  }

  private Puller puller() {
    return Objects.requireNonNull(puller, "not set up");
  }

  private interface Way {
    void bring(PeerImage image, PeerEngine daemon) throws Exception;
  }

  /// The image is to come to a daemon, this way or that.
  private record ToDaemon(PeerImage image, PeerEngine daemon, Way way) implements Puller {

    static ToDaemon byDocker(PeerImage image) {
      return new ToDaemon(
          image,
          PeerEngine.docker(),
          (it, _) -> PeerEngine.command("pull", "-q", it.name().toString()).run());
    }

    static ToDaemon byDyno(PeerImage image) {
      return new ToDaemon(
          image,
          PeerEngine.at(MeasuredEngine.fromProperties().daemon()),
          (it, daemon) -> daemon.ensure(List.of(it.name()), Deadline.after(LIMIT)));
    }

    @Override
    public void pull() throws Exception {
      way.bring(image, daemon);
    }

    @Override
    public void remove() throws Exception {
      daemon.remove(List.of(image.name()));
    }

    @Override
    public String id() throws Exception {
      return daemon.id(image.name());
    }

    @Override
    public void close() throws IOException {
      daemon.close();
    }
  }

  private record Skopeo(PeerImage image, Path folder) implements Puller {

    @Override
    public void pull() throws IOException {
      new PeerCommand(
              "skopeo",
              "copy",
              "-q",
              "--src-tls-verify=false",
              "docker://" + image.name(),
              "dir:" + folder.resolve("image"))
          .run();
    }

    @Override
    public void remove() throws IOException {
      if (Files.exists(folder.resolve("image"))) {
        Scratch.delete(folder.resolve("image"));
      }
    }

    /// Its blobs are files named by their digests, which must hold.
    @Override
    public String id() throws IOException {
      var at = folder.resolve("image");
      for (var layer : image.layers()) {
        var file = at.resolve(Digest.parse(layer).hex());
        PeerImage.require(layer, Digest.sha256(Files.readAllBytes(file)).toString());
      }
      return new ObjectMapper()
          .readTree(at.resolve("manifest.json").toFile())
          .path("config")
          .path("digest")
          .asText();
    }

    @Override
    public void close() throws IOException {
      Scratch.delete(folder);
    }
  }

  private record Floor(PeerImage image, List<byte[]> layers, ExecutorService cores)
      implements Puller {

    @Override
    public void pull() throws Exception {
      var tasks = new ArrayList<Callable<String>>();
      for (int i = 0; i < layers.size(); i++) {
        var bytes = layers.get(i);
        var digests = List.of(image.plain().get(i), image.layers().get(i));
        tasks.add(() -> same(digests.getFirst(), inflated(bytes)));
        tasks.add(() -> same(digests.getLast(), Digest.sha256(bytes).toString()));
      }
      for (var each : cores.invokeAll(tasks)) {
        each.get();
      }
    }

    private static String same(String expected, String found) {
      PeerImage.require(expected, found);
      return found;
    }

    private static String inflated(byte[] layer) throws IOException {
      MessageDigest hash = Digest.sha256();
      byte[] buffer = new byte[64 << 10];
      try (var in = new GZIPInputStream(new ByteArrayInputStream(layer), buffer.length)) {
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          hash.update(buffer, 0, read);
        }
      }
      return Digest.ofSha256(hash).toString();
    }

    @Override
    public void remove() {}

    /// It brings nothing: every digest was checked on the way.
    @Override
    public String id() {
      return image.id();
    }

    @Override
    public void close() {
      cores.shutdown();
    }
  }
}
