package dev.dyno.bench.suite;

import dev.dyno.engine.toggle.Toggles;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// What a fork is told from outside, by system properties.
///
/// @param toggles of the engine that is measured
/// @param daemon address of the Docker daemon; the stand's, or any other
/// @param embedded whether it is the stand's, which can be told how slow and how faulty to be
/// @param registry `host:port` of the stand's registry
public record MeasuredEngine(Toggles toggles, URI daemon, boolean embedded, String registry) {

  /// Names the toggles that are on, as [Toggles#parse] reads them; without it, none.
  public static final String TOGGLES = "dyno.toggles";

  /// Where the stand's daemon listens: `tcp://127.0.0.1:port`.
  public static final String DAEMON = "dyno.stand.daemon";

  /// Which daemon that is: `embedded`, `docker` or `podman`.
  public static final String ENGINE = "dyno.stand.engine";

  /// Where the stand's registry listens: `127.0.0.1:port`.
  public static final String REGISTRY = "dyno.stand.registry";

  /// Where the real dockerd beside the engine listens: `unix:///…/docker.sock`.
  public static final String PEER_DOCKER = "dyno.stand.peer.docker";

  /// Where Debian's `docker-registry` listens: `127.0.0.1:port`.
  public static final String PEER_REGISTRY = "dyno.stand.peer.registry";

  /// Reads this fork's properties. Without addresses (`java -jar` of plain JMH) only benchmarks
  /// that need no daemon work.
  static MeasuredEngine fromProperties() {
    return new MeasuredEngine(
        Toggles.parse(System.getProperty(TOGGLES, "none")),
        URI.create(System.getProperty(DAEMON, "tcp://127.0.0.1:2375")),
        System.getProperty(ENGINE, "embedded").equals("embedded"),
        System.getProperty(REGISTRY, "127.0.0.1:5000"));
  }

  /// Puts a synthetic image into the stand's registry.
  void seed(String repository, int layers, long layerBytes, long seed) {
    admin(
        registry,
        "POST",
        "images",
        """
        {"repository":"%s","tag":"1","platforms":["linux/amd64"],"layers":%d,"layerBytes":%d,
         "compressible":0.5,"seed":%d}"""
            .formatted(repository, layers, layerBytes, seed));
  }

  /// Sets how slow the registry is.
  ///
  /// @param latencyMillis before each answer
  /// @param bytesPerSecondShared over all connections; 0 for no limit
  void shape(long latencyMillis, long bytesPerSecondShared) {
    admin(
        registry,
        "PUT",
        "shape",
        """
        {"latencyMillis":%d,"bytesPerSecondPerConnection":0,"bytesPerSecondShared":%d}"""
            .formatted(latencyMillis, bytesPerSecondShared));
  }

  /// Sets how long the daemon takes, beside what this machine needs.
  ///
  /// @param profile as `LatencyFile` of the embedded daemon reads it; empty for as fast as it can
  void latency(String profile) {
    admin(daemon.getAuthority(), profile.isEmpty() ? "DELETE" : "PUT", "latency", profile);
  }

  /// Sets what goes wrong at the daemon.
  ///
  /// @param plan as `FaultFile` of the embedded daemon reads it; empty for nothing
  void faults(String plan) {
    admin(daemon.getAuthority(), plan.isEmpty() ? "DELETE" : "PUT", "faults", plan);
  }

  private static void admin(String server, String method, String what, String json) {
    var address = URI.create("http://%s/_dyno/%s".formatted(server, what));
    var request =
        HttpRequest.newBuilder(address)
            .method(method, HttpRequest.BodyPublishers.ofString(json))
            .header("Content-Type", "application/json")
            .build();
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IllegalStateException(
            "%s %s answered %d: %s".formatted(method, address, answer.statusCode(), answer.body()));
      }
    } catch (IOException gone) {
      throw new IllegalStateException(
          "the stand does not answer at %s: start it with `dyno daemon`".formatted(address), gone);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
