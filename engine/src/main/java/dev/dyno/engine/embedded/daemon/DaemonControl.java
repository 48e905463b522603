package dev.dyno.engine.embedded.daemon;

import dev.dyno.engine.embedded.fault.FaultControl;
import dev.dyno.engine.embedded.fault.Faults;
import dev.dyno.engine.embedded.http.Endpoint;
import dev.dyno.engine.embedded.http.Exchange;
import dev.dyno.engine.embedded.http.Json;
import dev.dyno.engine.embedded.http.Tally;
import dev.dyno.engine.embedded.latency.LatencyFile;
import dev.dyno.engine.embedded.latency.LatencyProfile;
import dev.dyno.engine.embedded.latency.LatencyReplay;
import java.io.IOException;
import java.util.Map;

/// Controls the daemon over HTTP, below a path that no docker client asks for; neither counted nor
/// delayed nor exposed to faults.
final class DaemonControl implements Endpoint {
  static final String PREFIX = "/_dyno/";

  private static final int LARGEST_REQUEST = 1 << 20;

  private final Tally<DaemonRequest> tally;
  private final FaultControl faults;
  private final LatencyReplay latency;

  DaemonControl(Tally<DaemonRequest> tally, Faults faults, LatencyReplay latency) {
    this.tally = tally;
    this.faults = new FaultControl(faults);
    this.latency = latency;
  }

  @Override
  public void serve(Exchange exchange) throws IOException {
    try {
      switch (exchange.path()) {
        case "/_dyno/counters" -> serveCounters(exchange);
        case FaultControl.PATH -> faults.serve(exchange);
        case "/_dyno/latency" -> serveLatency(exchange);
        default -> refuse(exchange, 404, "no such control; there are counters, faults, latency");
      }
    } catch (IllegalArgumentException e) {
      refuse(exchange, 400, String.valueOf(e.getMessage()));
    }
  }

  private void serveCounters(Exchange exchange) throws IOException {
    switch (exchange.method()) {
      case "GET" -> exchange.sendJson(200, DaemonCounters.of(tally).toJson());
      case "DELETE" -> {
        tally.reset();
        exchange.send(204);
      }
      default -> refuse(exchange, 405, "counters can be read and deleted");
    }
  }

  /// PUT of a profile, with `?seed=` (0); DELETE back to full speed; GET the name in use.
  private void serveLatency(Exchange exchange) throws IOException {
    switch (exchange.method()) {
      case "PUT" -> {
        var profile = LatencyFile.parse(Json.tree(exchange.body(LARGEST_REQUEST)));
        latency.use(profile, exchange.query("seed").map(Long::parseLong).orElse(0L));
        exchange.send(204);
      }
      case "DELETE" -> {
        latency.use(LatencyProfile.ZERO, 0);
        exchange.send(204);
      }
      case "GET" -> exchange.sendJson(200, Map.of("name", latency.profile().name()));
      default -> refuse(exchange, 405, "a latency profile can be read, put and deleted");
    }
  }

  private static void refuse(Exchange exchange, int status, String message) throws IOException {
    exchange.sendJson(status, Map.of("message", message));
  }
}
