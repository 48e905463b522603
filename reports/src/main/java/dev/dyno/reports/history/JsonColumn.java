package dev.dyno.reports.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What a column holds as JSON: a benchmark's parameters as an object, sorted by name, and a JVM's
/// flags as an array, in their order.
final class JsonColumn {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<TreeMap<String, String>> PARAMS = new TypeReference<>() {};
  private static final TypeReference<List<String>> FLAGS = new TypeReference<>() {};

  private JsonColumn() {}

  static String of(SortedMap<String, String> params) {
    return written(params);
  }

  static String of(List<String> flags) {
    return written(flags);
  }

  static SortedMap<String, String> params(String text) {
    return read(text, PARAMS);
  }

  static List<String> flags(String text) {
    return read(text, FLAGS);
  }

  private static String written(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible); // strings
    }
  }

  private static <T> T read(String text, TypeReference<T> type) {
    try {
      return JSON.readValue(text, type);
    } catch (JsonProcessingException spoiled) {
      throw new IllegalStateException(
          "'%s' is no JSON of a %s".formatted(text, type.getType()), spoiled);
    }
  }
}
