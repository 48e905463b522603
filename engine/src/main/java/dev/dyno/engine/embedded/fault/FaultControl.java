package dev.dyno.engine.embedded.fault;

import dev.dyno.engine.embedded.http.Endpoint;
import dev.dyno.engine.embedded.http.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Controls the faults of a server over HTTP: PUT of a plan as [FaultFile] reads it switches it on,
/// DELETE off, GET tells how often each struck.
public final class FaultControl implements Endpoint {
  /// Where it answers.
  public static final String PATH = "/_dyno/faults";

  private static final int LARGEST_PLAN = 1 << 20;

  private final Faults faults;

  /// Controls these.
  public FaultControl(Faults faults) {
    this.faults = faults;
  }

  /// Answers.
  ///
  /// @throws IllegalArgumentException when the plan is wrong; says what; nothing has changed then
  @Override
  public void serve(Exchange exchange) throws IOException {
    switch (exchange.method()) {
      case "PUT" -> {
        faults.use(plan(exchange));
        exchange.send(204);
      }
      case "DELETE" -> {
        faults.clear();
        exchange.send(204);
      }
      case "GET" -> exchange.sendJson(200, toJson(faults.strikes()));
      default -> exchange.sendJson(405, Map.of("message", "faults can be read, put and deleted"));
    }
  }

  /// A fault for another server would be switched on in vain.
  private FaultPlan plan(Exchange exchange) throws IOException {
    var plan = FaultFile.parse(new String(exchange.body(LARGEST_PLAN), StandardCharsets.UTF_8));
    for (var fault : plan.faults()) {
      if (fault.where() != faults.place()) {
        throw new IllegalArgumentException(
            "fault '%s' is for the %s; this is the %s"
                .formatted(fault.name(), fault.where().label(), faults.place().label()));
      }
    }
    return plan;
  }

  private static Map<String, Object> toJson(List<Strikes> strikes) {
    return Map.of(
        "faults",
        strikes.stream()
            .map(
                it -> {
                  var json = new LinkedHashMap<String, Object>();
                  json.put("name", it.fault());
                  json.put("met", it.met());
                  json.put("struck", it.struck());
                  return json;
                })
            .toList());
  }
}
