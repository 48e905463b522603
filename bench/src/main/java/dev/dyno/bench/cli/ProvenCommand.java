package dev.dyno.bench.cli;

import dev.dyno.engine.toggle.Evidence;
import dev.dyno.engine.toggle.Proven;
import dev.dyno.engine.toggle.ProvenFile;
import dev.dyno.engine.toggle.Toggles;
import dev.dyno.reports.measurement.MeasurementFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `dyno proven`: which optimizations the committed evidence backs; with runs, more evidence.
@Command(
    name = "proven",
    description = {
      "Shows which toggles are proven, the engine's default, and by what.",
      "With runs, adds their verdicts to the file that is committed."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ProvenCommand implements Callable<Integer> {

  private final Streams streams;

  @Option(
      names = "--update",
      paramLabel = "FILE",
      description = "the proven.json that runs are added to")
  private @Nullable Path update;

  @Parameters(
      paramLabel = "RUN",
      arity = "0..*",
      description = "folders of runs of `dyno compare`, or their measurement.json")
  private List<Path> runs = new ArrayList<>();

  ProvenCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws UsageException {
    if (update == null && runs.isEmpty()) {
      show(Proven.committed());
      return ExitCode.PASS.number();
    }
    if (update == null || runs.isEmpty()) {
      throw new UsageException("--update and runs go together: give both, or neither");
    }
    var proven = read(update);
    for (var run : runs) {
      proven = with(proven, run);
    }
    write(proven, update);
    show(proven);
    return ExitCode.PASS.number();
  }

  private static Proven read(Path file) throws UsageException {
    try {
      return ProvenFile.parse(Files.readString(file));
    } catch (IOException | IllegalArgumentException wrong) {
      throw new UsageException(
          "--update %s cannot be read: %s".formatted(file, wrong.getMessage()), wrong);
    }
  }

  private static Proven with(Proven proven, Path run) throws UsageException {
    var file = Files.isDirectory(run) ? run.resolve(MeasurementFile.NAME) : run;
    try {
      return RunEvidence.of(MeasurementFile.read(file)).addedTo(proven);
    } catch (IOException | IllegalArgumentException wrong) {
      throw new UsageException("%s is no evidence: %s".formatted(run, wrong.getMessage()), wrong);
    }
  }

  private static void write(Proven proven, Path file) throws UsageException {
    try {
      var draft = file.resolveSibling(file.getFileName() + ".part");
      Files.writeString(draft, ProvenFile.text(proven));
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException refused) {
      throw new UsageException(
          "--update %s cannot be written: %s".formatted(file, refused.getMessage()), refused);
    }
  }

  private void show(Proven proven) {
    proven
        .entries()
        .forEach(
            (optimization, entry) -> {
              var word = proven.set().contains(optimization) ? "proven" : "-";
              streams.out().printf("%-21s %-7s %s%n", optimization.id(), word, entry.note());
              entry.evidence().forEach(each -> streams.out().println("  " + line(each)));
            });
    streams.out().println("proven: " + new Toggles(proven.set()));
  }

  private static String line(Evidence evidence) {
    return "%s %s %s, %s: %+.2f %% [%+.2f, %+.2f] %s, %s, profile %s, commit %s"
        .formatted(
            evidence.engine(),
            evidence.benchmark(),
            evidence.params(),
            evidence.metric(),
            100 * evidence.effect(),
            100 * evidence.low(),
            100 * evidence.high(),
            evidence.verdict(),
            evidence.date(),
            evidence.profile(),
            evidence.commit().orElse("not recorded"));
  }
}
