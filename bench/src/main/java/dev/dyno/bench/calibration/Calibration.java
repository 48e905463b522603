package dev.dyno.bench.calibration;

import dev.dyno.bench.machine.MachineReader;
import dev.dyno.bench.suite.ShellContext;
import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.runtime.ContainerRuntime;
import dev.dyno.engine.runtime.RuntimeFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;

/// Learns how long a daemon takes. Times every operation alone, then several at once, then images
/// on their way to and from a registry; the embedded daemon at full speed does the same rounds in
/// turn, and what it takes is taken off, since the replay will take it again.
///
/// Nothing is left on either daemon, whatever happens: an interrupt ends the run and still cleans
/// up.
public final class Calibration {

  private static final int WARM_UPS_OF_OWN = 20;
  // Shares of the budget after which the next part begins.
  private static final double ALONE = 0.5;
  private static final double TOGETHER = 0.85;

  private final Asked asked;
  private final String registry;
  private final Path scratch;
  private final Consumer<String> progress;
  private final List<String> warnings = new ArrayList<>();
  private final long begin = System.nanoTime();

  private Calibration(Asked asked, String registry, Path scratch, Consumer<String> progress) {
    this.asked = asked;
    this.registry = registry;
    this.scratch = scratch;
    this.progress = progress;
  }

  /// One of the two daemons.
  private record Side(
      Workbench bench, Stopwatch watch, Probes probes, Batches batches, Transfers transfers) {}

  /// Calibrates.
  ///
  /// @param daemon to learn from
  /// @param embedded at full speed
  /// @param registry `host:port` that both reach without a login; images are left there
  /// @param scratch empty folder
  /// @param progress hears a line now and then
  /// @throws CalibrationException when too little was measured within the budget, or the daemon
  ///     cannot do what is needed
  /// @throws RuntimeFailure when a daemon fails
  public static Learned run(
      Asked asked,
      ContainerRuntime daemon,
      ContainerRuntime embedded,
      String registry,
      Path scratch,
      Consumer<String> progress)
      throws CalibrationException, RuntimeFailure, IOException, InterruptedException {
    return new Calibration(asked, registry, scratch, progress).run(daemon, embedded);
  }

  private void writeShell(Path context) throws CalibrationException, IOException {
    try {
      ShellContext.write(asked.busybox(), context);
    } catch (ShellContext.NeedsLibraries unfit) {
      throw new CalibrationException(String.valueOf(unfit.getMessage()), unfit);
    }
  }

  private Learned run(ContainerRuntime daemon, ContainerRuntime embedded)
      throws CalibrationException, RuntimeFailure, IOException, InterruptedException {
    var context = Files.createDirectories(scratch.resolve("shell"));
    writeShell(context);
    int cores = asked.cores().isPresent() ? asked.cores().getAsInt() : daemon.cores(limit());
    var version = daemon.version(limit());
    var run =
        Long.toString(ProcessHandle.current().pid(), 36)
            + Long.toString(System.nanoTime() & 0xFFFFFF, 36);
    try (var real = Workbench.on(daemon, run);
        var own = Workbench.on(embedded, run + "own")) {
      var theirs = side(real, context, "real");
      var ours = side(own, context, "own");
      warmUp(theirs, ours);
      int rounds = alone(theirs, ours);
      int batches = together(theirs, ours);
      transfers(theirs, ours);
      var machine = MachineReader.read();
      var surveyed =
          new Evidence.Surveyed(
              version.version(),
              "%s, %d cores, %s".formatted(machine.cpu(), machine.cores(), machine.kernel()),
              Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
              rounds,
              batches);
      return learned(theirs, ours, cores, surveyed);
    }
  }

  private Side side(Workbench bench, Path context, String name)
      throws RuntimeFailure, IOException, CalibrationException {
    bench.build(bench.shell(), context);
    var watch = new Stopwatch();
    var folder = Files.createDirectories(scratch.resolve(name));
    return new Side(
        bench,
        watch,
        Probes.on(bench, watch, folder),
        new Batches(bench, watch),
        new Transfers(bench, watch, registry, folder.resolve("transfer")));
  }

