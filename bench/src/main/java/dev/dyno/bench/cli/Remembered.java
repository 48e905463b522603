package dev.dyno.bench.cli;

import dev.dyno.reports.history.Fingerprint;
import dev.dyno.reports.history.HistoryException;
import dev.dyno.reports.history.HistoryStore;
import dev.dyno.reports.history.SameCodeSession;
import dev.dyno.reports.measurement.Machine;
import dev.dyno.reports.measurement.Qualified;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// What a history knows of the machine that measures.
final class Remembered {

  private static final String USUAL = "${env:DYNO_HISTORY:-.dyno/history.db}";

  @Option(
      names = "--history",
      paramLabel = "FILE|JDBC-URL",
      description =
          "what dyno qualify learned of this machine, and the runs that machines share: a file of"
              + " SQLite or jdbc:postgresql:… (default: the variable DYNO_HISTORY, else"
              + " .dyno/history.db)",
      defaultValue = USUAL)
  private String history = "";

  /// Empty where there is no history, or it does not know this machine.
  ///
  /// @throws UsageException when a history is there, and cannot be read
  Optional<Qualified> of(Machine machine) throws UsageException {
    var there = existing();
    if (there.isEmpty()) {
      return Optional.empty();
    }
    try {
      return there.get().qualified(Fingerprint.of(machine));
    } catch (HistoryException unreadable) {
      throw told(unreadable);
    }
  }

  /// The history, where there is one.
  Optional<HistoryStore> existing() throws UsageException {
    return history.startsWith("jdbc:") || Files.exists(Path.of(history))
        ? Optional.of(open())
        : Optional.empty();
  }

  /// The history itself; made where there is none.
  HistoryStore open() throws UsageException {
    try {
      return HistoryStore.open(history);
    } catch (HistoryException refused) {
      throw told(refused);
    }
  }

  /// Adds comparisons of the same code; makes the history where there is none.
  void keep(List<SameCodeSession> sessions) throws UsageException {
    try {
      open().keep(sessions);
    } catch (HistoryException refused) {
      throw told(refused);
    }
  }

  private static UsageException told(HistoryException failed) {
    return new UsageException(String.valueOf(failed.getMessage()), failed);
  }
}
