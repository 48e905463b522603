package dev.dyno.bench.cli;

import dev.dyno.reports.export.ResultFile;
import dev.dyno.reports.history.HistoryException;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.measurement.MeasurementFile;
import dev.dyno.reports.measurement.ShardException;
import dev.dyno.reports.verdict.Judged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dyno report RUN…`: judges and shows again what was measured. `dyno report --run ID`: of the
/// shards of a run, once.
@Command(
    name = "report",
    description = {
      "Makes every output again from measurement files: result.json, index.html, and a gate's other ones.",
      "With --run, joins the shards of a run that several machines shared, from the history and the"
          + " folders that are named.",
      "Exit codes: 0 done, 2 usage, or shards of different plans or with two contents; with --run"
          + " also 5 a shard is missing, and what the joined run comes to: 3 regressed, 4 undecided"
          + " where that fails, 5 too little judged, 6 environment invalid, 7 a benchmark crashed."
    },
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {

  private final Streams streams;

  @Parameters(
      paramLabel = "RUN",
      arity = "0..*",
      description = "a run's folder, or its measurement.json")
  private List<Path> runs = new ArrayList<>();

  @Option(names = "--beside", paramLabel = "RUN", description = Beside.DESCRIPTION)
  private @Nullable Path beside;

  @Option(
      names = "--run",
      paramLabel = "ID",
      description = "the id of the run whose shards are joined (--run-id of its shards)")
  private @Nullable String id;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "for the joined run's files (default: reports/out/<time>-report)")
  private @Nullable Path out;

  @Mixin private Remembered history = new Remembered();

  ReportCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws UsageException {
    if (id != null) {
      return joined(id);
    }
    if (runs.isEmpty() || out != null) {
      throw new UsageException(
          runs.isEmpty()
              ? "name the runs, or --run ID to join the shards of one"
              : "--out goes with --run: other reports lie beside their measurement");
    }
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

  private int joined(String run) throws UsageException {
    if (out != null && runs.stream().anyMatch(each -> same(each, out))) {
      throw new UsageException(
          "--out %s is the folder of a shard that is to be joined: name another".formatted(out));
    }
    try {
      // First of all: what an earlier run left there is never taken for this one's.
      var folder = RunFolder.open(out == null ? RunFolder.usual("report") : out);
      var joined = JoinedRuns.of(run, history.existing(), runs).joined();
      var exits = new ArrayList<Integer>();
      for (var each : joined.entrySet()) {
        var own =
            joined.size() == 1 ? folder : RunFolder.open(folder.folder().resolve(each.getKey()));
        exits.add(joined(each.getValue(), own).number());
      }
      return ExitCode.worst(exits);
    } catch (ShardException.Missing missing) {
      streams.err().println("dyno: " + missing.getMessage());
      return ExitCode.NOTHING_MEASURED.number();
    } catch (ShardException | HistoryException wrong) {
      throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
    } catch (IOException failed) {
      throw new UsageException(
          "run %s cannot be joined: %s".formatted(run, failed.getMessage()), failed);
    }
  }

  private ExitCode joined(Measurement measurement, RunFolder folder) throws IOException {
    var judged = Judged.of(measurement);
    var run = beside == null ? judged : judged.beside(Beside.read(beside));
    var exit = ExitCode.of(run);
    folder.write(run, ResultFile.of(run, exit.number()));
    streams.out().println(RunText.of(run, streams.terminal()));
    streams.out().println("\nreport: " + folder.page().normalize());
    return exit;
  }

  private static boolean same(Path run, Path folder) {
    var named = Files.isDirectory(run) ? folder : folder.resolve(MeasurementFile.NAME);
    return named.toAbsolutePath().normalize().equals(run.toAbsolutePath().normalize());
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
