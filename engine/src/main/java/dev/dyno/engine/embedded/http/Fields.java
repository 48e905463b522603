package dev.dyno.engine.embedded.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The fields of one JSON object, read strictly: a field of the wrong type, missing or unknown is
/// an [IllegalArgumentException] that names it.
public final class Fields {
  private final JsonNode object;
  private final Set<String> read = new HashSet<>();

  private Fields(JsonNode object) {
    this.object = object;
  }

  /// Reads an object.
  public static Fields of(byte[] json) {
    var tree = Json.tree(json);
    if (!tree.isObject()) {
      throw new IllegalArgumentException("the body must be a JSON object");
    }
    return new Fields(tree);
  }

  /// A text that must be there.
  public String text(String name) {
    var field = field(name);
    if (!field.isTextual()) {
      throw wrong(name, "a text");
    }
    return field.textValue();
  }

  /// A text, or the fallback when absent.
  public String text(String name, String fallback) {
    return field(name).isMissingNode() ? fallback : text(name);
  }

  /// A number, or the fallback when absent.
  public double number(String name, double fallback) {
    var field = field(name);
    if (field.isMissingNode()) {
      return fallback;
    }
    if (!field.isNumber()) {
      throw wrong(name, "a number");
    }
    return field.doubleValue();
  }

  /// A whole number, or the fallback when absent.
  public long integer(String name, long fallback) {
    var field = field(name);
    if (field.isMissingNode()) {
      return fallback;
    }
    if (!field.isIntegralNumber() || !field.canConvertToLong()) {
      throw wrong(name, "a whole number");
    }
    return field.longValue();
  }

  /// A list of texts that must be there.
  public List<String> texts(String name) {
    var field = field(name);
    if (!field.isArray()) {
      throw wrong(name, "a list of texts");
    }
    var texts = new ArrayList<String>();
    for (var element : field) {
      if (!element.isTextual()) {
        throw wrong(name, "a list of texts");
      }
      texts.add(element.textValue());
    }
    return texts;
  }

  /// Refuses fields that nobody asked for: most likely a typing mistake.
  public void rejectOthers() {
    for (var names = object.fieldNames(); names.hasNext(); ) {
      var name = names.next();
      if (!read.contains(name)) {
        throw new IllegalArgumentException(
            "unknown field '%s'; known are %s".formatted(name, read.stream().sorted().toList()));
      }
    }
  }

  private JsonNode field(String name) {
    read.add(name);
    return object.path(name);
  }

  private IllegalArgumentException wrong(String name, String type) {
    var seen = object.path(name).isMissingNode() ? "nothing" : object.path(name).toString();
    return new IllegalArgumentException(
        "field '%s' must be %s, not %s".formatted(name, type, seen));
  }
}
