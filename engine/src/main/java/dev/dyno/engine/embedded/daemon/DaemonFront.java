package dev.dyno.engine.embedded.daemon;

import dev.dyno.engine.embedded.container.ContainerProblem;
import dev.dyno.engine.embedded.fault.Faults;
import dev.dyno.engine.embedded.fault.Subject;
import dev.dyno.engine.embedded.http.ConnectionCut;
import dev.dyno.engine.embedded.http.CountedTraffic;
import dev.dyno.engine.embedded.http.Endpoint;
import dev.dyno.engine.embedded.http.Exchange;
import dev.dyno.engine.embedded.http.Routes;
import dev.dyno.engine.embedded.http.Tally;
import dev.dyno.engine.embedded.latency.LatencyReplay;
import dev.dyno.engine.embedded.latency.Operation;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Every request passes here: freed of its version, counted, exposed to faults, delayed as the
/// latency profile says, answered, its errors told as docker does.
final class DaemonFront implements Endpoint {
  private static final Pattern VERSION = Pattern.compile("^/v\\d+\\.\\d+(?=/)");
  private static final Pattern NAMED =
      Pattern.compile("/(?:images|containers|exec)/(.+?)(?:/[a-z]+)?");
  private static final Set<String> UNNAMED = Set.of("json", "create", "load", "get", "prune");
  private static final String IMAGE = "/images/(?<name>.+)";

  private final Tally<DaemonRequest> tally;
  private final Faults faults;
  private final LatencyReplay latency;
  private final DaemonControl control;
  private final Routes<DaemonRequest> routes;

  DaemonFront(
      Tally<DaemonRequest> tally,
      Faults faults,
      LatencyReplay latency,
      SystemApi system,
      ImageApi images,
      PullApi pulls,
      PushApi pushes,
      BuildApi builds,
      ContainerRoutes containers) {
    this.tally = tally;
    this.faults = faults;
    this.latency = latency;
    this.control = new DaemonControl(tally, faults, latency);
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
            .on(DaemonRequest.REMOVE, "DELETE", IMAGE, images::remove);
    containers.addTo(routes);
  }

  @Override
  public void serve(Exchange exchange) throws Exception {
    var path = VERSION.matcher(exchange.path()).replaceFirst("");
    if (path.startsWith(DaemonControl.PREFIX)) {
      control.serve(exchange);
      return;
    }
    var route = routes.find(exchange, path);
    var kind = route.map(Routes.Route::kind).orElse(DaemonRequest.OTHER);
    var operation = Operation.of(exchange.method(), path);
    var exposure = faults.expose(exchange, subject(operation, path, exchange));
    var traffic = new CountedTraffic<>(tally, kind, kind.label(), exposure);
    exchange.shape(traffic);
    exchange.filter(exposure);
    try {
      SystemApi.identify(exchange);
      var refusal = exposure.begin();
      if (refusal.isPresent()) {
        throw DaemonError.injected(refusal.get());
      }
      // A pull pays in its own course, for what it really fetches.
      if (operation != Operation.PULL) {
        latency.spend(operation);
      }
      if (route.isEmpty()) {
        throw new DaemonError(
            501,
            "%s %s is not implemented by the embedded daemon".formatted(exchange.method(), path));
      }
      route.get().endpoint().serve(exchange);
    } catch (JsonStream.ClientGone | ConnectionCut e) {
      throw e;
    } catch (DaemonError e) {
      refuse(exchange, e.status(), e);
    } catch (ContainerProblem e) {
      refuse(exchange, e);
    } catch (IllegalArgumentException e) {
      refuse(exchange, 400, e);
    } catch (IOException e) {
      refuse(exchange, 500, e);
    } finally {
      traffic.ending();
    }
  }

  private static void refuse(Exchange exchange, ContainerProblem problem) throws Exception {
    int status =
        switch (problem) {
          case ContainerProblem.Unchanged _ -> 304;
          case ContainerProblem.Invalid _ -> 400;
          case ContainerProblem.Missing _ -> 404;
          case ContainerProblem.Conflict _ -> 409;
          case ContainerProblem.Unsupported _ -> 501;
        };
    if (status == 304) {
      exchange.send(status);
    } else {
      refuse(exchange, status, problem);
    }
  }

  /// Once the answer has begun, only cutting it tells the client that it is not whole.
  private static void refuse(Exchange exchange, int status, Exception e) throws Exception {
    if (exchange.committed()) {
      throw e;
    }
    exchange.sendJson(status, Map.of("message", String.valueOf(e.getMessage())));
  }

  /// What the request is about, for faults that strike only some images or containers: the name in
  /// the path, else in the query.
  private static Subject subject(Operation operation, String path, Exchange exchange) {
    var pulled =
        exchange
            .query("fromImage")
            .map(it -> exchange.query("tag").map(tag -> it + ":" + tag).orElse(it));
    var named = NAMED.matcher(path);
    var image =
        named.matches() && !UNNAMED.contains(named.group(1))
            ? Optional.of(named.group(1))
            : pulled
                .or(() -> exchange.query("t"))
                .or(() -> exchange.query("name"))
                .or(() -> exchange.query("container"));
    return new Subject(operation.label(), path, image);
  }
}
