package dev.dyno.reports.history;

import com.fasterxml.jackson.core.JacksonException;
import java.util.List;

/// All that a night has for the history, which takes it whole or not at all.
///
/// @param runs of its phases
/// @param gate how the rows of its gate stand
public record NightParcel(StoredNight night, List<StoredRun> runs, List<GateStanding> gate) {

  public NightParcel {
    runs = List.copyOf(runs);
    gate = List.copyOf(gate);
  }

  /// As a line of JSON, to be kept while no history can be had.
  public String line() {
    try {
      return HistoryLines.JSON.writeValueAsString(this);
    } catch (JacksonException impossible) {
      throw new IllegalStateException(impossible); // records of numbers and strings
    }
  }

  /// Reads it back.
  ///
  /// @throws HistoryException when it is none; says why
  public static NightParcel read(String line) throws HistoryException {
    try {
      return HistoryLines.read(HistoryLines.tree(line), NightParcel.class);
    } catch (JacksonException spoiled) {
      throw new HistoryException(
          "a kept night cannot be read: %s".formatted(spoiled.getOriginalMessage()), spoiled);
    }
  }
}
