package dev.dyno.bench.trial;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// What the engine is compared with: a real dockerd and Debian's `docker-registry`, by
/// `scripts/peer-servers`. They end when its standard input does, so never outlive this program.
public final class PeerServers implements AutoCloseable {

  /// Seven images are made and pushed meanwhile.
  private static final Duration START = Duration.ofMinutes(3);

  private static final Duration END = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final URI docker;
  private final String registry;

  private PeerServers(Process process, URI docker, String registry) {
    this.process = process;
    this.docker = docker;
    this.registry = registry;
  }

  /// Starts both, and waits until their images are there.
  ///
  /// @param script `scripts/peer-servers`
  /// @param folder of all that they keep; not there yet, and gone when they end
  /// @param log for what they say beside
  /// @throws IOException when one does not come up; says why, and which package is missing
  public static PeerServers start(Path script, Path folder, Path log) throws IOException {
    var process =
        new ProcessBuilder(script.toString(), folder.toString())
            .redirectError(log.toFile())
            .start();
    var said = new FutureTask<String>(() -> process.inputReader().readLine());
    Thread.ofVirtual().name("dyno-peers").start(said);
    try {
      var line = said.get(START.toSeconds(), TimeUnit.SECONDS);
      if (line == null) {
        throw new IOException("it ended without an address");
      }
      var addresses = JSON.readTree(line);
      return new PeerServers(
          process,
          URI.create(addresses.path("docker").asText()),
          addresses.path("registry").asText());
    } catch (ExecutionException | TimeoutException | IOException silent) {
      end(process);
      throw new IOException(
          "what the engine is compared with did not start: "
              + String.join("\n", JmhLog.read(log).lines()),
          silent);
    } catch (InterruptedException interrupted) {
      end(process);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the peers started", interrupted);
    }
  }

  /// `unix:///…/docker.sock`.
  public URI docker() {
    return docker;
  }

  /// `127.0.0.1:port`.
  public String registry() {
    return registry;
  }

  @Override
  public void close() {
    end(process);
  }

  /// The script cleans up behind its servers once nobody holds its input.
  private static void end(Process process) {
    try {
      process.outputWriter().close();
      if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
        process.destroy();
      }
    } catch (IOException gone) {
      process.destroy();
    } catch (InterruptedException interrupted) {
      process.destroy();
      Thread.currentThread().interrupt();
    }
  }
}
