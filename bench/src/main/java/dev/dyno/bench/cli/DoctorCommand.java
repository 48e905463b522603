package dev.dyno.bench.cli;

import dev.dyno.bench.machine.Activity;
import dev.dyno.bench.machine.Doctor;
import dev.dyno.bench.machine.JavaHost;
import dev.dyno.bench.machine.SystemFiles;
import dev.dyno.profiles.run.RunProfile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `dyno doctor`: is this machine fit to measure on, and what would make it fitter?
@Command(
    name = "doctor",
    description = {
      "Says what on this machine disturbs measuring, and what to do about it.",
      "With --try, also how much: pairs of forks that are the same, with and without.",
      "Exit codes: 0 fit, if with a higher noise floor; 6 results would be invalid."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class DoctorCommand implements Callable<Integer> {

  private static final RunProfile.Turns TURNS = new RunProfile.Turns(30, 30, Duration.ofMillis(20));
  private static final long WATCHED_MILLIS = 1500;
  private static final int MOST_ROUNDS = 100;

  private final Streams streams;

  @Option(names = "--try", description = "measure what can be tried: about 40 s a round")
  private boolean tries;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "3",
      description = "of --try, two pairs each (default: ${DEFAULT-VALUE})")
  private int rounds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "of every random choice (default: ${DEFAULT-VALUE})")
  private long seed;

  @Option(names = "--json", description = "JSON on standard output, and nothing else there")
  private boolean json;

  @Option(names = "--quiet", description = "no progress")
  private boolean quiet;

  DoctorCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws UsageException {
    if (rounds < 1 || rounds > MOST_ROUNDS) {
      throw new UsageException("--rounds %d is not within 1 to %d".formatted(rounds, MOST_ROUNDS));
    }
    try {
      return examine().number();
    } catch (IOException failed) {
      throw new UsageException(
          "the machine cannot be tried: %s".formatted(failed.getMessage()), failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new UsageException("interrupted while the machine was watched", interrupted);
    }
  }

  private ExitCode examine() throws IOException, InterruptedException {
    var files = SystemFiles.here();
    var host = JavaHost.running(System.getenv(), Path.of("").toAbsolutePath());
    say("watching the machine for %.1f s".formatted(WATCHED_MILLIS / 1000.0));
    var before = Activity.Moment.of(files);
    var _ = new CountDownLatch(1).await(WATCHED_MILLIS, TimeUnit.MILLISECONDS);
    var findings = Doctor.examine(files, Activity.between(before, Activity.Moment.of(files)), host);
    var exit = Doctor.invalid(findings) ? ExitCode.ENVIRONMENT : ExitCode.PASS;
    var text = new DoctorText(findings, tries ? tried(host) : List.of(), exit);
    streams.out().println(json ? text.json() : text.table());
    return exit;
  }

  private List<NoiseTrial.Outcome> tried(JavaHost host) throws IOException {
    try (var interruption = Interruption.listen();
        var work = Work.open()) {
      return new NoiseTrial(Installation.running(), rounds, TURNS, seed, work.folder(), this::say)
          .run(Circumstance.all(host.cores()), interruption);
    }
  }

  private void say(String what) {
    if (!quiet) {
      streams.err().println(what);
    }
  }
}
