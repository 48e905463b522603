package dev.dyno.bench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// A run's temporary folder.
final class Work {

  private Work() {}

  /// Deletes it as far as it goes: what a dying process still holds is left to the system.
  static void delete(Path folder) {
    try (var all = Files.walk(folder)) {
      for (var each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    } catch (IOException left) {
      // A temporary folder: nobody is told.
    }
  }
}
