package dev.dyno.engine.embedded.daemon;

import dev.dyno.engine.embedded.http.CountedTraffic;
import dev.dyno.engine.embedded.http.Endpoint;
import dev.dyno.engine.embedded.http.Exchange;
import dev.dyno.engine.embedded.http.Pacing;
import dev.dyno.engine.embedded.http.Routes;
import dev.dyno.engine.embedded.http.Tally;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Every request passes here: freed of its version, counted, answered, its errors told as docker
/// does.
final class DaemonFront implements Endpoint {
  private static final Pattern VERSION = Pattern.compile("^/v\\d+\\.\\d+(?=/)");
  private static final String IMAGE = "/images/(?<name>.+)";

  private final Tally<DaemonRequest> tally;
  private final Routes<DaemonRequest> routes;

  DaemonFront(
      Tally<DaemonRequest> tally,
      SystemApi system,
      ImageApi images,
      PullApi pulls,
      PushApi pushes,
      BuildApi builds) {
    this.tally = tally;
    this.routes =
        new Routes<DaemonRequest>()
            .on(DaemonRequest.PING, "GET", "/_ping", system::ping)
            .on(DaemonRequest.PING, "HEAD", "/_ping", system::ping)
            .on(DaemonRequest.INFO, "GET", "/version", system::version)
            .on(DaemonRequest.INFO, "GET", "/info", system::info)
            .on(DaemonRequest.AUTH, "POST", "/auth", system::auth)
            .on(DaemonRequest.PULL, "POST", "/images/create", pulls::create)
            .on(DaemonRequest.BUILD, "POST", "/build", builds::build)
            .on(DaemonRequest.LIST, "GET", "/images/json", images::list)
            .on(DaemonRequest.INSPECT, "GET", IMAGE + "/json", images::inspect)
            .on(DaemonRequest.INSPECT, "GET", IMAGE + "/history", images::history)
            .on(DaemonRequest.PUSH, "POST", IMAGE + "/push", pushes::push)
            .on(DaemonRequest.TAG, "POST", IMAGE + "/tag", images::tag)
            .on(DaemonRequest.REMOVE, "DELETE", IMAGE, images::remove)
            .on(DaemonRequest.CONTAINER, "GET", "/containers/json", DaemonFront::noContainers)
            .on(
                DaemonRequest.CONTAINER,
                "GET",
                "/containers/(?<name>.+)/json",
                DaemonFront::noContainer);
  }

  @Override
  public void serve(Exchange exchange) throws Exception {
    var path = VERSION.matcher(exchange.path()).replaceFirst("");
    if (path.equals("/_dyno/counters")) {
      serveCounters(exchange);
      return;
    }
    var route = routes.find(exchange, path);
    var kind = route.map(Routes.Route::kind).orElse(DaemonRequest.OTHER);
    var traffic = new CountedTraffic<>(tally, kind, kind.label(), Pacing.unlimited());
    exchange.shape(traffic);
    try {
      SystemApi.identify(exchange);
      if (route.isEmpty()) {
        throw new DaemonError(
            501,
            "%s %s is not implemented by the embedded daemon".formatted(exchange.method(), path));
      }
      route.get().endpoint().serve(exchange);
    } catch (JsonStream.ClientGone e) {
      throw e;
    } catch (DaemonError e) {
      refuse(exchange, e.status(), e);
    } catch (IllegalArgumentException e) {
      refuse(exchange, 400, e);
    } catch (IOException e) {
      refuse(exchange, 500, e);
    } finally {
      traffic.ending();
    }
  }

  /// Once the answer has begun, only cutting it tells the client that it is not whole.
  private static void refuse(Exchange exchange, int status, Exception e) throws Exception {
    if (exchange.committed()) {
      throw e;
    }
    exchange.sendJson(status, Map.of("message", String.valueOf(e.getMessage())));
  }

  private void serveCounters(Exchange exchange) throws IOException {
    switch (exchange.method()) {
      case "GET" -> exchange.sendJson(200, DaemonCounters.of(tally).toJson());
      case "DELETE" -> {
        tally.reset();
        exchange.send(204);
      }
      default -> exchange.sendJson(405, Map.of("message", "counters can be read and deleted"));
    }
  }

  private static void noContainers(Exchange exchange) throws IOException {
    exchange.sendJson(200, List.of());
  }

  private static void noContainer(Exchange exchange) throws DaemonError {
    throw new DaemonError(404, "No such container: %s".formatted(exchange.variable("name")));
  }
}
