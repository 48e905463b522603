package dev.dyno.bench.trial;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The test stand: the embedded daemon and registry as a process of their own, so that their work
/// is in neither arm's JVM. Ends when its standard input does, so never outlives this one.
public final class Stand implements AutoCloseable {

  private static final Duration START = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final URI daemon;
  private final String registry;

  private Stand(Process process, URI daemon, String registry) {
    this.process = process;
    this.daemon = daemon;
    this.registry = registry;
  }

  /// Starts it, and waits until both servers listen.
  ///
  /// @param command that runs `dyno daemon --json` with its standard input as its life line
  /// @param log for what it says beside
  /// @throws IOException when it does not come up; says why
  public static Stand start(List<String> command, Path log) throws IOException {
    var process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    var firstLine = new FutureTask<String>(() -> firstLine(process.inputReader()));
    Thread.ofVirtual().name("dyno-stand").start(firstLine);
    try {
      var said = JSON.readTree(firstLine.get(START.toSeconds(), TimeUnit.SECONDS));
      return new Stand(
          process, URI.create(said.path("daemon").asText()), said.path("registry").asText());
    } catch (ExecutionException | TimeoutException | IOException silent) {
      process.destroyForcibly();
      throw new IOException(
          "the embedded daemon did not start: " + String.join("\n", JmhLog.read(log).lines()),
          silent);
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the embedded daemon started", interrupted);
    }
  }

  private static String firstLine(BufferedReader out) throws IOException {
    var line = out.readLine();
    if (line == null) {
      throw new IOException("it ended without a word");
    }
    return line;
  }

  /// `tcp://127.0.0.1:port`.
  public URI daemon() {
    return daemon;
  }

  /// `127.0.0.1:port`.
  public String registry() {
    return registry;
  }

  /// What the registry counted since [#resetCounters()].
  RegistryCounts counts() throws IOException {
    var said = JSON.readTree(ask("GET"));
    long requests = 0;
    for (var kind : said.path("requests")) {
      requests += kind.asLong();
    }
    return new RegistryCounts(
        requests,
        said.path("inFlightMaximum").path("manifest").asLong(),
        said.path("bytesSent").asLong());
  }

  /// Exact counts of the registry.
  ///
  /// @param requests of all kinds
  /// @param manifestsAtOnce most requests for manifests that were in flight together
  /// @param bytes of bodies sent
  record RegistryCounts(long requests, long manifestsAtOnce, long bytes) {}

  void resetCounters() throws IOException {
    ask("DELETE");
  }

  private String ask(String method) throws IOException {
    var address = URI.create("http://" + registry + "/_dyno/counters");
    var request =
        HttpRequest.newBuilder(address)
            .timeout(START)
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking " + address, interrupted);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
