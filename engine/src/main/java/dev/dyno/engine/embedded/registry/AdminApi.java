package dev.dyno.engine.embedded.registry;

import dev.dyno.engine.embedded.fault.FaultControl;
import dev.dyno.engine.embedded.fault.Faults;
import dev.dyno.engine.embedded.http.Endpoint;
import dev.dyno.engine.embedded.http.Exchange;
import dev.dyno.engine.embedded.http.Fields;
import dev.dyno.engine.embedded.http.Tally;
import dev.dyno.engine.registry.Platform;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/// Controls the registry over HTTP, for a benchmark in another process; neither counted nor shaped.
final class AdminApi implements Endpoint {
  static final String PREFIX = "/_dyno/";

  private static final int LARGEST_REQUEST = 64 * 1024;
  private static final long DEFAULT_TOKEN_SECONDS = 300;

  private final Synthesis synthesis;
  private final Faults faults;
  private final FaultControl faultControl;
  private final Gatekeeper gatekeeper;
  private final Tally<RequestKind> tally;

  AdminApi(Synthesis synthesis, Faults faults, Gatekeeper gatekeeper, Tally<RequestKind> tally) {
    this.synthesis = synthesis;
    this.faults = faults;
    this.faultControl = new FaultControl(faults);
    this.gatekeeper = gatekeeper;
    this.tally = tally;
  }

  @Override
  public void serve(Exchange exchange) throws IOException {
    try {
      if (exchange.path().equals(FaultControl.PATH)) {
        faultControl.serve(exchange);
        return;
      }
      switch (exchange.method() + " " + exchange.path()) {
        case "POST /_dyno/images" -> {
          var digest = synthesis.seed(image(fields(exchange)));
          exchange.sendJson(200, Map.of("digest", digest.toString()));
        }
        case "PUT /_dyno/shape" -> {
          use(shape(fields(exchange)), faults);
          exchange.send(204);
        }
        case "PUT /_dyno/auth" -> {
          gatekeeper.use(authentication(fields(exchange)));
          exchange.send(204);
        }
        case "GET /_dyno/counters" -> exchange.sendJson(200, counters(tally).toJson());
        case "DELETE /_dyno/counters" -> {
          tally.reset();
          exchange.send(204);
        }
        default ->
            refuse(
                exchange, 404, "no such control; there are images, shape, auth, counters, faults");
      }
    } catch (IllegalArgumentException e) {
      refuse(exchange, 400, String.valueOf(e.getMessage()));
    }
  }

  static void use(Shape shape, Faults faults) {
    faults.useAs("shape", shape.asFaults());
  }

  static Counters counters(Tally<RequestKind> tally) {
    var now = tally.snapshot();
    return new Counters(now.requests(), now.statuses(), now.bytesSent(), now.inFlightMaximum());
  }

  private static Fields fields(Exchange exchange) throws IOException {
    return Fields.of(exchange.body(LARGEST_REQUEST));
  }

  private static SyntheticImage image(Fields fields) {
    var image =
        new SyntheticImage(
            fields.text("repository"),
            fields.text("tag"),
            fields.texts("platforms").stream().map(Platform::parse).toList(),
            Math.toIntExact(fields.integer("layers", 1)),
            fields.integer("layerBytes", 0),
            fields.number("compressible", 0),
            fields.integer("seed", 0));
    fields.rejectOthers();
    return image;
  }

  private static Shape shape(Fields fields) {
    var shape =
        new Shape(
            Duration.ofMillis(fields.integer("latencyMillis", 0)),
            fields.integer("bytesPerSecondPerConnection", 0),
            fields.integer("bytesPerSecondShared", 0));
    fields.rejectOthers();
    return shape;
  }

  private static Authentication authentication(Fields fields) {
    var scheme = fields.text("scheme");
    var user = fields.text("user", "");
    var password = fields.text("password", "");
    var seconds = fields.integer("tokenSeconds", DEFAULT_TOKEN_SECONDS);
    fields.rejectOthers();
    return switch (scheme) {
      case "none" -> new Authentication.None();
      case "basic" -> new Authentication.Basic(user, password);
      case "bearer" -> new Authentication.Bearer(user, password, Duration.ofSeconds(seconds));
      default ->
          throw new IllegalArgumentException(
              "scheme '%s' is unknown; use none, basic or bearer".formatted(scheme));
    };
  }

  private static void refuse(Exchange exchange, int status, String message) throws IOException {
    exchange.sendJson(status, Map.of("message", message));
  }
}
