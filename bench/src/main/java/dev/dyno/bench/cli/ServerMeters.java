package dev.dyno.bench.cli;

import dev.dyno.engine.embedded.daemon.DaemonRequest;
import dev.dyno.engine.embedded.daemon.EmbeddedDaemon;
import dev.dyno.engine.embedded.registry.EmbeddedRegistry;
import dev.dyno.engine.embedded.registry.RequestKind;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/// What the embedded servers do, for Prometheus. All is read from them at each scrape.
///
/// | meter, as Prometheus names it | tags | what |
/// |---|---|---|
/// | `dyno_server_requests_total` | `server`, `kind` | requests begun, without administration |
/// | `dyno_server_sent_bytes_total` | `server` | in bodies of answers |
/// | `dyno_server_received_bytes_total` | | in bodies of requests to the daemon |
/// | `dyno_server_requests_in_flight` | `server` | requests being served |
/// | `dyno_server_connections` | `server` | open ones |
/// | `dyno_containers_running` | | containers of the daemon that run |
///
/// Counts begin again when somebody resets the servers' counters.
final class ServerMeters implements AutoCloseable {

  private static final Tags DAEMON = Tags.of("server", "daemon");
  private static final Tags REGISTRY = Tags.of("server", "registry");

  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /// @param daemon both must stay open for as long as somebody scrapes
  ServerMeters(EmbeddedDaemon daemon, EmbeddedRegistry registry) {
    for (var kind : DaemonRequest.values()) {
      requests(DAEMON.and("kind", kind.label()), daemon, it -> it.counters().of(kind));
    }
    for (var kind : RequestKind.values()) {
      requests(REGISTRY.and("kind", kind.label()), registry, it -> it.counters().of(kind));
    }
    sent(DAEMON, daemon, it -> it.counters().bytesSent());
    sent(REGISTRY, registry, it -> it.counters().bytesSent());
    FunctionCounter.builder(
            "dyno.server.received", daemon, it -> (double) it.counters().bytesReceived())
        .description("Bytes in the bodies of requests")
        .baseUnit("bytes")
        .tags(DAEMON)
        .register(meters);
    inFlight(DAEMON, daemon::inFlight);
    inFlight(REGISTRY, registry::inFlight);
    connections(DAEMON, daemon::connections);
    connections(REGISTRY, registry::connections);
    Gauge.builder("dyno.containers.running", daemon::running)
        .description("Containers of the embedded daemon that run")
        .register(meters);
  }

  private <T> void requests(Tags tags, T server, ToDoubleFunction<T> count) {
    FunctionCounter.builder("dyno.server.requests", server, count)
        .description("Requests begun, without administration")
        .tags(tags)
        .register(meters);
  }

  private <T> void sent(Tags tags, T server, ToDoubleFunction<T> bytes) {
    FunctionCounter.builder("dyno.server.sent", server, bytes)
        .description("Bytes in the bodies of answers")
        .baseUnit("bytes")
        .tags(tags)
        .register(meters);
  }

  private void inFlight(Tags tags, Supplier<Number> count) {
    Gauge.builder("dyno.server.requests.in.flight", count)
        .description("Requests being served")
        .tags(tags)
        .register(meters);
  }

  private void connections(Tags tags, Supplier<Number> count) {
    Gauge.builder("dyno.server.connections", count)
        .description("Connections that are open")
        .tags(tags)
        .register(meters);
  }

  /// All in Prometheus' text format 0.0.4.
  String scrape() {
    return meters.scrape();
  }

  @Override
  public void close() {
    meters.close();
  }
}
