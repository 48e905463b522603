package dev.dyno.reports.policy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What stands in a YAML file, with the line where it stands, from 1.
sealed interface YamlValue {

  int line();

  /// A text, a number, or nothing (then it is empty).
  record Text(String text, int line) implements YamlValue {}

  /// Keys and values in the file's order.
  record Fields(Map<String, Field> fields, int line) implements YamlValue {

    /// A key that may be left out.
    Optional<YamlValue> value(String key) {
      return Optional.ofNullable(fields.get(key)).map(Field::value);
    }

    /// A key that must be there.
    Text text(String key) throws Wrong {
      return value(key)
          .orElseThrow(() -> new Wrong(line, "'%s' is missing".formatted(key)))
          .asText("'%s'".formatted(key));
    }

    /// Refuses every other key.
    void only(Set<String> known) throws Wrong {
      for (var field : fields.entrySet()) {
        if (!known.contains(field.getKey())) {
          throw new Wrong(
              field.getValue().line(),
              "key '%s' is not known: use one of %s".formatted(field.getKey(), known));
        }
      }
    }
  }

  /// A value, and where its key stands.
  record Field(YamlValue value, int line) {}

  /// A list.
  record Items(List<YamlValue> items, int line) implements YamlValue {}

  /// What is wrong, and where.
  final class Wrong extends Exception {
    private static final long serialVersionUID = 1;
    private final int line;

    Wrong(int line, String message) {
      super(message);
      this.line = line;
    }

    int line() {
      return line;
    }
  }

  default Text asText(String what) throws Wrong {
    if (this instanceof Text text && !text.text.isBlank()) {
      return text;
    }
    throw new Wrong(line(), what + " must be a text or a number");
  }

  default Fields asFields(String what) throws Wrong {
    if (this instanceof Fields fields) {
      return fields;
    }
    throw new Wrong(line(), what + " must have keys of its own");
  }

  default Items asItems(String what) throws Wrong {
    if (this instanceof Items items) {
      return items;
    }
    throw new Wrong(line(), what + " must be a list: start each of its lines with '- '");
  }

  /// Reads a document.
  ///
  /// @throws IOException when it is no YAML
  static YamlValue read(String text) throws IOException, Wrong {
    try (var parser = new YAMLFactory().createParser(text)) {
      var first = parser.nextToken();
      return first == null ? new Fields(Map.of(), 1) : value(parser);
    }
  }

  private static YamlValue value(JsonParser parser) throws IOException, Wrong {
    int line = parser.currentTokenLocation().getLineNr();
    return switch (parser.currentToken()) {
      case START_OBJECT -> fields(parser, line);
      case START_ARRAY -> {
        var items = new ArrayList<YamlValue>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(parser));
        }
        yield new Items(List.copyOf(items), line);
      }
      case VALUE_NULL -> new Text("", line);
      default -> new Text(parser.getText(), line);
    };
  }

  private static Fields fields(JsonParser parser, int line) throws IOException, Wrong {
    var fields = new LinkedHashMap<String, Field>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var key = parser.currentName();
      int where = parser.currentTokenLocation().getLineNr();
      parser.nextToken();
      if (fields.put(key, new Field(value(parser), where)) != null) {
        throw new Wrong(where, "key '%s' stands there twice".formatted(key));
      }
    }
    return new Fields(fields, line);
  }
}
