package dev.dyno.bench.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dyno.bench.calibration.Asked;
import dev.dyno.bench.calibration.Calibration;
import dev.dyno.bench.calibration.CalibrationException;
import dev.dyno.bench.calibration.Learned;
import dev.dyno.bench.suite.ShellContext;
import dev.dyno.bench.trial.Stand;
import dev.dyno.engine.embedded.latency.LatencyFile;
import dev.dyno.engine.runtime.ContainerRuntime;
import dev.dyno.engine.runtime.RuntimeFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `dyno calibrate`: learns operation latencies from a real daemon for the embedded one.
@Command(
    name = "calibrate",
    description = {
      "Learns how long a daemon's operations take, for `dyno daemon --latency` to take as long.",
      "Leaves nothing on the daemon.",
      "Exit codes: 0 written, 2 usage, 5 too little measured, 6 the daemon failed."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class CalibrateCommand implements Callable<Integer> {

  private static final Duration BUDGET = Duration.ofMinutes(10);

  private final Streams streams;

  @Option(
      names = "--engine",
      paramLabel = "NAME",
      defaultValue = "docker",
      description =
          "which daemon: docker, podman, or embedded for a check (default: ${DEFAULT-VALUE})")
  private String engine = "docker";

  @Option(
      names = "--latency",
      paramLabel = "FILE",
      description = "with --engine embedded: the profile that it replays while it is measured")
  private @Nullable Path latency;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "the profile (default: profiles/latency/<daemon>.json)")
  private @Nullable Path out;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "20",
      description = "of every operation alone (default: ${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--cores",
      paramLabel = "N",
      description = "that the daemon may use (default: those of its machine)")
  private @Nullable Integer cores;

  @Mixin private Course course = new Course();

  @Option(names = "--dry-run", description = "print what would be done, touch no daemon")
  private boolean dryRun;

  @Option(names = "--json", description = "the profile on standard output, and nothing else there")
  private boolean json;

  @Option(names = "--quiet", description = "no progress")
  private boolean quiet;

  CalibrateCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws Exception {
    var asked = asked();
    var file = file();
    if (latency != null && !engine.equals("embedded")) {
      throw new UsageException(
          "--latency goes with --engine embedded: %s takes as long as it takes".formatted(engine));
    }
    if (dryRun) {
      streams.out().println(CalibrationTable.plan(asked, file));
      return ExitCode.PASS.number();
    }
    var daemon = MeasuredDaemon.named(engine, System.getenv());
    requireWritable(file);
    try (var interruption = Interruption.listen();
        var work = Work.open();
        var own = stand(work, "own", Optional.empty());
        var replaying = replaying(work, daemon)) {
      return measured(asked, file, daemon, own, replaying, work, interruption).number();
    } catch (IOException failed) {
      throw new UsageException(
          "the machine refuses what a calibration needs: %s".formatted(failed.getMessage()),
          failed);
    }
  }

  private ExitCode measured(
      Asked asked,
      Path file,
      MeasuredDaemon daemon,
      Stand own,
      @Nullable Stand replaying,
      Work work,
      Interruption interruption)
      throws IOException {
    var address =
        daemon.address().orElseGet(() -> replaying == null ? own.daemon() : replaying.daemon());
    var progress = new CalibrationProgress(streams.err(), streams.terminal(), quiet);
    var measuring = Thread.currentThread();
    interruption.stops(measuring::interrupt);
    try (var theirs = ContainerRuntime.at(address);
        var ours = ContainerRuntime.at(own.daemon())) {
      var scratch = Files.createDirectory(work.folder().resolve("calibration"));
      var learned = Calibration.run(asked, theirs, ours, own.registry(), scratch, progress::say);
      progress.clear();
      write(learned, file);
      return ExitCode.PASS;
    } catch (CalibrationException tooLittle) {
      return failed(progress, ExitCode.NOTHING_MEASURED, tooLittle.getMessage());
    } catch (RuntimeFailure | InterruptedException stopped) {
      return interruption.heard()
          ? failed(
              progress,
              ExitCode.NOTHING_MEASURED,
              "interrupted: no profile is written, as half of one would look like a whole one")
          : failed(progress, ExitCode.ENVIRONMENT, stopped.getMessage());
    }
  }

  private ExitCode failed(CalibrationProgress progress, ExitCode code, @Nullable String why) {
    progress.clear();
    streams.err().println("dyno: " + why);
    return code;
  }

  private void write(Learned learned, Path file) throws IOException {
    LatencyFile.write(learned.profile(), learned.evidence(), file);
    learned.warnings().forEach(warning -> streams.err().println("dyno: " + warning));
    if (json) {
      streams.out().println(new ObjectMapper().readTree(file.toFile()).toPrettyString());
    } else {
      streams.out().print(CalibrationTable.of(learned));
      streams.out().printf("%s, for: dyno daemon --latency %s%n", file, file);
    }
  }

  private Asked asked() throws UsageException {
    var time = course.budget(BUDGET);
    if (rounds < Asked.FEWEST_ROUNDS) {
      throw new UsageException(
          "--rounds %d: must be at least %d, as fewer tell no spread"
              .formatted(rounds, Asked.FEWEST_ROUNDS));
    }
    return new Asked(name(), rounds, cores(), course.seed(), time, busybox(System.getenv("PATH")));
  }

  private OptionalInt cores() throws UsageException {
    if (cores != null && cores < 1) {
      throw new UsageException("--cores %d: must be at least 1".formatted(cores));
    }
    return cores == null ? OptionalInt.empty() : OptionalInt.of(cores);
  }

  private String name() throws UsageException {
    return switch (engine) {
      case "docker" -> "dockerd";
      case "podman", "embedded" -> engine;
      default ->
          throw new UsageException(
              "--engine '%s' is not known: choose from embedded, docker, podman".formatted(engine));
    };
  }

  static Path busybox(@Nullable String path) throws UsageException {
    return ShellContext.busybox(path)
        .orElseThrow(
            () ->
                new UsageException(
                    "busybox, of which the measured containers are made, is not on the PATH: install"
                        + " a static one (Debian: busybox-static)"));
  }

  private Path file() throws UsageException {
    return out == null ? Path.of("profiles", "latency", name() + ".json") : out;
  }

  /// A bad path fails before anything is measured.
  private static void requireWritable(Path file) throws UsageException {
    var folder = file.toAbsolutePath().getParent();
    try {
      if (folder == null || Files.isDirectory(file)) {
        throw new IOException("it is a folder");
      }
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, "writable", ".part"));
    } catch (IOException refused) {
      throw new UsageException(
          "--out %s cannot be written (%s): name a file that can".formatted(file, refused),
          refused);
    }
  }

  private @Nullable Stand replaying(Work work, MeasuredDaemon daemon) throws IOException {
    return daemon.address().isPresent()
        ? null
        : stand(work, "replaying", Optional.ofNullable(latency));
  }

  private Stand stand(Work work, String name, Optional<Path> profile) throws IOException {
    var command =
        Installation.running()
            .command(
                "daemon",
                "--json",
                "--life-line",
                "--store",
                work.folder().resolve(name).toString());
    if (profile.isPresent()) {
      command.add("--latency");
      command.add(profile.get().toString());
      command.add("--seed");
      command.add(Long.toString(course.seed()));
    }
    return Stand.start(command, work.folder().resolve(name + ".log"));
  }
}
