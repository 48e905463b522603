package dev.dyno.reports.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/// A JVM's flags as a column holds them: a JSON array, in their order.
final class FlagsText {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<List<String>> FLAGS = new TypeReference<>() {};

  private FlagsText() {}

  static String of(List<String> flags) {
    try {
      return JSON.writeValueAsString(flags);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible); // strings
    }
  }

  static List<String> read(String text) {
    try {
      return JSON.readValue(text, FLAGS);
    } catch (JsonProcessingException spoiled) {
      throw new IllegalStateException("flags '%s' are no JSON array".formatted(text), spoiled);
    }
  }
}
