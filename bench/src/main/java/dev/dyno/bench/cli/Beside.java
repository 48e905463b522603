package dev.dyno.bench.cli;

import dev.dyno.reports.measurement.MeasurementFile;
import dev.dyno.reports.verdict.Judged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// `--beside RUN`: an earlier run on the embedded engine, whose effects are shown beside those of a
/// real daemon.
final class Beside {

  static final String DESCRIPTION =
      "a run on the embedded engine, to show its effects beside this one's (fidelity)";

  private Beside() {}

  /// @param run a run's folder, or its measurement.json
  static Judged read(Path run) throws IOException {
    var judged =
        Judged.of(
            MeasurementFile.read(Files.isDirectory(run) ? run.resolve(MeasurementFile.NAME) : run));
    var engine = judged.measurement().design().engine();
    if (!engine.equals("embedded")) {
      throw new IOException(
          "it was measured on %s: name a run on the embedded engine".formatted(engine));
    }
    return judged;
  }
}
