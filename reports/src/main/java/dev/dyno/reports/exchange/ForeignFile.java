package dev.dyno.reports.exchange;

import dev.dyno.reports.history.HistoryEntry;
import dev.dyno.reports.history.HistoryException;
import dev.dyno.reports.history.HistoryLines;
import java.util.ArrayList;
import java.util.List;

/// A file of what was measured, recognized by what it has in it.
public sealed interface ForeignFile {

  /// What a history keeps, as it has it.
  record Whole(List<HistoryEntry> entries) implements ForeignFile {
    public Whole {
      entries = List.copyOf(entries);
    }
  }

  /// Scores of JMH.
  record Unpaired(UnpairedRun run) implements ForeignFile {}

  /// None of these: perhaps a measurement.
  record Unknown() implements ForeignFile {}

  /// Reads all of it.
  ///
  /// @param text with or without a byte order mark
  /// @param lines whether it is known to be JSON lines, by its name
  /// @throws ExchangeException when it is one of them, and spoiled; says where
  static ForeignFile read(String text, boolean lines, Whence whence) throws ExchangeException {
    var plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
    var first = plain.stripLeading();
    if (lines) {
      return new Whole(lines(plain));
    }
    if (first.startsWith("[")) {
      return new Unpaired(JmhJson.read(plain, whence));
    }
    if (first.startsWith(RunsCsv.BEGINNING)) {
      return new Whole(
          RunsCsv.read(plain).stream().<HistoryEntry>map(HistoryEntry.Run::new).toList());
    }
    for (char separator : new char[] {',', ';'}) {
      var quoted = '"' + JmhCsv.FIRST + '"' + separator;
      if (first.startsWith(quoted) || first.startsWith(JmhCsv.FIRST + separator)) {
        return new Unpaired(JmhCsv.read(plain, separator, whence));
      }
    }
    return new Unknown();
  }

  private static List<HistoryEntry> lines(String text) throws ExchangeException {
    var entries = new ArrayList<HistoryEntry>();
    int number = 0;
    for (var line : text.lines().toList()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      try {
        entries.add(HistoryLines.read(line));
      } catch (HistoryException spoiled) {
        throw new ExchangeException("line %d: %s".formatted(number, spoiled.getMessage()));
      }
    }
    return entries;
  }
}
