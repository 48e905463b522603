package dev.dyno.bench.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The description of the JSON API, as a document and as a page of it.
///
/// @param text the document, OpenAPI 3.0
/// @param operations in its order
record OpenApi(String text, String description, List<Operation> operations) {

  /// One address that answers.
  ///
  /// @param method of HTTP
  /// @param type of its content; empty where it answers without any
  record Operation(
      String method,
      String path,
      String summary,
      String description,
      List<Parameter> parameters,
      String type) {
    boolean plain() {
      return method.equals("GET") && !path.contains("{");
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
        for (var method : path.getValue().properties()) {
          operations.add(
              operation(
                  method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue()));
        }
      }
      return new OpenApi(
          text, tree.path("info").path("description").asText(), List.copyOf(operations));
    } catch (IOException spoiled) {
      throw new UncheckedIOException(spoiled); // a test reads it
    }
  }

  private static Operation operation(String method, String path, JsonNode get) {
    var parameters = new ArrayList<Parameter>();
    for (var each : get.path("parameters")) {
      parameters.add(
          new Parameter(
              each.path("name").asText(),
              each.path("in").asText(),
              each.path("description").asText()));
    }
    var answers = get.path("responses");
    var good = answers.has("200") ? answers.path("200") : answers.path("201");
    var content = good.path("content").fieldNames();
    return new Operation(
        method,
        path,
        get.path("summary").asText(),
        get.path("description").asText(),
        List.copyOf(parameters),
        content.hasNext() ? content.next() : "");
  }
}
