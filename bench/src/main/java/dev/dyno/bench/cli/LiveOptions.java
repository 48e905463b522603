package dev.dyno.bench.cli;

import dev.dyno.profiles.run.RunProfile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What `dyno qualify` measures on this machine.
final class LiveOptions {

  private static final Pattern TURNS = Pattern.compile("(\\d{1,4})\\+(\\d{1,4})(?:x(\\d{1,5})ms)?");

  private static final Duration USUAL_LENGTH = Duration.ofMillis(10);

  /// Cheap ones that are soon warm and lean on different things: a core, memory, short-lived
  /// objects, and two threads that share nothing, and a number. A pair of them spreads by 0.002 to
  /// 0.05. Left out are a map that two threads share (0.035: 12 pairs to a verdict), and those that
  /// hand over from thread to thread: their forks are fast or slow by luck (0.12), and few verdicts
  /// fall within 24 pairs.
  private static final String USUAL =
      "RulerBenchmark\\.(core|memory|text)|SharedBenchmark\\.(apart|number)";

  private static final int MOST_LOOPS = 256;

  @Option(
      names = "--jar",
      paramLabel = "JAR",
      description = "live: any JMH jar (default: five quick benchmarks of this program)")
  private @Nullable Path jar;

  @Option(
      names = "--benchmark",
      paramLabel = "REGEX",
      description = "live: only what matches, of 'Class.method param=value'")
  private @Nullable String benchmark;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "live: verdicts of each benchmark on the same code, one a round, each on pairs of its own"
              + " (default: ${DEFAULT-VALUE})")
  private int repeats;

  @Option(
      names = "--planted-repeats",
      paramLabel = "N",
      description = "live: verdicts of each benchmark and slowdown (default: as --repeats)")
  private @Nullable Integer plantedRepeats;

  @Option(
      names = "--turns",
      paramLabel = "WARMUP+MEASURED[xLENGTH]",
      description =
          "live: turns of each fork, of 10 ms where nothing else is said: 40+80x20ms"
              + " (default: those of a gate, 60+120, or of --profile)")
  private @Nullable String turns;

  @Option(
      names = "--load",
      paramLabel = "N",
      defaultValue = "0",
      description = "live: busy loops beside it (default: ${DEFAULT-VALUE})")
  private int load;

  /// @throws UsageException when a number cannot be
  void check() throws UsageException {
    if (repeats < 0 || planted() < 0 || repeats + planted() < 1) {
      throw new UsageException(
          "--repeats %d and --planted-repeats %d: neither below 0, and one of them 1 or more"
              .formatted(repeats, planted()));
    }
    if (load < 0 || load > MOST_LOOPS) {
      throw new UsageException("--load %d: 0 to %d busy loops".formatted(load, MOST_LOOPS));
    }
  }

  Optional<Path> jar() {
    return Optional.ofNullable(jar);
  }

  Predicate<String> wanted() throws UsageException {
    return Matching.of("--benchmark", benchmark != null ? benchmark : jar == null ? USUAL : "");
  }

  int repeats() {
    return repeats;
  }

  int planted() {
    return plantedRepeats == null ? repeats : plantedRepeats;
  }

  int busyLoops() {
    return load;
  }

  /// @param profile whose turns they are where nothing else is said
  RunProfile.Turns turns(Optional<RunProfile> profile) throws UsageException {
    if (turns == null) {
      return profile.map(RunProfile::turns).orElse(GateCommand.TURNS);
    }
    var match = TURNS.matcher(turns);
    if (!match.matches()) {
      throw new UsageException(
          "--turns '%s': write such as 60+120, or 40+80x20ms".formatted(turns));
    }
    try {
      return new RunProfile.Turns(
          Integer.parseInt(match.group(1)),
          Integer.parseInt(match.group(2)),
          match.group(3) == null
              ? USUAL_LENGTH
              : Duration.ofMillis(Long.parseLong(match.group(3))));
    } catch (IllegalArgumentException wrong) {
      throw new UsageException("--turns '%s': %s".formatted(turns, wrong.getMessage()), wrong);
    }
  }
}
