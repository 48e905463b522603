package dev.dyno.bench.trial;

import dev.dyno.bench.variant.MeasuredVariant;
import dev.dyno.profiles.jfr.EventCounts;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Counts exactly what each arm does for a fixed amount of work: one fork an arm under JFR, after
/// the timed pairs, never mixed with them.
///
/// Before the batch the fork runs the benchmark's own check of its arm, and that is counted, too: a
/// few operations more, the same on both sides.
public final class FactRun {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String PROCESS = "jdk.ProcessStart";

  private final Stand stand;
  private final Path work;
  private final AskedFlags asked;

  /// @param agent the agent's jar
  /// @param work a folder for recordings and logs
  public FactRun(Stand stand, Path agent, Path work) {
    this.stand = stand;
    this.work = work;
    this.asked = new AskedFlags(agent, work);
  }

  /// Runs both arms.
  ///
  /// @return facts in which at least one side counted something
  /// @throws TrialException when an arm fails
  public List<Fact> run(Plan.Planned planned, Comparison measured)
      throws IOException, TrialException, InterruptedException {
    var baseline = count(planned, planned.baseline(), "a");
    var candidate = count(planned, planned.candidate(), "b");
    var facts = new ArrayList<Fact>();
    for (int i = 0; i < baseline.size(); i++) {
      var off = baseline.get(i);
      var on = candidate.get(i);
      if (off.number() + on.number() > 0) {
        facts.add(
            new Fact(
                planned.toggle(),
                measured.title(),
                off.name(),
                planned.factOperations(),
                off.number(),
                on.number(),
                off.source(),
                off.exact()));
      }
    }
    return facts;
  }

  private record Count(String name, long number, String source, boolean exact) {}

  private List<Count> count(Plan.Planned planned, MeasuredVariant variant, String arm)
      throws IOException, TrialException, InterruptedException {
    var folder = Files.createTempDirectory(work, "facts" + arm);
    var recording = folder.resolve("facts.jfr");
    var temporary = Files.createDirectory(folder.resolve("tmp"));
    var command = JmhCommand.of(variant, List.of(), temporary);
    command.addAll(JmhCommand.benchmark(planned.benchmark(), variant.params(planned.params())));
    command.addAll(JmhCommand.batch(planned.factOperations()));
    var forkArgs = new ArrayList<>(variant.forkArgs());
    forkArgs.add(EventCounts.flag(recording, List.of(PROCESS)));
    var flags = asked.of(variant, planned.benchmark());
    command.addAll(JmhCommand.forkArgs(flags, forkArgs, temporary));
    stand.resetCounters();
    var log = folder.resolve("jmh.log");
    var process = JmhCommand.start(command, folder, log);
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw JmhLog.read(log).failure("the fact run of " + planned.benchmark() + " failed");
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    var events = EventCounts.of(recording);
    var registry = stand.counts();
    return List.of(
        new Count("processes started", events.of(PROCESS), "JFR " + PROCESS, true),
        new Count("manifest requests at once, most", registry.manifestsAtOnce(), "registry", false),
        new Count("registry requests", registry.requests(), "registry", true));
  }
}
