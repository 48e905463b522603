package dev.dyno.bench.cli;

import dev.dyno.bench.profile.FrameTable;
import dev.dyno.profiles.sampler.SampledEvent;
import dev.dyno.profiles.sampler.Sampler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `dyno profile`: where the time and the bytes of a benchmark go, and what two sets of toggles
/// change about it. Judges nobody.
@Command(
    name = "profile",
    description = {
      "Samples a benchmark in forks of its own: frames by change, flame graphs and their"
          + " differences.",
      "With --pid, watches a JVM that runs already: live numbers, then facts and samples of its"
          + " recording, and flame graphs by async-profiler, which stays loaded there (--sampler"
          + " jfr leaves nothing).",
      "Exit codes: 0 sampled, 2 usage, 5 no samples or cut off, 6 nobody here can sample that, 7 a"
          + " benchmark crashed."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ProfileCommand implements Callable<Integer> {

  private static final int MOST_FORKS = 50;
  private static final List<String> BENCHMARKS_OWN =
      List.of("--baseline", "--candidate", "--event", "--forks", "--invocations");

  private final Streams streams;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "BENCHMARK",
      description = "the one benchmark that this regular expression matches")
  private String benchmark = "";

  @Option(
      names = "--pid",
      paramLabel = "PID",
      description = "instead of a benchmark, a JVM of JDK 17 or later on this machine (see jps)")
  private @Nullable Long pid;

  @Option(
      names = "--time",
      paramLabel = "TIME",
      defaultValue = "30s",
      description = "with --pid, how long to watch: 90s, 10m, 1h (default: ${DEFAULT-VALUE})")
  private String time = "30s";

  @Option(
      names = "--baseline",
      paramLabel = "TOGGLES",
      description = "toggles of the baseline, with --candidate: none, all, a,b,-c")
  private @Nullable String baseline;

  @Option(
      names = "--candidate",
      paramLabel = "TOGGLES",
      description = "toggles of the candidate (default: one side alone, all toggles off)")
  private @Nullable String candidate;

  @Option(
      names = "--event",
      paramLabel = "EVENT",
      defaultValue = "cpu",
      description = "cpu, wall, alloc or lock (default: ${DEFAULT-VALUE})")
  private String event = "cpu";

  @Option(
      names = "--sampler",
      paramLabel = "NAME",
      defaultValue = "auto",
      description =
          "async-profiler, jfr, or auto: the first that works (default: ${DEFAULT-VALUE})")
  private String sampler = "auto";

  @Option(
      names = "--forks",
      paramLabel = "N",
      defaultValue = "4",
      description = "of each side, 2 or more (default: ${DEFAULT-VALUE})")
  private int forks = 4;

  @Option(
      names = "--invocations",
      paramLabel = "N",
      description = "of each fork while it is sampled (default: about two seconds of the baseline)")
  private @Nullable Integer invocations;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "for the run's files (default: reports/out/<time>-profile)")
  private @Nullable Path out;

  @Option(names = "--json", description = "profile.json on standard output, and nothing else there")
  private boolean json;

  @Option(names = "--quiet", description = "no progress")
  private boolean quiet;

  ProfileCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws Exception {
    if (pid != null) {
      return watch(pid).number();
    }
    refuse(List.of("--time"), "--pid");
    if (benchmark.isEmpty()) {
      throw new UsageException("Missing required parameter: 'BENCHMARK', or --pid of a JVM");
    }
    var asked = event();
    checkNumbers();
    var installation = Installation.running();
    var plan = ProfilePlan.of(benchmark, baseline, candidate, installation.suite("suite"));
    try (var work = Work.open()) {
      var chosen = sampler(work.folder());
      if (!chosen.takes(asked)) {
        streams
            .err()
            .printf("dyno: --event %s needs async-profiler: %s%n", asked.id(), chosen.words());
        return ExitCode.ENVIRONMENT.number();
      }
      var folder = RunFolder.open(out == null ? RunFolder.usual("profile") : out);
      var amount = new Profiling.Amount(forks, Optional.ofNullable(invocations));
      return new Profiling(streams, quiet, installation, plan, amount, folder, work.folder())
          .run(asked, chosen, this::tell)
          .number();
    } catch (IOException failed) {
      throw new UsageException(
          "the machine refuses what a run needs: %s".formatted(failed.getMessage()), failed);
    }
  }

  private ExitCode watch(long jvm) throws UsageException {
    refuse(BENCHMARKS_OWN, "BENCHMARK");
    if (!benchmark.isEmpty()) {
      throw new UsageException(
          "BENCHMARK '%s' and --pid %d: name one of them".formatted(benchmark, jvm));
    }
    var length = Course.time("--time", time);
    var folder = RunFolder.open(out == null ? RunFolder.usual("profile") : out);
    try (var work = Work.open()) {
      var wanted =
          new Watching.Wanted(
              sampler(work.folder()), sampler.equals("async-profiler"), work.folder());
      return new Watching(streams, quiet, jvm, length, wanted, folder)
          .run(result -> streams.out().println(json ? result.json() : WatchText.of(result)));
    } catch (IOException | UncheckedIOException unreadable) {
      streams.err().println("dyno: " + unreadable.getMessage());
      return ExitCode.NOTHING_MEASURED;
    }
  }

  private void refuse(List<String> options, String others) throws UsageException {
    for (var each : options) {
      if (spec != null && spec.commandLine().getParseResult().hasMatchedOption(each)) {
        throw new UsageException("%s goes with %s: leave it out".formatted(each, others));
      }
    }
  }

  private void tell(ProfileResult result) {
    streams.out().println(json ? result.json() : ProfileText.of(result));
  }

  private SampledEvent event() throws UsageException {
    try {
      return SampledEvent.named(event);
    } catch (IllegalArgumentException unknown) {
      throw new UsageException("--" + unknown.getMessage(), unknown);
    }
  }

  private void checkNumbers() throws UsageException {
    if (forks < FrameTable.LEAST_FORKS || forks > MOST_FORKS) {
      throw new UsageException(
          "--forks %d is not within %d to %d: one fork alone has no interval"
              .formatted(forks, FrameTable.LEAST_FORKS, MOST_FORKS));
    }
    if (invocations != null && invocations < 1) {
      throw new UsageException(
          "--invocations %d is not 1 or more: leave it out for about two seconds' worth"
              .formatted(invocations));
    }
  }

  private Sampler sampler(Path work) throws UsageException {
    return switch (sampler) {
      case "auto", "async-profiler" -> Sampler.here(work.resolve("async-profiler"));
      case "jfr" -> new Sampler.FlightRecorder("it was asked for");
      default ->
          throw new UsageException(
              "--sampler '%s' is not known: choose from auto, async-profiler, jfr"
                  .formatted(sampler));
    };
  }
}
