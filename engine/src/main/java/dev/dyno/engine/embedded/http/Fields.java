package dev.dyno.engine.embedded.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The fields of one JSON object, read strictly: a field of the wrong type, missing or unknown is
/// an [IllegalArgumentException] that names it and where it stands: `faults[2].what.millis`.
public final class Fields {
  private final JsonNode object;
  private final String place;
  private final Set<String> read = new HashSet<>();

  private Fields(JsonNode object, String place) {
    this.object = object;
    this.place = place;
  }

  /// Reads an object.
  public static Fields of(byte[] json) {
    return of(Json.tree(json));
  }

  /// Reads an object.
  public static Fields of(JsonNode document) {
    if (!document.isObject()) {
      throw new IllegalArgumentException("the document must be an object");
    }
    return new Fields(document, "");
  }

  /// Where in the document this object stands, such as `faults[2]`; empty for the whole.
  public String place() {
    return place;
  }

  /// Whether there is such a field.
  public boolean has(String name) {
    return !field(name).isMissingNode();
  }

  /// The names of all fields, in the order of the document: for an object that is a map.
  public List<String> names() {
    return object.properties().stream().map(Map.Entry::getKey).toList();
  }

  /// An object that must be there.
  public Fields object(String name) {
    var field = field(name);
    if (!field.isObject()) {
      throw wrong(name, "an object");
    }
    return new Fields(field, where(name));
  }

  /// A list of objects that must be there.
  public List<Fields> objects(String name) {
    var field = field(name);
    if (!field.isArray()) {
      throw wrong(name, "a list of objects");
    }
    var objects = new ArrayList<Fields>();
    for (var element : field) {
      if (!element.isObject()) {
        throw wrong(name, "a list of objects");
      }
      objects.add(new Fields(element, "%s[%d]".formatted(where(name), objects.size())));
    }
    return objects;
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
    return has(name) ? text(name) : fallback;
  }

  /// A number that must be there.
  public double number(String name) {
    var field = field(name);
    if (!field.isNumber()) {
      throw wrong(name, "a number");
    }
    return field.doubleValue();
  }

  /// A number, or the fallback when absent.
  public double number(String name, double fallback) {
    return has(name) ? number(name) : fallback;
  }

  /// A whole number that must be there.
  public long integer(String name) {
    var field = field(name);
    if (!field.isIntegralNumber() || !field.canConvertToLong()) {
      throw wrong(name, "a whole number");
    }
    return field.longValue();
  }

  /// A whole number, or the fallback when absent.
  public long integer(String name, long fallback) {
    return has(name) ? integer(name) : fallback;
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
            "unknown field '%s'; known are %s"
                .formatted(where(name), read.stream().sorted().toList()));
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
        "field '%s' must be %s, not %s".formatted(where(name), type, seen));
  }

  private String where(String name) {
    return place.isEmpty() ? name : place + "." + name;
  }
}
