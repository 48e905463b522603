package dev.dyno.engine.embedded.registry;

import dev.dyno.engine.embedded.fault.Faults;
import dev.dyno.engine.embedded.fault.Subject;
import dev.dyno.engine.embedded.fault.What;
import dev.dyno.engine.embedded.http.ConnectionCut;
import dev.dyno.engine.embedded.http.CountedTraffic;
import dev.dyno.engine.embedded.http.Endpoint;
import dev.dyno.engine.embedded.http.Exchange;
import dev.dyno.engine.embedded.http.Routes;
import dev.dyno.engine.embedded.http.Tally;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Every request passes here: counted, exposed to faults, admitted, answered.
final class RegistryFront implements Endpoint {
  private static final String NAME = "/v2/(?<name>.+)";
  private static final String MANIFEST = NAME + "/manifests/(?<reference>[^/]+)";
  private static final String BLOB = NAME + "/blobs/(?<digest>[^/]+)";
  private static final String UPLOADS = NAME + "/blobs/uploads/?";
  private static final String UPLOAD = NAME + "/blobs/uploads/(?<id>[^/]+)";
  private static final String TAGS = NAME + "/tags/list";
  private static final String CATALOG = "/v2/_catalog";

  private static final int LONGEST_NAME = 255;
  private static final Pattern REPOSITORY =
      Pattern.compile(
          "[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|__?|-+)[a-z0-9]+)*)*");

  private final Gatekeeper gatekeeper;
  private final Faults faults;
  private final Tally<RequestKind> tally;
  private final AdminApi admin;
  private final Routes<RequestKind> routes;

  RegistryFront(
      Gatekeeper gatekeeper,
      Faults faults,
      Tally<RequestKind> tally,
      AdminApi admin,
      ManifestApi manifests,
      BlobApi blobs,
      UploadApi uploads) {
    this.gatekeeper = gatekeeper;
    this.faults = faults;
    this.tally = tally;
    this.admin = admin;
    this.routes =
        new Routes<RequestKind>()
            .on(RequestKind.PING, "GET", "/v2/?", RegistryFront::ping)
            .on(RequestKind.PING, "HEAD", "/v2/?", RegistryFront::ping)
            .on(RequestKind.TOKEN, "GET", "/token", gatekeeper::issueToken)
            .on(RequestKind.TAGS, "GET", CATALOG, manifests::catalog)
            .on(RequestKind.TAGS, "GET", TAGS, manifests::tags)
            .on(RequestKind.MANIFEST_HEAD, "HEAD", MANIFEST, manifests::get)
            .on(RequestKind.MANIFEST_GET, "GET", MANIFEST, manifests::get)
            .on(RequestKind.UPLOAD, "PUT", MANIFEST, manifests::put)
            .on(RequestKind.UPLOAD, "DELETE", MANIFEST, manifests::delete)
            .on(RequestKind.UPLOAD, "POST", UPLOADS, uploads::begin)
            .on(RequestKind.UPLOAD, "PATCH", UPLOAD, uploads::append)
            .on(RequestKind.UPLOAD, "PUT", UPLOAD, uploads::end)
            .on(RequestKind.UPLOAD, "GET", UPLOAD, uploads::status)
            .on(RequestKind.UPLOAD, "DELETE", UPLOAD, uploads::cancel)
            .on(RequestKind.BLOB_HEAD, "HEAD", BLOB, blobs::get)
            .on(RequestKind.BLOB_GET, "GET", BLOB, blobs::get);
  }

  static boolean isName(String text) {
    return text.length() <= LONGEST_NAME && REPOSITORY.matcher(text).matches();
  }

  @Override
  public void serve(Exchange exchange) throws Exception {
    exchange.with("Docker-Distribution-Api-Version", "registry/2.0");
    if (exchange.path().startsWith(AdminApi.PREFIX)) {
      admin.serve(exchange);
      return;
    }
    var route = routes.find(exchange, exchange.path());
    var kind = route.map(Routes.Route::kind).orElse(RequestKind.PING);
    var subject = new Subject(kind.label(), exchange.path(), exchange.optionalVariable("name"));
    var exposure = faults.expose(exchange, subject);
    var traffic = new CountedTraffic<>(tally, kind, kind.family(), exposure);
    exchange.shape(traffic);
    exchange.filter(exposure);
    try {
      var refusal = exposure.begin();
      if (refusal.isPresent()) {
        refuse(exchange, kind, refusal.get());
      } else {
        answer(exchange, route);
      }
    } catch (RegistryError e) {
      exchange.sendJson(e.status(), e.toJson());
    } catch (ConnectionCut e) {
      throw e;
    } catch (IOException e) {
      fail(exchange, e);
    } finally {
      traffic.ending();
    }
  }

  private void answer(Exchange exchange, Optional<Routes.Route<RequestKind>> route)
      throws Exception {
    if (route.isEmpty()) {
      throw new RegistryError(
          routes.knows(exchange.path())
              ? RegistryError.Code.UNSUPPORTED
              : RegistryError.Code.NAME_UNKNOWN,
          "no such operation",
          exchange.method() + " " + exchange.path());
    }
    if (route.get().kind() != RequestKind.TOKEN) {
      gatekeeper.admit(exchange, realm(exchange), scope(exchange));
    }
    route.get().endpoint().serve(exchange);
  }

  /// A refusal that a fault asks for, as a registry says it.
  private void refuse(Exchange exchange, RequestKind kind, What.Status refusal)
      throws IOException, RegistryError {
    switch (refusal.status()) {
      case 401 -> throw gatekeeper.expired(exchange, realm(exchange), scope(exchange));
      case 403 ->
          throw new RegistryError(
              RegistryError.Code.DENIED,
              "requested access to the resource is denied",
              exchange.path());
      case 404 -> throw new RegistryError(kind.unknown(), "not found", exchange.path());
      case 429 ->
          // As GitHub's registry words it: dockerd passes on no more than the message.
          throw new RegistryError(
              RegistryError.Code.TOOMANYREQUESTS,
              refusal
                  .retryAfter()
                  .map(it -> "retry-after: %ds, allowed: 1/minute".formatted(it.toSeconds()))
                  .orElse("too many requests"),
              exchange.path());
      default -> exchange.sendText(refusal.status(), "injected by a fault\n");
    }
  }

  /// Once the answer has begun, only cutting it tells the client that it is not whole.
  private static void fail(Exchange exchange, IOException e) throws IOException {
    if (exchange.committed()) {
      throw e;
    }
    var error =
        new RegistryError(
            RegistryError.Code.UNKNOWN, "unknown error", String.valueOf(e.getMessage()));
    exchange.sendJson(error.status(), error.toJson());
  }

  private static String realm(Exchange exchange) {
    return "http://%s/token".formatted(exchange.header("Host").orElse("127.0.0.1"));
  }

  private static Optional<Scope> scope(Exchange exchange) throws RegistryError {
    var repository = exchange.optionalVariable("name");
    if (repository.isEmpty()) {
      return Optional.empty();
    }
    if (!isName(repository.get())) {
      throw new RegistryError(
          RegistryError.Code.NAME_INVALID, "invalid repository name", repository.get());
    }
    return Optional.of(
        switch (exchange.method()) {
          case "GET", "HEAD" -> Scope.pull(repository.get());
          default -> Scope.push(repository.get());
        });
  }

  private static void ping(Exchange exchange) throws IOException {
    exchange.sendJson(200, Map.of());
  }
}