  private void warmUp(Side theirs, Side ours)
      throws RuntimeFailure, IOException, InterruptedException {
    progress.accept("warming up");
    for (int i = 0; i < WARM_UPS_OF_OWN; i++) {
      ours.probes().round(new Random(asked.seed()));
    }
    ours.batches().round(Asked.NUMBERS, new Random(asked.seed()));
    theirs.probes().round(new Random(asked.seed()));
    theirs.watch().reset();
    ours.watch().reset();
  }

  private int alone(Side theirs, Side ours)
      throws CalibrationException, RuntimeFailure, IOException, InterruptedException {
    var random = new Random(asked.seed());
    int done = 0;
    while (done < asked.rounds() && within(ALONE)) {
      theirs.probes().round(random);
      ours.probes().round(random);
      progress.accept("each alone: round %d of %d".formatted(++done, asked.rounds()));
    }
    if (done < Asked.FEWEST_ROUNDS) {
      throw new CalibrationException(
          "only %d rounds within half of the budget, and fewer than %d tell no spread: give a longer --budget"
              .formatted(done, Asked.FEWEST_ROUNDS));
    }
    if (done < asked.rounds()) {
      warnings.add(
          "%d of %d rounds were within half of the budget".formatted(done, asked.rounds()));
    }
    return done;
  }

  private int together(Side theirs, Side ours)
      throws RuntimeFailure, IOException, InterruptedException {
    var random = new Random(asked.seed());
    int done = 0;
    while (done < asked.dearRounds() && (done == 0 || within(TOGETHER))) {
      theirs.batches().round(Asked.NUMBERS, random);
      ours.batches().round(Asked.NUMBERS, random);
      progress.accept("several at once: round %d of %d".formatted(++done, asked.dearRounds()));
    }
    if (done < asked.dearRounds()) {
      warnings.add(
          "%d of %d rounds of several at once were within the budget"
              .formatted(done, asked.dearRounds()));
    }
    return done;
  }

  /// A daemon that does not reach the registry is calibrated without.
  private void transfers(Side theirs, Side ours)
      throws RuntimeFailure, IOException, InterruptedException {
    var random = new Random(asked.seed());
    try {
      for (int done = 0; done < asked.dearRounds() && (done == 0 || within(1)); ) {
        theirs.transfers().round(random);
        ours.transfers().round(random);
        progress.accept("pushes and pulls: round %d of %d".formatted(++done, asked.dearRounds()));
      }
    } catch (RuntimeFailure.Unavailable
        | RuntimeFailure.Failed
        | RuntimeFailure.NotFound unreached) {
      warnings.add(
          "pull and push are not learned, as the daemon does not exchange images with %s: %s"
              .formatted(registry, unreached.getMessage()));
    }
  }

  private Learned learned(Side theirs, Side ours, int cores, Evidence.Surveyed surveyed) {
    var fitting = new Fitting(asked, cores, theirs.watch(), ours.watch());
    var profile =
        fitting.profile(
            String.format(
                Locale.ROOT,
                "%s %s on %s; learned by dyno calibrate on %s: %d rounds of each operation alone,"
                    + " %d of several at once, seed %d",
                asked.daemon(),
                surveyed.version(),
                surveyed.machine(),
                surveyed.date(),
                surveyed.rounds(),
                surveyed.batches(),
                asked.seed()));
    var evidence = Evidence.of(asked, surveyed, theirs.watch(), fitting.rows());
    return new Learned(profile, evidence, fitting.rows(), warnings);
  }

  private boolean within(double share) {
    return System.nanoTime() - begin < share * asked.budget().toNanos();
  }

  private static Deadline limit() {
    return Workbench.limit();
  }
}
