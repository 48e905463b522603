package dev.dyno.bench.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// The description of the JSON API, as a document and as a page of it.
///
/// @param text the document, OpenAPI 3.0
/// @param operations in its order
record OpenApi(String text, String description, List<Operation> operations) {

  /// One address that answers.
  ///
  /// @param type of its content
  record Operation(
      String path, String summary, String description, List<Parameter> parameters, String type) {
    boolean plain() {
      return !path.contains("{");
    }
  }

  /// What an address takes.
  record Parameter(String name, String in, String description) {}

  static OpenApi load() {
    var text = WebFiles.text("openapi.json");
    try {
      var tree = new ObjectMapper().readTree(text);
      var operations = new ArrayList<Operation>();
      for (var path : tree.path("paths").properties()) {
        operations.add(operation(path.getKey(), path.getValue().path("get")));
      }
      return new OpenApi(
          text, tree.path("info").path("description").asText(), List.copyOf(operations));
    } catch (IOException spoiled) {
      throw new UncheckedIOException(spoiled); // a test reads it
    }
  }

  private static Operation operation(String path, JsonNode get) {
    var parameters = new ArrayList<Parameter>();
    for (var each : get.path("parameters")) {
      parameters.add(
          new Parameter(
              each.path("name").asText(),
              each.path("in").asText(),
              each.path("description").asText()));
    }
    var content = get.path("responses").path("200").path("content").fieldNames();
    return new Operation(
        path,
        get.path("summary").asText(),
        get.path("description").asText(),
        List.copyOf(parameters),
        content.hasNext() ? content.next() : "");
  }
}
