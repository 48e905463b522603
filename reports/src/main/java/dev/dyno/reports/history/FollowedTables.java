package dev.dyno.reports.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dyno.reports.statistics.TrackedChanges;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Reads and writes how far series were followed, within the caller's transaction.
///
/// @param handle of the transaction
record FollowedTables(Handle handle) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /// By number of the series. What cannot be read is as good as absent.
  Map<Long, LeftOff> of(Series.Reading reading) {
    var left = new HashMap<Long, LeftOff>();
    handle
        .createQuery("SELECT series, beginning, changes FROM followed WHERE reading = :reading")
        .bind("reading", reading.name())
        .map(
            (row, _) -> {
              long series = row.getLong("series");
              var beginning = row.getString("beginning");
              read(row.getString("changes"))
                  .ifPresent(it -> left.put(series, new LeftOff(beginning, it)));
              return series;
            })
        .forEach(_ -> {});
    return left;
  }

  private static Optional<TrackedChanges> read(String text) {
    try {
      return Optional.of(JSON.readValue(text, TrackedChanges.class));
    } catch (JsonProcessingException other) { // of another version
      return Optional.empty();
    }
  }

  void write(Series.Reading reading, Map<Long, LeftOff> fresh) {
    for (var each : fresh.entrySet()) {
      handle
          .createUpdate(
              """
              INSERT INTO followed (series, reading, beginning, changes)
              VALUES (:series, :reading, :beginning, :changes)
              ON CONFLICT (series, reading)
              DO UPDATE SET beginning = excluded.beginning, changes = excluded.changes""")
          .bind("series", each.getKey())
          .bind("reading", reading.name())
          .bind("beginning", each.getValue().beginning())
          .bind("changes", text(each.getValue().changes()))
          .execute();
    }
  }

  private static String text(TrackedChanges changes) {
    try {
      return JSON.writeValueAsString(changes);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible); // records of numbers
    }
  }
}
