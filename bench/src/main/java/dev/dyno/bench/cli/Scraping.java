package dev.dyno.bench.cli;

import dev.dyno.engine.metrics.MetricsServer;
import java.io.IOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where Prometheus may look while a command runs.
final class Scraping {

  @Option(
      names = "--metrics",
      paramLabel = "PORT",
      description =
          "meanwhile, /metrics for Prometheus on this port of loopback; 0 for any free one")
  private @Nullable Integer port;

  boolean asked() {
    return port != null;
  }

  /// Serves what was asked for.
  ///
  /// @param text as [MetricsServer#start(int, Supplier)] wants it
  /// @throws UsageException when the port is taken, or no port
  MetricsServer start(Supplier<String> text) throws UsageException {
    int asked = port == null ? 0 : port;
    try {
      return MetricsServer.start(asked, text);
    } catch (IOException refused) {
      throw new UsageException("--metrics %d: %s".formatted(asked, refused.getMessage()), refused);
    }
  }
}
