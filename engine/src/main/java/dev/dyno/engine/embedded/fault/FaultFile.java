package dev.dyno.engine.embedded.fault;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.dyno.engine.embedded.http.Fields;
import dev.dyno.engine.embedded.latency.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// A [FaultPlan] as YAML or JSON:
///
/// ```
/// faults:
///   - name: busy registry            # may be left out
///     where: registry                # or daemon
///     operations: [manifest-get]     # or any
///     path: /v2/.*                   # a regular expression, or any
///     image: team/.*                 # a regular expression, or any
///     often: {first: 2}              # or {every: 3}, {chance: 0.1, seed: 7}, or each time
///     what: {type: status, status: 429, retryAfterSeconds: 2}
/// ```
/// What is unknown is refused by name.
public final class FaultFile {
  private static final String TYPES =
      "latency, bandwidth, drip, status, refused, reset, hang, truncated, wrong-digest,"
          + " error-detail, ignored-cancellation, full-disk";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private FaultFile() {}

  /// Reads a file.
  ///
  /// @throws IOException when it cannot be read, or is not such a plan; names file and field
  public static FaultPlan read(Path file) throws IOException {
    var text = Files.readString(file);
    try {
      return parse(text);
    } catch (IllegalArgumentException e) {
      throw new IOException("faults of %s: %s".formatted(file.getFileName(), e.getMessage()), e);
    }
  }

  /// Reads YAML or JSON.
  ///
  /// @throws IllegalArgumentException when it is not such a plan; names the field
  public static FaultPlan parse(String text) {
    var fields = Fields.of(tree(text));
    var faults = new ArrayList<Fault>();
    for (var each : fields.objects("faults")) {
      faults.add(fault(each, faults.size() + 1));
    }
    fields.rejectOthers();
    return new FaultPlan(faults);
  }

  private static JsonNode tree(String text) {
    try {
      return text.stripLeading().startsWith("{") ? JSON.readTree(text) : YAML.readTree(text);
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new IllegalArgumentException(
          "line %d: %s".formatted(line, e.getOriginalMessage().lines().findFirst().orElse("")), e);
    }
  }

  private static Fault fault(Fields fields, int number) {
    return placed(
        fields,
        () -> {
          var what = what(fields.object("what"));
          var fault =
              new Fault(
                  fields.text("name", "fault %d".formatted(number)),
                  Place.labelled(fields.text("where")),
                  new Which(
                      operations(fields), optional(fields, "path"), optional(fields, "image")),
                  fields.has("often") ? often(fields.object("often")) : new Often.Always(),
                  what);
          fields.rejectOthers();
          return fault;
        });
  }

  private static Set<String> operations(Fields fields) {
    return fields.has("operations") ? new HashSet<>(fields.texts("operations")) : Set.of();
  }

  private static Optional<String> optional(Fields fields, String name) {
    return fields.has(name) ? Optional.of(fields.text(name)) : Optional.empty();
  }

  private static Often often(Fields fields) {
    return placed(
        fields,
        () -> {
          Often often;
          if (fields.has("first")) {
            often = new Often.First(fields.integer("first"));
          } else if (fields.has("every")) {
            often = new Often.Every(fields.integer("every"));
          } else {
            often = new Often.Chance(fields.number("chance"), fields.integer("seed", 0));
          }
          fields.rejectOthers();
          return often;
        });
  }

  private static What what(Fields fields) {
    return placed(
        fields,
        () -> {
          var what = ofType(fields.text("type"), fields);
          fields.rejectOthers();
          return what;
        });
  }

  private static What ofType(String type, Fields fields) {
    return switch (type) {
      case "latency" -> new What.Latency(spread(fields), fields.integer("seed", 0));
      case "bandwidth" ->
          new What.Bandwidth(
              fields.integer("bytesPerSecondPerConnection", 0),
              fields.integer("bytesPerSecondShared", 0));
      case "drip" ->
          new What.Drip(
              Math.toIntExact(fields.integer("bytes")),
              Duration.ofMillis(fields.integer("everyMillis")));
      case "status" ->
          new What.Status(
              Math.toIntExact(fields.integer("status")),
              fields.has("retryAfterSeconds")
                  ? Optional.of(Duration.ofSeconds(fields.integer("retryAfterSeconds")))
                  : Optional.empty());
      case "refused" -> new What.Refused(Duration.ofMillis(fields.integer("millis")));
      case "reset" ->
          fields.has("afterBytes")
              ? new What.ResetInBody(fields.integer("afterBytes"))
              : new What.Reset();
      case "hang" ->
          fields.has("afterBytes")
              ? new What.HangInBody(fields.integer("afterBytes"))
              : new What.Hang();
      case "truncated" -> new What.Truncated(fields.integer("afterBytes"));
      case "wrong-digest" -> new What.WrongDigest(fields.integer("afterBytes", 0));
      case "error-detail" ->
          new What.ErrorDetail(
              fields.text("message", "injected error"), fields.integer("afterMessages", 1));
      case "ignored-cancellation" -> new What.IgnoredCancellation();
      case "full-disk" -> new What.FullDisk(fields.integer("afterBytes", 0));
      default ->
          throw new IllegalArgumentException(
              "type '%s' is unknown; known are %s".formatted(type, TYPES));
    };
  }

  /// Either a fixed time, `millis`, or a distribution.
  private static Spread spread(Fields fields) {
    if (fields.has("millis")) {
      double millis = fields.number("millis");
      return new Spread(millis, millis, millis);
    }
    double median = fields.number("medianMillis");
    return new Spread(
        median, fields.number("p90Millis", median), fields.number("minimumMillis", 0));
  }

  /// Says where in the document a value is wrong, unless that is said already.
  private static <T> T placed(Fields fields, Supplier<T> read) {
    try {
      return read.get();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("%s: a number is too large".formatted(fields.place()), e);
    } catch (IllegalArgumentException e) {
      var said = String.valueOf(e.getMessage());
      if (said.contains(fields.place())) {
        throw e;
      }
      throw new IllegalArgumentException("%s: %s".formatted(fields.place(), said), e);
    }
  }
}
