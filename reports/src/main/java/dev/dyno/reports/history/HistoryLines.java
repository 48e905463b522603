package dev.dyno.reports.history;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/// Runs as text, one JSON object a line: how a history leaves one store and enters another.
public final class HistoryLines {
  static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private HistoryLines() {}

  /// Without a line break.
  public static String of(StoredRun run) {
    try {
      return JSON.writeValueAsString(run);
    } catch (JacksonException impossible) {
      throw new IllegalStateException(impossible); // records of numbers and strings
    }
  }

  /// Reads a line back.
  ///
  /// @throws HistoryException when it is no run; says why
  public static StoredRun read(String line) throws HistoryException {
    try {
      return JSON.readValue(line, StoredRun.class);
    } catch (JacksonException spoiled) {
      throw new HistoryException(
          "a line is no run of a history: %s".formatted(spoiled.getOriginalMessage()), spoiled);
    }
  }
}
