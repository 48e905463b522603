package dev.dyno.bench.cli;

import dev.dyno.bench.dashboard.Dashboard;
import dev.dyno.bench.dashboard.Settings;
import dev.dyno.bench.dashboard.Token;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `dyno serve`: the live dashboard, in the foreground.
@Command(
    name = "serve",
    description = {
      "Serves the dashboard until Ctrl-C: the run in progress, trends, what changed, reports.",
      "It only reads, but for acks, with a --write-token-file. Beyond this machine (--bind) it needs a"
          + " token."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ServeCommand implements Callable<Integer> {
  private static final int LARGEST_PORT = 65_535;

  private final Streams streams;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "0",
      description = "to listen on (default: any free one)")
  private int port;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description =
          "to listen on (default: ${DEFAULT-VALUE}); another machine's way in needs a token")
  private String bind = "";

  @Option(
      names = "--history",
      paramLabel = "FILE|JDBC-URL",
      defaultValue = "${env:DYNO_HISTORY:-.dyno/history.db}",
      description =
          "a file of SQLite or jdbc:postgresql:… (default: the variable DYNO_HISTORY, else .dyno/history.db)")
  private String history = "";

  @Option(
      names = "--runs",
      paramLabel = "DIR",
      defaultValue = "reports/out",
      description = "the folder of run folders (default: ${DEFAULT-VALUE})")
  private Path runs = Path.of("");

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "its first line, 16 characters or more, is what every request needs")
  private @Nullable Path tokenFile;

  @Option(
      names = "--write-token-file",
      paramLabel = "FILE",
      description =
          "its first line, 16 characters or more, is what accepting needs, in the header"
              + " Dyno-Write-Token (default: the variable DYNO_WRITE_TOKEN; without either nobody may)")
  private @Nullable Path writeTokenFile;

  @Option(
      names = "--engine-metrics",
      paramLabel = "URL",
      description = "of dyno daemon --metrics, dyno pipeline --metrics or an engine")
  private @Nullable String engine;

  ServeCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws Exception {
    var settings = new Settings(address(), port(), history, runs, token(), writeToken(), engine());
    try (var dashboard = Dashboard.start(settings)) {
      streams.out().println("dashboard: " + dashboard.uri());
      streams.out().println("# Ctrl-C ends it");
      new CountDownLatch(1).await();
    } catch (IOException refused) {
      throw new UsageException(
          "--bind %s --port %d: %s".formatted(bind, port, refused.getMessage()), refused);
    }
    return ExitCode.PASS.number();
  }

  private int port() throws UsageException {
    if (port < 0 || port > LARGEST_PORT) {
      throw new UsageException("--port %d: 0 to %d".formatted(port, LARGEST_PORT));
    }
    return port;
  }

  private InetAddress address() throws UsageException {
    try {
      var address = InetAddress.getByName(bind);
      if (!address.isLoopbackAddress() && tokenFile == null) {
        throw new UsageException(
            "--bind %s lets other machines in: give a --token-file (openssl rand -hex 16 > FILE)"
                .formatted(bind));
      }
      return address;
    } catch (UnknownHostException unknown) {
      throw new UsageException(
          "--bind %s is no address of this machine: 127.0.0.1, or 0.0.0.0 for all of them"
              .formatted(bind),
          unknown);
    }
  }

  private Optional<Token> token() throws UsageException {
    return tokenFile == null ? Optional.empty() : Optional.of(token("--token-file", tokenFile));
  }

  private Optional<Token> writeToken() throws UsageException {
    if (writeTokenFile != null) {
      return Optional.of(token("--write-token-file", writeTokenFile));
    }
    var variable = System.getenv("DYNO_WRITE_TOKEN");
    try {
      return variable == null ? Optional.empty() : Optional.of(Token.of(variable.strip()));
    } catch (IOException wrong) {
      throw new UsageException("DYNO_WRITE_TOKEN: %s".formatted(wrong.getMessage()), wrong);
    }
  }

  private static Token token(String option, Path file) throws UsageException {
    try {
      return Token.read(file);
    } catch (NoSuchFileException none) {
      throw new UsageException("%s: there is no file %s".formatted(option, file), none);
    } catch (IOException wrong) {
      throw new UsageException("%s %s: %s".formatted(option, file, wrong.getMessage()), wrong);
    }
  }

  private Optional<URI> engine() throws UsageException {
    if (engine == null) {
      return Optional.empty();
    }
    try {
      var uri = URI.create(engine);
      if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?")) {
        return Optional.of(uri);
      }
    } catch (IllegalArgumentException malformed) {
      // told below
    }
    throw new UsageException(
        "--engine-metrics '%s' is no address: http://127.0.0.1:9100/metrics".formatted(engine));
  }
}
