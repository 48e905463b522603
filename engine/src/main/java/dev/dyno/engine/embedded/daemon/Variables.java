package dev.dyno.engine.embedded.daemon;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The variables of a build: `$NAME`, `${NAME}`, `${NAME:-otherwise}` and `${NAME:+instead}`.
final class Variables {
  private static final Pattern USE = Pattern.compile("\\$(?:(\\w+)|\\{(\\w+)(?::([-+])([^}]*))?})");

  private final Map<String, String> given;
  private final Map<String, String> values = new HashMap<>();

  /// @param given by the client, as build arguments
  Variables(Map<String, String> given) {
    this.given = Map.copyOf(given);
  }

  void set(String name, String value) {
    values.put(name, value);
  }

  /// What the client gave goes before what the Dockerfile says; ENV goes before both.
  void declare(String name, Optional<String> fallback) {
    var value = Optional.ofNullable(given.get(name)).or(() -> fallback);
    value.ifPresent(it -> values.putIfAbsent(name, it));
  }

  String expand(String text) {
    return USE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(value(match)));
  }

  private String value(MatchResult use) {
    var name = use.group(1) == null ? use.group(2) : use.group(1);
    var value = Optional.ofNullable(values.get(name)).filter(it -> !it.isEmpty());
    var word = Optional.ofNullable(use.group(4)).orElse("");
    return "+".equals(use.group(3)) ? value.map(_ -> word).orElse("") : value.orElse(word);
  }
}
