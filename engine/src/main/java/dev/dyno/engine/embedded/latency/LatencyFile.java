package dev.dyno.engine.embedded.latency;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dyno.engine.embedded.http.Fields;
import dev.dyno.engine.embedded.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A [LatencyProfile] as a JSON file:
///
/// ```
/// {"schema": "dyno-latency/1", "name": "dockerd", "source": "…", "cores": 2,
///  "registry": {"roundTripMillis": 12, "downloadBytesPerSecond": 0,
///               "inflatedBytesPerSecond": 57000000, "uploadBytesPerSecond": 0},
///  "operations": {
///    "start": {"medianMillis": 373, "p90Millis": 473, "minimumMillis": 266,
///              "cpuShare": 1.2, "atOnce": 0}}}
/// ```
/// `registry` and its fields, `p90Millis` (the median), `minimumMillis`, `cpuShare` and `atOnce`
/// (0) may be left out; what is unknown is refused by name.
///
/// Schema `dyno-latency/2` adds `evidence`, an object that says how the figures were measured: for
/// people and for other programs, the replay needs none of it.
public final class LatencyFile {
  private static final String SCHEMA = "dyno-latency/1";
  private static final String WITH_EVIDENCE = "dyno-latency/2";

  private LatencyFile() {}

  /// Reads a file.
  ///
  /// @throws IOException when it cannot be read, or is not such a profile; names file and field
  public static LatencyProfile read(Path file) throws IOException {
    var bytes = Files.readAllBytes(file);
    try {
      return parse(Json.tree(bytes));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "latency profile %s: %s".formatted(file.getFileName(), e.getMessage()), e);
    }
  }

  /// Reads a document.
  ///
  /// @throws IllegalArgumentException when it is not such a profile; names the field
  public static LatencyProfile parse(JsonNode document) {
    var fields = Fields.of(document);
    var schema = fields.text("schema");
    if (!List.of(SCHEMA, WITH_EVIDENCE).contains(schema)) {
      throw new IllegalArgumentException(
          "schema '%s' is unknown; use %s or %s".formatted(schema, SCHEMA, WITH_EVIDENCE));
    }
    if (schema.equals(WITH_EVIDENCE)) {
      fields.object("evidence");
    }
    var profile =
        new LatencyProfile(
            fields.text("name"),
            fields.text("source"),
            Math.toIntExact(fields.integer("cores")),
            fields.has("registry") ? pace(fields.object("registry")) : RegistryPace.UNLIMITED,
            operations(fields.object("operations")));
    fields.rejectOthers();
    return profile;
  }

  /// Writes a file that [#read] reads as the same profile. A reader never sees half of it: it is
  /// written beside its place and moved in.
  ///
  /// @throws IOException when the folder does not take it; an older file is then left as it was
  public static void write(LatencyProfile profile, Path file) throws IOException {
    replace(file, toJson(SCHEMA, profile));
  }

  /// The same, with how its figures were measured.
  ///
  /// @param evidence of maps, lists, numbers and texts
  public static void write(LatencyProfile profile, Map<String, ?> evidence, Path file)
      throws IOException {
    var json = toJson(WITH_EVIDENCE, profile);
    json.put("evidence", evidence);
    replace(file, json);
  }

  private static void replace(Path file, Map<String, Object> json) throws IOException {
    var draft = file.resolveSibling(file.getFileName() + ".part");
    Files.write(draft, Json.indented(json));
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static RegistryPace pace(Fields fields) {
    var pace =
        new RegistryPace(
            fields.number("roundTripMillis", 0),
            fields.number("downloadBytesPerSecond", 0),
            fields.number("inflatedBytesPerSecond", 0),
            fields.number("uploadBytesPerSecond", 0));
    fields.rejectOthers();
    return pace;
  }

  private static Map<Operation, OperationLatency> operations(Fields fields) {
    var operations = new EnumMap<Operation, OperationLatency>(Operation.class);
    for (var label : fields.names()) {
      operations.put(Operation.labelled(label), latency(fields.object(label)));
    }
    return operations;
  }

  private static OperationLatency latency(Fields fields) {
    double median = fields.number("medianMillis");
    double p90 = fields.number("p90Millis", median);
    double minimum = fields.number("minimumMillis", 0);
    double share = fields.number("cpuShare", 0);
    long atOnce = fields.integer("atOnce", 0);
    fields.rejectOthers();
    try {
      return new OperationLatency(new Spread(median, p90, minimum), share, Math.toIntExact(atOnce));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IllegalArgumentException("%s: %s".formatted(fields.place(), e.getMessage()), e);
    }
  }

  private static Map<String, Object> toJson(String schema, LatencyProfile profile) {
    var operations = new LinkedHashMap<String, Object>();
    for (var operation : Operation.values()) {
      if (profile.operations().containsKey(operation)) {
        operations.put(operation.label(), toJson(profile.of(operation)));
      }
    }
    var json = new LinkedHashMap<String, Object>();
    json.put("schema", schema);
    json.put("name", profile.name());
    json.put("source", profile.source());
    json.put("cores", profile.cores());
    json.put("registry", toJson(profile.registry()));
    json.put("operations", operations);
    return json;
  }

  private static Map<String, Object> toJson(RegistryPace pace) {
    var json = new LinkedHashMap<String, Object>();
    json.put("roundTripMillis", pace.roundTripMillis());
    json.put("downloadBytesPerSecond", pace.downloadBytesPerSecond());
    json.put("inflatedBytesPerSecond", pace.inflatedBytesPerSecond());
    json.put("uploadBytesPerSecond", pace.uploadBytesPerSecond());
    return json;
  }

  private static Map<String, Object> toJson(OperationLatency latency) {
    var json = new LinkedHashMap<String, Object>();
    json.put("medianMillis", latency.time().medianMillis());
    json.put("p90Millis", latency.time().p90Millis());
    json.put("minimumMillis", latency.time().minimumMillis());
    json.put("cpuShare", latency.cpuShare());
    json.put("atOnce", latency.atOnce());
    return json;
  }
}
