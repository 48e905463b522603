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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What a history knows of the machine that measures.
final class Remembered {

  private static final String USUAL = ".dyno/history.db";

  @Option(
      names = "--history",
      paramLabel = "FILE|JDBC-URL",
      description =
          "what dyno qualify learned of this machine: a file of SQLite or jdbc:postgresql:…"
              + " (default: "
              + USUAL
              + ")")
  private @Nullable String history;

  /// Empty where there is no history, or it does not know this machine.
  ///
  /// @throws UsageException when a history is there, and cannot be read
  Optional<Qualified> of(Machine machine) throws UsageException {
    var place = place();
    if (!place.startsWith("jdbc:") && !Files.exists(Path.of(place))) {
      return Optional.empty();
    }
    try {
      return HistoryStore.open(place).qualified(Fingerprint.of(machine));
    } catch (HistoryException unreadable) {
      throw told(unreadable);
    }
  }

  /// Adds comparisons of the same code; makes the history where there is none.
  void keep(List<SameCodeSession> sessions) throws UsageException {
    try {
      HistoryStore.open(place()).keep(sessions);
    } catch (HistoryException refused) {
      throw told(refused);
    }
  }

  private String place() {
    return history == null ? USUAL : history;
  }

  private static UsageException told(HistoryException failed) {
    return new UsageException(String.valueOf(failed.getMessage()), failed);
  }
}
