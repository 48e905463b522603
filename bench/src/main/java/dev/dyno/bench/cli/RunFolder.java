package dev.dyno.bench.cli;

import dev.dyno.reports.export.ResultFile;
import dev.dyno.reports.html.ReportPage;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.measurement.MeasurementFile;
import dev.dyno.reports.verdict.Judgement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// Where a run's files go.
///
/// @param folder exists, and took a file when it was opened
record RunFolder(Path folder) {

  /// Opens the folder before anything is measured, so that a bad path fails at once.
  ///
  /// @throws UsageException when it cannot be made, or does not take a file
  static RunFolder open(Path folder) throws UsageException {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, "writable", ".part"));
      return new RunFolder(folder);
    } catch (IOException refused) {
      throw new UsageException(
          "--out %s cannot be written (%s): name a folder that can"
              .formatted(folder, refused.getClass().getSimpleName()),
          refused);
    }
  }

  static Path usual(String command) {
    var time = LocalDateTime.now(java.time.ZoneId.systemDefault());
    return Path.of(
        "reports",
        "out",
        time.format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")) + "-" + command);
  }

  /// Writes all files of a run, each whole or not at all; the measurement first, since the others
  /// can be made from it.
  void write(Measurement measurement, List<Judgement> judgements, ResultFile result)
      throws IOException {
    MeasurementFile.write(measurement, folder.resolve(MeasurementFile.NAME));
    result.write(folder.resolve(ResultFile.NAME));
    ReportPage.write(measurement, judgements, page());
  }

  Path page() {
    return folder.resolve(ReportPage.NAME);
  }
}
