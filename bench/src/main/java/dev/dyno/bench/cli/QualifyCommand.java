package dev.dyno.bench.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.dyno.bench.machine.MachineReader;
import dev.dyno.bench.validation.Qualification;
import dev.dyno.bench.validation.Recording;
import dev.dyno.bench.validation.Simulation;
import dev.dyno.profiles.run.RunProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `dyno qualify`: how often the judge is wrong, and what it finds, on this machine, or on recorded
/// noise and beside the rules of others.
@Command(
    name = "qualify",
    description = {
      "Says how often the judge calls the same code dearer, and how often it finds a planted slowdown.",
      "Exit codes: 0 done, whatever came out; 2 usage; 5 nothing measured."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class QualifyCommand implements Callable<Integer> {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new SimpleModule().addSerializer(Instant.class, ToStringSerializer.instance))
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private static final Pattern TURNS = Pattern.compile("(\\d{1,4})\\+(\\d{1,4})");

  /// Cheap ones that lean on different things: a core, memory, two threads, the engine's code.
  private static final String USUAL =
      "RulerBenchmark\\.(core|memory|scheduler)|HandOffBenchmark|ImageReferenceBenchmark\\.parse";

  private static final int MOST_LOOPS = 256;
  private static final Duration LONGEST = Duration.ofHours(12);

  private final Streams streams;

  @Option(
      names = "--simulate",
      description =
          "draw recorded pairs of a loaded and of a quieter machine; measures nothing here")
  private boolean simulate;

  @Option(
      names = "--planted",
      paramLabel = "PERCENT",
      defaultValue = "1,2,5,10",
      description =
          "slowdowns, in percent; none for the same code alone (default: ${DEFAULT-VALUE})")
  private String planted = "";

  @Option(
      names = "--jar",
      paramLabel = "JAR",
      description = "live: any JMH jar (default: six quick benchmarks of this program)")
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
          "live: rounds of one verdict of each benchmark and size, each on pairs of its own"
              + " (default: ${DEFAULT-VALUE})")
  private int repeats;

  @Option(
      names = "--turns",
      paramLabel = "WARMUP+MEASURED",
      defaultValue = "20+40",
      description = "live: turns of 20 ms of each fork (default: ${DEFAULT-VALUE})")
  private String turns = "";

  @Option(
      names = "--load",
      paramLabel = "N",
      defaultValue = "0",
      description = "live: busy loops beside it (default: ${DEFAULT-VALUE})")
  private int load;

  @Mixin private Remembered history = new Remembered();

  @Mixin private Sharing sharing = new Sharing();

  @Mixin private Course course = new Course();

  @Option(names = "--quiet", description = "live: no progress")
  private boolean quiet;

  @Option(
      names = "--verdicts",
      paramLabel = "N",
      defaultValue = "20000",
      description =
          "of each benchmark on the same code; a fifth of them with each slowdown"
              + " (default: ${DEFAULT-VALUE})")
  private int verdicts;

  @Option(
      names = "--gates",
      paramLabel = "N",
      defaultValue = "20000",
      description = "of each state and threshold (default: ${DEFAULT-VALUE})")
  private int gates;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "for qualify.json (default: reports/out/<time>-qualify)")
  private @Nullable Path out;

  @Option(names = "--json", description = "qualify.json on standard output, and nothing else there")
  private boolean json;

  QualifyCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws UsageException {
    var sizes = sizes();
    if (verdicts < 1 || gates < 1 || repeats < 1) {
      throw new UsageException(
          "--verdicts %d, --gates %d and --repeats %d: each must be 1 or more"
              .formatted(verdicts, gates, repeats));
    }
    if (load < 0 || load > MOST_LOOPS) {
      throw new UsageException("--load %d: 0 to %d busy loops".formatted(load, MOST_LOOPS));
    }
    if (!simulate) {
      return live(sizes).number();
    }
    var folder = folder();
    var recordings = Recording.committed();
    var outcome =
        new Simulation(verdicts, Math.max(1, verdicts / 5), gates, sizes, course.seed())
            .of(recordings);
    tell(
        known(
            "simulated",
            recordings.stream().map(each -> each.state() + ": " + each.provenance()).toList(),
            outcome),
        folder.folder());
    return ExitCode.PASS.number();
  }

  private ExitCode live(List<Double> sizes) throws UsageException {
    var order = sharing.order();
    var time = course.budget(LONGEST);
    var each = turns();
    var wanted = Matching.of("--benchmark", pattern());
    var folder = folder();
    try {
      var qualifying =
          new Qualifying(
              streams, quiet, Installation.running(), Optional.ofNullable(jar), wanted, order);
      var run =
          qualifying.run(
              new Qualifying.Asked(sizes, repeats, each, course.seed(), time, load),
              folder,
              history);
      tell(known("live", run.sources(), run.outcome()), folder.folder());
      return run.outcome().scores().isEmpty() ? ExitCode.NOTHING_MEASURED : ExitCode.PASS;
    } catch (IOException failed) {
      throw new UsageException(
          "nothing can be qualified: %s".formatted(failed.getMessage()), failed);
    }
  }

  private String pattern() {
    return benchmark != null ? benchmark : jar == null ? USUAL : "";
  }

  private RunFolder folder() throws UsageException {
    return RunFolder.open(out == null ? RunFolder.usual("qualify") : out);
  }

  private Qualification known(String kind, List<String> sources, Simulation.Outcome outcome) {
    return new Qualification(
        Qualification.SCHEMA,
        kind,
        Instant.now(),
        course.seed(),
        Installation.running().provenance(),
        MachineReader.read(),
        sources,
        outcome.scores(),
        outcome.gates(),
        outcome.floors(),
        outcome.costs());
  }

  private RunProfile.Turns turns() throws UsageException {
    var match = TURNS.matcher(turns);
    if (!match.matches()) {
      throw new UsageException("--turns '%s': write such as 40+60".formatted(turns));
    }
    try {
      return new RunProfile.Turns(
          Integer.parseInt(match.group(1)),
          Integer.parseInt(match.group(2)),
          Duration.ofMillis(20));
    } catch (IllegalArgumentException wrong) {
      throw new UsageException("--turns '%s': %s".formatted(turns, wrong.getMessage()), wrong);
    }
  }

  private void tell(Qualification known, Path folder) throws UsageException {
    var file = folder.resolve(Qualification.NAME);
    try {
      var text = JSON.writeValueAsString(known) + "\n";
      var draft = Files.writeString(folder.resolve(Qualification.NAME + ".part"), text);
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      streams.out().print(json ? text : QualifyText.of(known) + "\nwritten: " + file + "\n");
    } catch (IOException refused) {
      throw new UsageException(
          "%s cannot be written: %s".formatted(file, refused.getMessage()), refused);
    }
  }

  private List<Double> sizes() throws UsageException {
    if (planted.equals("none")) {
      return List.of();
    }
    try {
      var sizes = Arrays.stream(planted.split(",", -1)).map(each -> percent(each.strip())).toList();
      if (sizes.stream().allMatch(size -> size > 0 && size <= 1)) {
        return sizes;
      }
    } catch (NumberFormatException noNumber) {
      // told below
    }
    throw new UsageException(
        "--planted '%s' is no list of slowdowns: write percents above 0, at most 100, such as 5,10, or none"
            .formatted(planted));
  }

  private static double percent(String text) {
    return Double.parseDouble(text) / 100;
  }
}
