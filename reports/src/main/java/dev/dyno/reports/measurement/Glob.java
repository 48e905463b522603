package dev.dyno.reports.measurement;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/// Which benchmarks: the full name of class and method, in which `*` stands for any text and `?`
/// for one character.
///
/// @param text as written
public record Glob(@JsonValue String text) {

  /// Every benchmark.
  public static final Glob ALL = new Glob("*");

  @JsonCreator
  public Glob {
    if (text.isBlank()) {
      throw new IllegalArgumentException("an empty benchmark glob matches nothing: write *");
    }
  }

  /// Whether the benchmark is meant.
  public boolean matches(String benchmark) {
    var pattern = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      pattern.append(
          switch (each) {
            case '*' -> ".*";
            case '?' -> ".";
            default -> Pattern.quote(String.valueOf(each));
          });
    }
    return benchmark.matches(pattern.toString());
  }
}
