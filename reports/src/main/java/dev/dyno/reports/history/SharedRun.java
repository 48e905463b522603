package dev.dyno.reports.history;

import com.fasterxml.jackson.core.JacksonException;
import dev.dyno.reports.measurement.Agreement;
import dev.dyno.reports.measurement.Shards;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A run that several machines share, as the first of them planned it.
///
/// @param id that all shards have in common
/// @param command that measures
/// @param begunAt when the first shard began
/// @param of how many shards there are
/// @param agreement what all shards must have in common
/// @param rows every comparison, and which shard measures it
public record SharedRun(
    String id,
    String command,
    Instant begunAt,
    int of,
    Agreement agreement,
    List<Shards.Row> rows) {

  /// Longest that an id may be.
  public static final int LONGEST_ID = 100;

  public SharedRun {
    rows = List.copyOf(rows);
    if (id.isBlank() || id.length() > LONGEST_ID) {
      throw new IllegalArgumentException(
          "a run's id has 1 to %d characters: '%s'".formatted(LONGEST_ID, id));
    }
  }

  /// In which way another plan is not this one, whoever measures what; empty when it is.
  public Optional<String> difference(SharedRun other) {
    if (of != other.of) {
      return Optional.of("%d shards here, %d there".formatted(of, other.of));
    }
    var differs = agreement.difference(other.agreement);
    if (differs.isPresent()) {
      return differs;
    }
    return unsplit().equals(other.unsplit())
        ? Optional.empty()
        : Optional.of(
            "%d comparisons here, %d there, and they are not the same"
                .formatted(rows.size(), other.rows.size()));
  }

  private List<Shards.Row> unsplit() {
    return rows.stream().map(row -> row.in(1)).toList();
  }

  /// As every shard's measurement has it, without a part yet.
  public Shards shards() {
    return new Shards(id, of, rows, List.of());
  }

  private record Plan(int of, Agreement agreement, List<Shards.Row> rows) {}

  /// What its column holds.
  String plan() {
    try {
      return HistoryLines.JSON.writeValueAsString(new Plan(of, agreement, rows));
    } catch (JacksonException impossible) {
      throw new IllegalStateException(impossible); // records of numbers and strings
    }
  }

  static SharedRun read(String id, String command, Instant begunAt, String plan) {
    try {
      var read = HistoryLines.JSON.readValue(plan, Plan.class);
      return new SharedRun(id, command, begunAt, read.of, read.agreement, read.rows);
    } catch (JacksonException spoiled) {
      throw new IllegalStateException("the plan of run %s is spoiled".formatted(id), spoiled);
    }
  }
}
