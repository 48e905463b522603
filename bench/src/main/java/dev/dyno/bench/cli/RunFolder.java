package dev.dyno.bench.cli;

import dev.dyno.bench.progress.RunFeed;
import dev.dyno.bench.trial.Plan;
import dev.dyno.reports.export.JunitFile;
import dev.dyno.reports.export.ResultFile;
import dev.dyno.reports.export.SarifFile;
import dev.dyno.reports.export.SummaryFile;
import dev.dyno.reports.html.ReportPage;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.measurement.MeasurementFile;
import dev.dyno.reports.verdict.Judged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/// Where a run's files go.
///
/// @param folder exists, and took a file when it was opened
record RunFolder(Path folder) {

  private static final Path USUAL = Path.of("reports", "out");

  /// Opens the folder before anything is measured, so that a bad path fails at once, and takes away
  /// what an earlier run left there, so that it is never taken for this one's.
  ///
  /// @throws UsageException when it cannot be made, or does not take a file
  static RunFolder open(Path folder) throws UsageException {
    writable(folder);
    try {
      for (var earlier :
          List.of(
              MeasurementFile.NAME,
              ResultFile.NAME,
              ReportPage.NAME,
              JunitFile.NAME,
              SarifFile.NAME,
              SummaryFile.NAME,
              RunFeed.NAME)) {
        Files.deleteIfExists(folder.resolve(earlier));
      }
      return new RunFolder(folder);
    } catch (IOException refused) {
      throw unwritable(folder, refused);
    }
  }

  /// Makes a folder that takes a file, and leaves what is there. Git does not see into the usual
  /// one, so that no run makes its own checkout dirty.
  static Path writable(Path folder) throws UsageException {
    try {
      Files.createDirectories(folder);
      var ignored = USUAL.resolve(".gitignore");
      if (folder.startsWith(USUAL) && Files.notExists(ignored)) {
        Files.writeString(ignored, "*\n");
      }
      Files.delete(Files.createTempFile(folder, "writable", ".part"));
      return folder;
    } catch (IOException refused) {
      throw unwritable(folder, refused);
    }
  }

  private static UsageException unwritable(Path folder, IOException refused) {
    return new UsageException(
        "--out %s cannot be written (%s): name a folder that can"
            .formatted(folder, refused.getClass().getSimpleName()),
        refused);
  }

  /// A comparison as the run's feed tells it.
  ///
  /// @param most pairs, when no look decides earlier
  /// @param pair about how long one takes
  static RunFeed.Row row(Plan.Planned planned, int most, Duration pair) {
    var title = Comparison.title(planned.benchmark(), planned.params());
    return new RunFeed.Row(planned, title, most, pair.toMillis() / 1000.0);
  }

  static Path usual(String command) {
    var time = LocalDateTime.now(java.time.ZoneId.systemDefault());
    return USUAL.resolve(
        time.format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")) + "-" + command);
  }

  /// Writes all files of a run, each whole or not at all; the measurement first, since the others
  /// can be made from it.
  void write(Judged run, ResultFile result) throws IOException {
    keep(run.measurement());
    report(run, result);
  }

  /// The measurement alone.
  void keep(Measurement measurement) throws IOException {
    MeasurementFile.write(measurement, folder.resolve(MeasurementFile.NAME));
  }

  /// All that is made from the measurement.
  void report(Judged run, ResultFile result) throws IOException {
    result.write(folder.resolve(ResultFile.NAME));
    if (run.gate().isPresent()) {
      var gated = run.gate().get();
      whole(JunitFile.NAME, JunitFile.of(run, gated));
      whole(SarifFile.NAME, SarifFile.of(run, gated));
      whole(SummaryFile.NAME, SummaryFile.of(run, gated));
    }
    ReportPage.write(run, page());
  }

  private void whole(String name, String text) throws IOException {
    var draft = Files.writeString(folder.resolve(name + ".part"), text);
    Files.move(
        draft,
        folder.resolve(name),
        StandardCopyOption.REPLACE_EXISTING,
        StandardCopyOption.ATOMIC_MOVE);
  }

  Path page() {
    return folder.resolve(ReportPage.NAME);
  }
}
