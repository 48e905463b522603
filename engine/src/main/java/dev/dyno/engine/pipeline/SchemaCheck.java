package dev.dyno.engine.pipeline;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Holds a document to `pipeline.schema.json`, with messages for people.
final class SchemaCheck {

  private final Schema schema;

  SchemaCheck() {
    try (var in = SchemaCheck.class.getResourceAsStream("pipeline.schema.json")) {
      if (in == null) {
        throw new IllegalStateException("pipeline.schema.json is not in the jar");
      }
      schema =
          SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
              .getSchema(in, InputFormat.JSON);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// @param lines of the file
  List<Problem> problems(JsonNode document, List<String> lines) {
    var problems = new ArrayList<Problem>();
    for (var error : schema.validate(document)) {
      problems.add(new Problem(line(error, lines), message(error)));
    }
    return problems;
  }

  private static int line(Error error, List<String> lines) {
    var node = error.getInstanceNode();
    var property = error.getProperty();
    if (!error.getKeyword().equals("additionalProperties") || node.get(property) == null) {
      return YamlNode.lineOf(node);
    }
    // A value may stand below its key.
    int line = YamlNode.lineOf(node.get(property));
    while (line > 1 && !lines.get(line - 1).contains(property)) {
      line--;
    }
    return line;
  }

  private String message(Error error) {
    return switch (error.getKeyword()) {
      case "additionalProperties" ->
          "key '%s' is not known here: use one of %s"
              .formatted(error.getProperty(), String.join(", ", known(error)));
      case "required" -> "'%s' is missing".formatted(error.getProperty());
      case "type" ->
          "%s: needs %s, is %s"
              .formatted(place(error), error.getArguments()[1], error.getArguments()[0]);
      case "pattern" ->
          "'%s' is not like this: %s".formatted(error.getInstanceNode().asText(), wanted(error));
      default -> "%s %s".formatted(place(error), error.getMessage());
    };
  }

  private static String place(Error error) {
    int names = error.getInstanceLocation().getNameCount();
    return names == 0 ? "the file" : "'%s'".formatted(error.getInstanceLocation().getName(-1));
  }

  private String wanted(Error error) {
    var pattern = String.valueOf(error.getArguments()[0]);
    return beside(error, "description").asText(pattern);
  }

  /// What stands in the schema beside the keyword that failed.
  private JsonNode beside(Error error, String key) {
    var keyword = error.getSchemaLocation().getFragment().toString();
    var owner = keyword.substring(0, keyword.lastIndexOf('/'));
    return schema.getSchemaNode().at(JsonPointer.compile(owner + "/" + key));
  }

  private List<String> known(Error error) {
    var properties = beside(error, "properties");
    var names = new ArrayList<String>();
    properties.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
