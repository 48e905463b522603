package dev.dyno.reports.history;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.Map;

/// What a history keeps as text, one JSON object a line: how it leaves one store and enters
/// another. A run's line is the run; every other one has a single field, named by what it is.
public final class HistoryLines {
  static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  /// Of an estimate; lines of older versions lack it.
  private static final String ERROR = "standardError";

  private static final Map<String, Class<? extends HistoryEntry>> KINDS =
      Map.of(
          "night", HistoryEntry.Night.class,
          "session", HistoryEntry.Session.class,
          "finding", HistoryEntry.Found.class,
          "alert", HistoryEntry.Told.class,
          "ack", HistoryEntry.Accepted.class);

  private HistoryLines() {}

  /// Without a line break.
  public static String of(HistoryEntry entry) {
    return entry instanceof HistoryEntry.Run(var run) ? of(run) : written(entry);
  }

  /// Without a line break.
  public static String of(StoredRun run) {
    return written(run);
  }

  private static String written(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JacksonException impossible) {
      throw new IllegalStateException(impossible); // records of numbers and strings
    }
  }

  /// The object that a line is.
  static ObjectNode tree(String line) throws JacksonException {
    if (JSON.readTree(line) instanceof ObjectNode tree) {
      return tree;
    }
    throw MismatchedInputException.from((JsonParser) null, ObjectNode.class, "it is no object");
  }

  /// Reads what this version or an older one wrote.
  static <T> T read(ObjectNode tree, Class<T> type) throws JacksonException {
    for (var run : tree.findParents("estimates")) {
      completed((ObjectNode) run);
    }
    return JSON.treeToValue(tree, type);
  }

  private static void completed(ObjectNode run) {
    if (!run.has("variants")) {
      run.putArray("variants");
    }
    for (var estimate : run.get("estimates")) {
      if (estimate instanceof ObjectNode fields && !fields.has(ERROR)) {
        fields.putNull(ERROR);
      }
    }
  }

  /// Reads a line back.
  ///
  /// @throws HistoryException when it is nothing that a history keeps; says why
  public static HistoryEntry read(String line) throws HistoryException {
    try {
      var tree = tree(line);
      for (var kind : KINDS.entrySet()) {
        if (tree.has(kind.getKey())) {
          return JSON.treeToValue(tree, kind.getValue());
        }
      }
      return new HistoryEntry.Run(read(tree, StoredRun.class));
    } catch (JacksonException spoiled) {
      throw new HistoryException(
          "a line is nothing that a history keeps: %s".formatted(spoiled.getOriginalMessage()),
          spoiled);
    }
  }
}
