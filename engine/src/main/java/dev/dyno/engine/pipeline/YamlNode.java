package dev.dyno.engine.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.utils.JsonNodes;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.Platform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// A value of a pipeline's file, which the schema has passed, with what stands in it.
///
/// @param variables that its texts may use
record YamlNode(JsonNode node, Variables variables) {

  private static final Pattern TIME = Pattern.compile("[1-9][0-9]{0,4}(ms|s|m|h)");

  /// Where it stands, from 1.
  int line() {
    return lineOf(node);
  }

  static int lineOf(JsonNode node) {
    var location = JsonNodes.tokenStreamLocationOf(node);
    return location == null ? 1 : Math.max(1, location.getLineNr());
  }

  boolean isText() {
    return node.isTextual();
  }

  boolean has(String key) {
    return node.has(key);
  }

  Optional<YamlNode> field(String key) {
    return Optional.ofNullable(node.get(key)).map(it -> new YamlNode(it, variables));
  }

  /// A field that the schema requires.
  YamlNode required(String key) throws Misread {
    return field(key).orElseThrow(() -> wrong("'%s' is missing".formatted(key)));
  }

  List<YamlNode> items() {
    var items = new ArrayList<YamlNode>();
    node.forEach(it -> items.add(new YamlNode(it, variables)));
    return items;
  }

  /// Its value with variables in place.
  String text() throws Misread {
    return variables.expand(node.asText(), line());
  }

  Optional<String> text(String key) throws Misread {
    return has(key) ? Optional.of(required(key).text()) : Optional.empty();
  }

  /// Whether it is true; false when it is not there.
  boolean flag(String key) throws Misread {
    if (!has(key)) {
      return false;
    }
    var text = required(key).text();
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw required(key).wrong("'%s' is neither true nor false".formatted(text));
    };
  }

  List<String> texts(String key) throws Misread {
    var texts = new ArrayList<String>();
    if (has(key)) {
      for (var item : required(key).items()) {
        texts.add(item.text());
      }
    }
    return texts;
  }

  Map<String, String> map(String key) throws Misread {
    var map = new LinkedHashMap<String, String>();
    if (has(key)) {
      for (var field : required(key).node.properties()) {
        var at = new YamlNode(field.getValue(), variables);
        var name = variables.expand(field.getKey(), at.line());
        if (map.putIfAbsent(name, at.text()) != null) {
          throw at.wrong(
              "'%s' is there twice, with variables in place: take one away".formatted(name));
        }
      }
    }
    return map;
  }

  /// A time such as `30s`.
  Optional<Duration> time(String key) throws Misread {
    return has(key) ? Optional.of(required(key).duration()) : Optional.empty();
  }

  private Duration duration() throws Misread {
    var text = text();
    if (!TIME.matcher(text).matches()) {
      throw wrong("'%s' is no time: write one such as 500ms, 30s, 5m or 1h".formatted(text));
    }
    int unit = text.endsWith("ms") ? 2 : 1;
    long number = Long.parseLong(text.substring(0, text.length() - unit));
    return switch (text.charAt(text.length() - 1)) {
      case 's' -> unit == 2 ? Duration.ofMillis(number) : Duration.ofSeconds(number);
      case 'm' -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }

  ImageReference image() throws Misread {
    return made(ImageReference::parse);
  }

  ImageReference image(String key) throws Misread {
    return required(key).image();
  }

  Optional<Platform> platform(String key) throws Misread {
    return has(key) ? Optional.of(required(key).made(Platform::parse)) : Optional.empty();
  }

  /// What `maker` makes of the text.
  ///
  /// @param maker throws [IllegalArgumentException] with a message for people
  <T> T made(Function<String, T> maker) throws Misread {
    try {
      return maker.apply(text());
    } catch (IllegalArgumentException refused) {
      throw wrong("'%s': %s".formatted(node.asText(), refused.getMessage()));
    }
  }

  Misread wrong(String message) {
    return new Misread(line(), message);
  }
}
