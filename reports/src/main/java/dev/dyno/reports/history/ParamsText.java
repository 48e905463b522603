package dev.dyno.reports.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.SortedMap;
import java.util.TreeMap;

/// A benchmark's parameters as a column holds them: a JSON object, sorted by name.
final class ParamsText {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<TreeMap<String, String>> PARAMS = new TypeReference<>() {};

  private ParamsText() {}

  static String of(SortedMap<String, String> params) {
    try {
      return JSON.writeValueAsString(params);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible); // strings
    }
  }

  static SortedMap<String, String> read(String text) {
    try {
      return JSON.readValue(text, PARAMS);
    } catch (JsonProcessingException spoiled) {
      throw new IllegalStateException(
          "parameters '%s' are no JSON object".formatted(text), spoiled);
    }
  }
}
