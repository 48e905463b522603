package dev.dyno.reports.exchange;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A value of a JSON text that knows where it stands.
///
/// @param path from the top: `[3].primaryMetric.score`
/// @param value a map, a list, a text, a number, a truth, or that it is null
record JsonPlace(int line, int column, String path, Value value) {

  private static final JsonFactory JSON =
      new JsonFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  /// What stands there.
  sealed interface Value {
    record Fields(Map<String, JsonPlace> of) implements Value {}

    record Items(List<JsonPlace> of) implements Value {}

    record Text(String text) implements Value {}

    record Amount(double amount) implements Value {}

    /// Null, true or false.
    record Word(String word) implements Value {}
  }

  static JsonPlace read(String text) throws ExchangeException {
    try (var parser = JSON.createParser(text)) {
      parser.nextToken();
      var whole = read(parser, "");
      if (parser.nextToken() != null) {
        throw new ExchangeException(
            "line %d, column %d: something follows the end"
                .formatted(
                    parser.currentTokenLocation().getLineNr(),
                    parser.currentTokenLocation().getColumnNr()));
      }
      return whole;
    } catch (JacksonException broken) {
      var at = broken.getLocation();
      throw new ExchangeException(
          "line %d, column %d: %s"
              .formatted(
                  at == null ? 1 : at.getLineNr(),
                  at == null ? 1 : at.getColumnNr(),
                  String.valueOf(broken.getOriginalMessage()).lines().findFirst().orElse("")));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible); // it is in memory
    }
  }

  private static JsonPlace read(JsonParser parser, String path) throws IOException {
    var at = parser.currentTokenLocation();
    JsonToken token = parser.currentToken();
    Value value =
        token == null
            ? new Value.Word("nothing")
            : switch (token) {
              case START_OBJECT -> fields(parser, path);
              case START_ARRAY -> items(parser, path);
              case VALUE_STRING -> new Value.Text(parser.getText());
              case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                  new Value.Amount(parser.getDoubleValue());
              default -> new Value.Word(parser.getText());
            };
    return new JsonPlace(at.getLineNr(), at.getColumnNr(), path, value);
  }

  private static Value fields(JsonParser parser, String path) throws IOException {
    var fields = new LinkedHashMap<String, JsonPlace>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      var name = parser.currentName();
      parser.nextToken();
      fields.put(name, read(parser, path.isEmpty() ? name : path + "." + name));
    }
    return new Value.Fields(fields);
  }

  private static Value items(JsonParser parser, String path) throws IOException {
    var items = new ArrayList<JsonPlace>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(read(parser, "%s[%d]".formatted(path, items.size())));
    }
    return new Value.Items(items);
  }

  List<JsonPlace> items() throws ExchangeException {
    if (value instanceof Value.Items(var all)) {
      return all;
    }
    throw wrong("is no list");
  }

  Map<String, JsonPlace> fields() throws ExchangeException {
    if (value instanceof Value.Fields(var all)) {
      return all;
    }
    throw wrong("is no object");
  }

  Optional<JsonPlace> field(String name) throws ExchangeException {
    return Optional.ofNullable(fields().get(name));
  }

  JsonPlace needed(String name) throws ExchangeException {
    var field = field(name);
    if (field.isEmpty()) {
      throw new ExchangeException(
          line, column, path.isEmpty() ? name : path + "." + name, "is missing");
    }
    return field.get();
  }

  String text() throws ExchangeException {
    if (value instanceof Value.Text(var text)) {
      return text;
    }
    throw wrong("is no text");
  }

  /// JMH writes what is no number as a text: `"NaN"`.
  double number() throws ExchangeException {
    return switch (value) {
      case Value.Amount(double amount) -> amount;
      case Value.Text(var text) when text.equals("NaN") -> Double.NaN;
      case Value.Text(var text) when text.matches("[+-]?INF|[+-]?Infinity") ->
          text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      default -> throw wrong("is no number");
    };
  }

  ExchangeException wrong(String what) {
    var shown =
        switch (value) {
          case Value.Fields _ -> "{…}";
          case Value.Items _ -> "[…]";
          case Value.Text(var text) -> '"' + text + '"';
          case Value.Amount(double amount) -> String.valueOf(amount);
          case Value.Word(var word) -> word;
        };
    return new ExchangeException(
        line, column, path.isEmpty() ? "(the whole)" : path, shown + " " + what);
  }
}
