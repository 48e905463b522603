package dev.dyno.bench.cli;

import dev.dyno.engine.embedded.daemon.EmbeddedDaemon;
import dev.dyno.engine.embedded.fault.FaultFile;
import dev.dyno.engine.embedded.fault.FaultPlan;
import dev.dyno.engine.embedded.latency.LatencyFile;
import dev.dyno.engine.embedded.latency.LatencyProfile;
import dev.dyno.engine.embedded.registry.EmbeddedRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `dyno daemon`: the embedded Docker-compatible daemon and registry, in the foreground.
@Command(
    name = "daemon",
    description = "Runs the embedded Docker-compatible daemon and registry until Ctrl-C.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class DaemonCommand implements Callable<Integer> {

  private final Streams streams;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "0",
      description = "of the daemon (default: any free one)")
  private int port;

  @Option(
      names = "--registry-port",
      paramLabel = "N",
      defaultValue = "0",
      description = "of the registry (default: any free one)")
  private int registryPort;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      description = "keeps images (default: a temporary folder)")
  private @Nullable Path store;

  @Option(
      names = "--faults",
      paramLabel = "FILE",
      description = "goes wrong as this YAML or JSON file says (default: nothing goes wrong)")
  private @Nullable Path faults;

  @Option(
      names = "--latency",
      paramLabel = "FILE",
      description =
          "takes as long as this profile says, such as profiles/latency/dockerd.json"
              + " (default: as fast as the machine)")
  private @Nullable Path latency;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "of the times of --latency (default: ${DEFAULT-VALUE})")
  private long seed;

  @Mixin private Scraping scraping = new Scraping();

  @Option(names = "--json", description = "one line of JSON instead of text")
  private boolean json;

  @Option(names = "--life-line", hidden = true, description = "end when standard input does")
  private boolean lifeLine;

  DaemonCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws Exception {
    var plan = plan();
    var profile = profile();
    var temporary = store == null ? Files.createTempDirectory("dyno-daemon") : store;
    try (var registry = EmbeddedRegistry.start(registryPort, temporary.resolve("registry"));
        var daemon = EmbeddedDaemon.start(port, temporary.resolve("daemon"))) {
      registry.faults().use(plan);
      daemon.faults().use(plan);
      daemon.latency().use(profile, seed);
      run(daemon, registry);
    } catch (IOException | IllegalArgumentException refused) {
      throw new UsageException(String.valueOf(refused.getMessage()), refused);
    } finally {
      if (store == null) {
        new Work(temporary).close();
      }
    }
    return ExitCode.PASS.number();
  }

  private void run(EmbeddedDaemon daemon, EmbeddedRegistry registry)
      throws IOException, InterruptedException, UsageException {
    if (!scraping.asked()) {
      tell(daemon, registry, Optional.empty());
      awaitEnd();
      return;
    }
    try (var meters = new ServerMeters(daemon, registry);
        var server = scraping.start(meters::scrape)) {
      tell(daemon, registry, Optional.of(server.uri()));
      awaitEnd();
    }
  }

  private void tell(EmbeddedDaemon daemon, EmbeddedRegistry registry, Optional<URI> scraped) {
    var out = streams.out();
    if (json) {
      out.println(
          "{\"daemon\":\"%s\",\"registry\":\"%s\"%s}"
              .formatted(
                  daemon.uri(),
                  registry.host(),
                  scraped.map(",\"metrics\":\"%s\""::formatted).orElse("")));
      return;
    }
    out.println("export DOCKER_HOST=" + daemon.uri());
    out.println("# registry: %1$s, for images like %1$s/app:1".formatted(registry.host()));
    scraped.ifPresent(uri -> out.println("# metrics: " + uri));
    out.println("# Ctrl-C ends both");
  }

  private FaultPlan plan() throws UsageException {
    try {
      return faults == null ? FaultPlan.NONE : FaultFile.read(faults);
    } catch (IOException wrong) {
      throw unreadable("--faults", wrong);
    }
  }

  private LatencyProfile profile() throws UsageException {
    try {
      return latency == null ? LatencyProfile.ZERO : LatencyFile.read(latency);
    } catch (IOException wrong) {
      throw unreadable("--latency", wrong);
    }
  }

  private static UsageException unreadable(String option, IOException wrong) {
    return wrong instanceof NoSuchFileException
        ? new UsageException("%s: there is no file %s".formatted(option, wrong.getMessage()), wrong)
        : new UsageException("%s: %s".formatted(option, wrong.getMessage()), wrong);
  }

  private void awaitEnd() throws IOException, InterruptedException {
    if (lifeLine) {
      var in = System.in;
      while (in.read(new byte[256]) >= 0) {
        // Whoever holds the other end says nothing; it ends when they do.
      }
      return;
    }
    new CountDownLatch(1).await();
  }
}
