package dev.dyno.bench.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dyno.bench.variant.MeasuredVariant;
import dev.dyno.profiles.sampler.ProfiledSide;
import dev.dyno.profiles.sampler.SampledEvent;
import dev.dyno.profiles.sampler.Sampler;
import dev.dyno.profiles.sampler.Stacks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Samples one or two variants of a benchmark that do the same fixed work, several forks each, one
/// recording a fork. These forks are of its own: no time is taken in them, and no timed fork is
/// sampled.
///
/// Confined to the thread that runs it; one run at a time.
public final class ProfileRun {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /// How long the baseline should be sampled in each fork.
  private static final Duration SAMPLED = Duration.ofSeconds(2);

  private static final long MOST_INVOCATIONS = 200_000_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Sampler sampler;
  private final SampledEvent event;
  private final Path work;
  private final AskedFlags asked;

  /// What is to be done.
  ///
  /// @param benchmark full name of its method
  /// @param params that all sides share
  /// @param operationsPerInvocation as the benchmark's annotation says
  /// @param forks of each side; at least 1
  public record Task(
      String benchmark, SortedMap<String, String> params, int operationsPerInvocation, int forks) {

    public Task {
      params = new TreeMap<>(params);
    }
  }

  /// One side that is to be sampled.
  ///
  /// @param role names its recordings: `baseline`, `candidate`
  public record Side(String role, MeasuredVariant variant) {}

  /// Told before each fork starts.
  public interface Listener {

    /// The fork of a side, counted from 1.
    void starts(Side side, int fork);
  }

  /// @param agent the agent's jar
  /// @param work a folder for logs and temporary files
  public ProfileRun(Sampler sampler, SampledEvent event, Path agent, Path work) {
    this.sampler = sampler;
    this.event = event;
    this.work = work;
    this.asked = new AskedFlags(agent, work);
  }

  /// How many invocations keep a variant busy for about two seconds, by a fork that is not sampled.
  ///
  /// @throws TrialException when that fork fails
  public int invocations(Task task, MeasuredVariant variant)
      throws IOException, TrialException, InterruptedException {
    var folder = Files.createTempDirectory(work, "pilot");
    var result = folder.resolve("result.json");
    var said = run(task, variant, List.of(), JmhCommand.pilot(result), folder, result);
    double nanos =
        said.path("primaryMetric").path("score").asDouble() * task.operationsPerInvocation();
    double wanted = Math.ceil(SAMPLED.toNanos() / Math.max(1, nanos));
    return (int) Math.min(MOST_INVOCATIONS, Math.max(1, wanted));
  }

  /// Samples all sides, their forks in turn.
  ///
  /// @param invocations of each fork while it is sampled, and twice as many before
  /// @param recordings a folder that gets one `.jfr` a fork
  /// @return the sides in the order given
  /// @throws TrialException when a fork fails, or leaves no recording
  public List<ProfiledSide> run(
      Task task, List<Side> sides, int invocations, Path recordings, Listener listener)
      throws IOException, TrialException, InterruptedException {
    var stacks = new ArrayList<List<Stacks>>();
    sides.forEach(_ -> stacks.add(new ArrayList<>()));
    long threads = 1;
    for (int fork = 1; fork <= task.forks(); fork++) {
      for (int i = 0; i < sides.size(); i++) {
        var side = sides.get(i);
        listener.starts(side, fork);
        var recording = recordings.resolve("%s-%d.jfr".formatted(side.role(), fork));
        threads = sample(task, side.variant(), invocations, recording, this::profiler);
        stacks.get(i).add(Stacks.read(recording, event, sampler));
      }
    }
    long operations = threads * invocations * task.operationsPerInvocation();
    var profiled = new ArrayList<ProfiledSide>();
    for (int i = 0; i < sides.size(); i++) {
      profiled.add(new ProfiledSide(sides.get(i).variant().name(), stacks.get(i), operations));
    }
    return profiled;
  }

  /// Records one more fork of a side by JFR, with settings of the caller's. No samples are taken in
  /// it, so that neither disturbs the other.
  ///
  /// @param settings as a `.jfc` file
  /// @param recording written when the fork has ended
  /// @throws TrialException when the fork fails, or leaves no recording
  public void record(Task task, Side side, int invocations, String settings, Path recording)
      throws IOException, TrialException, InterruptedException {
    var file = Files.writeString(Files.createTempFile(work, "settings", ".jfc"), settings);
    sample(task, side.variant(), invocations, recording, folder -> recorder(folder, file));
  }

  /// What JMH is told of who records.
  private interface Recorder {
    List<String> in(Path folder) throws IOException;
  }

  /// @return threads that the benchmark used
  private long sample(
      Task task, MeasuredVariant variant, int invocations, Path recording, Recorder recorder)
      throws IOException, TrialException, InterruptedException {
    var folder = Files.createTempDirectory(work, "profile");
    var result = folder.resolve("result.json");
    var said =
        run(
            task,
            variant,
            recorder.in(folder),
            JmhCommand.warmBatch(invocations, result),
            folder,
            result);
    Files.move(recorded(folder), recording, StandardCopyOption.REPLACE_EXISTING);
    return Math.max(1, said.path("threads").asLong());
  }

  /// JMH's own profilers start with the first measured iteration, and end with the last.
  private List<String> profiler(Path folder) throws IOException {
    return switch (sampler) {
      case Sampler.AsyncProfiler async ->
          List.of(
              "-prof",
              "async:libPath=%s;output=jfr;%s;dir=%s"
                  .formatted(async.library(), async.options(event).replace(',', ';'), folder));
      case Sampler.FlightRecorder recorder -> {
        var settings = Files.writeString(folder.resolve("samples.jfc"), recorder.settings(event));
        yield recorder(folder, settings);
      }
    };
  }

  private static List<String> recorder(Path folder, Path settings) {
    return List.of("-prof", "jfr:dir=%s;configName=%s".formatted(folder, settings));
  }

  private static Path recorded(Path folder) throws IOException, TrialException {
    try (var files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".jfr"))
          .findFirst()
          .orElseThrow(
              () ->
                  JmhLog.read(folder.resolve("jmh.log"))
                      .failure("the fork ended without a recording"));
    }
  }

  private JsonNode run(
      Task task,
      MeasuredVariant variant,
      List<String> profiler,
      List<String> amount,
      Path folder,
      Path result)
      throws IOException, TrialException, InterruptedException {
    var temporary = Files.createDirectory(folder.resolve("tmp"));
    var command = JmhCommand.of(variant, List.of(), temporary);
    command.add(1, "--enable-native-access=ALL-UNNAMED"); // JMH's host loads the profiler, too
    command.addAll(JmhCommand.benchmark(task.benchmark(), variant.params(task.params())));
    command.addAll(amount);
    command.addAll(profiler);
    var forkArgs = new ArrayList<>(variant.forkArgs());
    forkArgs.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:+DebugNonSafepoints"));
    var flags = asked.of(variant, task.benchmark());
    command.addAll(JmhCommand.forkArgs(flags, forkArgs, temporary));
    var log = folder.resolve("jmh.log");
    new AwaitedHost(JmhCommand.start(command, folder, log), log)
        .endedWell("a fork of " + task.benchmark(), PATIENCE);
    return JSON.readTree(result.toFile()).path(0);
  }
}
