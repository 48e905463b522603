package dev.dyno.bench.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import dev.dyno.bench.machine.MachineReader;
import dev.dyno.bench.validation.Qualification;
import dev.dyno.bench.validation.Simulation;
import dev.dyno.profiles.run.RunProfile;
import dev.dyno.profiles.run.RunProfileException;
import dev.dyno.profiles.run.RunProfileFile;
import dev.dyno.reports.measurement.Machine;
import dev.dyno.reports.verdict.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
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

  private static final Duration LONGEST = Duration.ofHours(12);

  private final Streams streams;

  @Option(
      names = "--simulate",
      description =
          "draw recorded pairs of a loaded and of a quieter machine, or those of --from, which it"
              + " keeps as noise-STATE.json.gz beside qualify.json; measures nothing here")
  private boolean simulate;

  @Option(
      names = "--planted",
      paramLabel = "PERCENT",
      defaultValue = "1,2,5,10",
      description =
          "slowdowns, in percent; none for the same code alone (default: ${DEFAULT-VALUE})")
  private String planted = "";

  @Option(
      names = "--from",
      paramLabel = "RUN",
      arity = "1..*",
      description =
          "measures nothing: pools live runs of one machine, whole or cut; each a folder with its"
              + " measurement.json. With --simulate: draws from their pairs with the same code")
  private List<Path> from = new ArrayList<>();

  @Option(
      names = "--profile",
      paramLabel = "NAME|FILE",
      description =
          "whose looks and, live, turns: such as those of a gate's (default: up to 24 pairs)")
  private @Nullable String profile;

  @Mixin private LiveOptions options = new LiveOptions();

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
    if (verdicts < 1 || gates < 1) {
      throw new UsageException(
          "--verdicts %d and --gates %d: each must be 1 or more".formatted(verdicts, gates));
    }
    options.check();
    if (profile != null && !simulate && !from.isEmpty()) {
      throw new UsageException(
          "--profile changes nothing in what --from has measured: leave it out");
    }
    var chosen = chosen();
    var exit =
        simulate ? simulated(sizes, chosen) : from.isEmpty() ? live(sizes, chosen) : pooled();
    return exit.number();
  }

  private ExitCode simulated(List<Double> sizes, Optional<RunProfile> chosen)
      throws UsageException {
    var recordings = Recordings.of(from);
    var folder = from.isEmpty() ? folder() : beside();
    if (!from.isEmpty()) {
      recordings.keep(folder.folder());
    }
    var outcome =
        new Simulation(
                verdicts, Math.max(1, verdicts / 5), gates, sizes, looks(chosen), course.seed())
            .of(recordings.all());
    var sources =
        recordings.all().stream().map(each -> each.state() + ": " + each.provenance()).toList();
    tell(known("simulated", sources, MachineReader.read(), outcome), folder.folder());
    return ExitCode.PASS;
  }

  private Optional<RunProfile> chosen() throws UsageException {
    try {
      return profile == null ? Optional.empty() : Optional.of(RunProfileFile.read(profile));
    } catch (RunProfileException wrong) {
      throw new UsageException(String.valueOf(wrong.getMessage()), wrong);
    }
  }

  private static List<Integer> looks(Optional<RunProfile> chosen) {
    return chosen.map(RunProfile::looks).orElse(Rule.LOOKS);
  }

  private ExitCode pooled() throws UsageException {
    var runs = PooledRuns.read(from);
    return told(runs, List.of(), beside());
  }

  /// Not opened as a run's own is: it may be one of those whose evidence is read.
  private RunFolder beside() throws UsageException {
    return new RunFolder(RunFolder.writable(place()));
  }

  private ExitCode live(List<Double> sizes, Optional<RunProfile> chosen) throws UsageException {
    var order = sharing.order();
    var asked =
        new Qualifying.Asked(
            sizes,
            options.repeats(),
            options.planted(),
            looks(chosen),
            options.turns(chosen),
            course.seed(),
            course.budget(LONGEST),
            options.busyLoops());
    var wanted = options.wanted();
    var folder = folder();
    try {
      return new Qualifying(streams, quiet, Installation.running(), options.jar(), wanted, order)
          .run(
              asked,
              folder,
              history,
              (run, known) ->
                  told(
                      new PooledRuns(List.of(run)),
                      known.map(QualifyText::sentence).stream().toList(),
                      folder));
    } catch (IOException failed) {
      throw new UsageException(
          "nothing can be qualified: %s".formatted(failed.getMessage()), failed);
    }
  }

  /// Tells what live runs say together.
  private ExitCode told(PooledRuns runs, List<String> more, RunFolder folder)
      throws UsageException {
    var live = runs.verdicts();
    var outcome = live.outcome(course.seed());
    var sources = new ArrayList<>(runs.sources());
    sources.addAll(more);
    tell(known("live", sources, runs.runs().getLast().machine(), outcome), folder.folder());
    return live.verdicts() == 0 ? ExitCode.NOTHING_MEASURED : ExitCode.PASS;
  }

  private RunFolder folder() throws UsageException {
    return RunFolder.open(place());
  }

  private Path place() {
    return out == null ? RunFolder.usual("qualify") : out;
  }

  private Qualification known(
      String kind, List<String> sources, Machine machine, Simulation.Outcome outcome) {
    return new Qualification(
        Qualification.SCHEMA,
        kind,
        Instant.now(),
        course.seed(),
        Installation.running().provenance(),
        machine,
        sources,
        outcome.scores(),
        outcome.gates(),
        outcome.floors(),
        outcome.costs());
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
