package dev.dyno.bench.cli;

import dev.dyno.engine.embedded.daemon.EmbeddedDaemon;
import dev.dyno.engine.embedded.registry.EmbeddedRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
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

  @Option(names = "--json", description = "one line of JSON instead of text")
  private boolean json;

  @Option(names = "--life-line", hidden = true, description = "end when standard input does")
  private boolean lifeLine;

  DaemonCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws Exception {
    var temporary = store == null ? Files.createTempDirectory("dyno-daemon") : store;
    try (var registry = EmbeddedRegistry.start(registryPort, temporary.resolve("registry"));
        var daemon = EmbeddedDaemon.start(port, temporary.resolve("daemon"))) {
      if (json) {
        streams
            .out()
            .println(
                "{\"daemon\":\"%s\",\"registry\":\"%s\"}".formatted(daemon.uri(), registry.host()));
      } else {
        streams.out().println("export DOCKER_HOST=" + daemon.uri());
        streams
            .out()
            .println(
                "# registry: "
                    + registry.host()
                    + ", for images like "
                    + registry.host()
                    + "/app:1");
        streams.out().println("# Ctrl-C ends both");
      }
      awaitEnd();
    } catch (IOException refused) {
      throw new UsageException(String.valueOf(refused.getMessage()), refused);
    } finally {
      if (store == null) {
        Work.delete(temporary);
      }
    }
    return ExitCode.PASS.number();
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
