package dev.dyno.bench.cli;

import dev.dyno.reports.export.ResultFile;
import dev.dyno.reports.measurement.MeasurementFile;
import dev.dyno.reports.verdict.Judge;
import dev.dyno.reports.verdict.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `dyno report RUN…`: judges and shows again what was measured.
@Command(
    name = "report",
    description = "Makes result.json and index.html again from measurement files.",
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {

  private final Streams streams;

  @Parameters(
      paramLabel = "RUN",
      arity = "1..*",
      description = "a run's folder, or its measurement.json")
  private List<Path> runs = new ArrayList<>();

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

  private void again(Path file) throws IOException, UsageException {
    var measurement = MeasurementFile.read(file);
    var judge = new Judge(Rule.of(measurement.design().looks()));
    var judgements =
        measurement.comparisons().stream().flatMap(each -> judge.judge(each).stream()).toList();
    var folder = RunFolder.open(file.toAbsolutePath().resolveSibling("."));
    folder.write(
        measurement, judgements, ResultFile.of(measurement, judgements, ExitCode.PASS.number()));
    streams.out().println(new ResultTable(measurement, judgements, streams.terminal()).text());
    streams.out().println("\nreport: " + folder.page().normalize());
  }
}
