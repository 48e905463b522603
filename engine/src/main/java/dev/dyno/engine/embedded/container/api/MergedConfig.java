package dev.dyno.engine.embedded.container.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Docker's `Config` of a request, completed from one that lies below it, as dockerd does: that of
/// the image for a new container, that of the container for a commit.
public final class MergedConfig {
  private static final List<String> ONLY_FROM_REQUEST =
      List.of(
          "Hostname",
          "Domainname",
          "AttachStdin",
          "AttachStdout",
          "AttachStderr",
          "Tty",
          "OpenStdin",
          "StdinOnce",
          "StopTimeout",
          "Image");
  private static final List<String> FROM_EITHER =
      List.of("User", "WorkingDir", "StopSignal", "ExposedPorts", "Volumes");

  private final JsonNode request;
  private final JsonNode below;
  private final ObjectNode merged = JsonNodeFactory.instance.objectNode();

  private MergedConfig(JsonNode request, JsonNode below) {
    this.request = request;
    this.below = below;
  }

  /// Merges; both may lack any field, or be nothing at all.
  public static ObjectNode of(JsonNode request, JsonNode below) {
    var merging = new MergedConfig(request, below);
    merging.merge();
    return merging.merged;
  }

  private void merge() {
    ONLY_FROM_REQUEST.forEach(field -> setIfGiven(field, request.path(field)));
    for (var field : FROM_EITHER) {
      var own = request.path(field);
      setIfGiven(field, isGiven(own) ? own : below.path(field));
    }
    mergeCommand();
    merged.set("Env", environment());
    var labels = merged.putObject("Labels");
    labels().forEach(labels::put);
  }

  /// An entry point of the request makes no sense of the arguments below.
  private void mergeCommand() {
    var entrypoint = request.path("Entrypoint");
    var command = request.path("Cmd");
    if (!entrypoint.isArray() && !entrypoint.isTextual()) {
      entrypoint = below.path("Entrypoint");
      command = texts(command).isEmpty() ? below.path("Cmd") : command;
    }
    merged.set("Entrypoint", withoutBlankAlone(entrypoint));
    merged.set("Cmd", withoutBlankAlone(command));
  }

  /// The variables below, unless the request has one of that name.
  private ArrayNode environment() {
    var all = new LinkedHashMap<String, String>();
    texts(request.path("Env")).forEach(pair -> all.put(name(pair), pair));
    texts(below.path("Env")).forEach(pair -> all.putIfAbsent(name(pair), pair));
    var environment = JsonNodeFactory.instance.arrayNode();
    all.values().forEach(environment::add);
    return environment;
  }

  private Map<String, String> labels() {
    var all = new LinkedHashMap<String, String>();
    for (var source : List.of(below.path("Labels"), request.path("Labels"))) {
      source.properties().forEach(label -> all.put(label.getKey(), label.getValue().asText()));
    }
    return all;
  }

  private void setIfGiven(String field, JsonNode value) {
    if (isGiven(value)) {
      merged.set(field, value);
    }
  }

  private static boolean isGiven(JsonNode value) {
    return value.isValueNode()
        ? !value.isNull() && !(value.isTextual() && value.asText().isEmpty())
        : !value.isEmpty();
  }

  /// `docker run --entrypoint ""` means no entry point.
  private static ArrayNode withoutBlankAlone(JsonNode value) {
    var words = JsonNodeFactory.instance.arrayNode();
    var texts = texts(value);
    if (!texts.equals(List.of(""))) {
      texts.forEach(words::add);
    }
    return words;
  }

  /// Docker takes one word for a list of one.
  static List<String> texts(JsonNode value) {
    var texts = new ArrayList<String>();
    if (value.isTextual()) {
      texts.add(value.asText());
    }
    value.forEach(it -> texts.add(it.asText()));
    return texts;
  }

  private static String name(String pair) {
    return pair.split("=", 2)[0];
  }
}
