package dev.dyno.bench.cli;

import dev.dyno.reports.export.ResultFile;
import dev.dyno.reports.measurement.MeasurementFile;
import dev.dyno.reports.verdict.Judged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dyno report RUN…`: judges and shows again what was measured.
@Command(
    name = "report",
    description =
        "Makes every output again from measurement files: result.json, index.html, and a gate's other ones.",
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {

  private final Streams streams;

  @Parameters(
      paramLabel = "RUN",
      arity = "1..*",
      description = "a run's folder, or its measurement.json")
  private List<Path> runs = new ArrayList<>();

  @Option(names = "--beside", paramLabel = "RUN", description = Beside.DESCRIPTION)
  private @Nullable Path beside;

  ReportCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws UsageException {
    for (var run : runs) {
      var file = Files.isDirectory(run) ? run.resolve(MeasurementFile.NAME) : run;
      try {
        again(file);
      } catch (IOException failed) {
        throw new UsageException(
            "%s cannot be reported again: %s".formatted(run, failed.getMessage()), failed);
      }
    }
    return ExitCode.PASS.number();
  }

  private Judged judged(Path file) throws IOException {
    var run = Judged.of(MeasurementFile.read(file));
    return beside == null ? run : run.beside(Beside.read(beside));
  }

  /// The measurement is evidence, and stays as it is.
  private void again(Path file) throws IOException {
    var run = judged(file);
    var folder = new RunFolder(Files.createDirectories(place(file)));
    folder.report(run, ResultFile.of(run, ExitCode.of(run).number()));
    streams.out().println(RunText.of(run, streams.terminal()));
    streams.out().println("\nreport: " + folder.page().normalize());
  }

  /// Beside the measurement of a run's folder; for a file of another name a folder of that name.
  private static Path place(Path file) {
    var name = file.getFileName().toString();
    var beside = file.toAbsolutePath().resolveSibling(".").normalize();
    return name.equals(MeasurementFile.NAME)
        ? beside
        : beside.resolve(name.replaceFirst("\\.json$", "") + "-report");
  }
}
