package dev.dyno.bench.suite;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.registry.ImageReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
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

/// Brings six images of 5 MB to a real dockerd, from Debian's `docker-registry`.
///
/// **Hypothesis**: the engine is faster than a script that pulls one image after another, since
/// three are in flight and no command starts for each, and about as fast as six commands at once:
/// the daemon does the work, and inflates on all cores it has. **Baseline**: `docker-in-turn`: one
/// `docker pull` after another; `docker-at-once`: six in the background of one shell. **Unit**:
/// ms/op, wall time until the last image is there; all are taken away before, untimed. **Command**:
/// `scripts/dyno compare --profile peers --benchmark PeerImages`
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class PeerImagesBenchmark {

  private static final int IMAGES = 6;
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final String IN_TURN = "for image; do docker pull -q \"$image\" || exit 1; done";

  private static final String AT_ONCE =
      """
      for image; do docker pull -q "$image" & pulls="$pulls $!"; done
      for pull in $pulls; do wait "$pull" || exit 1; done""";

  /// Who pulls.
  @Param({"docker-in-turn", "docker-at-once", "dyno"})
  public String by = "dyno";

  private List<PeerImage> images = List.of();
  private @Nullable PeerEngine daemon;

  /// Pulls all once, and checks that what came is what the registry has.
  @Setup(Level.Trial)
  public void check() throws Exception {
    daemon = PeerEngine.docker();
    var registry = System.getProperty(MeasuredEngine.PEER_REGISTRY, "");
    var all = new ArrayList<PeerImage>();
    for (int i = 1; i <= IMAGES; i++) {
      all.add(PeerImage.of(registry, "peer/image" + i));
    }
    images = List.copyOf(all);
    remove();
    pull();
    for (var image : images) {
      PeerImage.require(image.id(), daemon().id(image.name()));
    }
  }

  /// Takes the images away, untimed.
  @Setup(Level.Invocation)
  public void remove() throws Exception {
    daemon().remove(names());
  }

  /// All images, absent before.
  @Benchmark
  public void pull() throws Exception {
    switch (by) {
      case "docker-in-turn" -> shell(IN_TURN);
      case "docker-at-once" -> shell(AT_ONCE);
      case "dyno" -> daemon().ensure(names(), Deadline.after(LIMIT));
      default -> throw new IllegalArgumentException("by '%s' is not known".formatted(by));
    }
  }

  /// Leaves the daemon as it was.
  @TearDown(Level.Trial)
  public void close() throws Exception {
    remove();
    daemon().close();
  }

  private void shell(String script) throws Exception {
    var words =
        new ArrayList<>(
            List.of("env", "DOCKER_HOST=" + PeerEngine.address(), "sh", "-c", script, "pull"));
    names().forEach(name -> words.add(name.toString()));
    new PeerCommand(words).run();
  }

  private List<ImageReference> names() {
    return images.stream().map(PeerImage::name).toList();
  }

  private PeerEngine daemon() {
    return Objects.requireNonNull(daemon, "not set up");
  }
}
