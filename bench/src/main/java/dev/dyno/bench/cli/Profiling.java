package dev.dyno.bench.cli;

import dev.dyno.bench.profile.FrameTable;
import dev.dyno.bench.suite.MeasuredEngine;
import dev.dyno.bench.trial.ProfileRun;
import dev.dyno.bench.trial.Stand;
import dev.dyno.bench.trial.TrialException;
import dev.dyno.profiles.findings.Findings;
import dev.dyno.profiles.pages.ProfilePage;
import dev.dyno.profiles.sampler.FlameGraphs;
import dev.dyno.profiles.sampler.ProfiledSide;
import dev.dyno.profiles.sampler.SampledEvent;
import dev.dyno.profiles.sampler.Sampler;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/// One run of `dyno profile`: sample, compare frames, draw, write, tell.
final class Profiling {

  private final Streams streams;
  private final boolean quiet;
  private final Installation installation;
  private final ProfilePlan plan;
  private final Amount amount;
  private final RunFolder folder;
  private final Path work;

  /// How much.
  ///
  /// @param forks of each side
  /// @param invocations of each fork while it is sampled
  record Amount(int forks, Optional<Integer> invocations) {}

  Profiling(
      Streams streams,
      boolean quiet,
      Installation installation,
      ProfilePlan plan,
      Amount amount,
      RunFolder folder,
      Path work) {
    this.streams = streams;
    this.quiet = quiet;
    this.installation = installation;
    this.plan = plan;
    this.amount = amount;
    this.folder = folder;
    this.work = work;
  }

  /// @param tell gets the result once its files are written
  ExitCode run(SampledEvent event, Sampler sampler, Consumer<ProfileResult> tell)
      throws IOException, UsageException {
    try (var stand = Stand.start(standCommand(), work.resolve("stand.log"))) {
      var result = sample(stand, event, sampler);
      write(result);
      tell.accept(result);
      return result.samples() > 0 ? ExitCode.PASS : ExitCode.NOTHING_MEASURED;
    } catch (TrialException crashed) {
      streams.err().println("dyno: " + crashed.getMessage());
      return ExitCode.CRASHED;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new UsageException("interrupted while a benchmark was sampled", interrupted);
    }
  }

  private List<String> standCommand() {
    return installation.command(
        "daemon", "--json", "--life-line", "--store", work.resolve("store").toString());
  }

  private ProfileResult sample(Stand stand, SampledEvent event, Sampler sampler)
      throws IOException, TrialException, InterruptedException {
    var run = new ProfileRun(sampler, event, installation.agent(), work);
    var entry = plan.entry();
    var task =
        new ProfileRun.Task(
            entry.benchmark(),
            entry.params(),
            operationsPerInvocation(entry.benchmark()),
            amount.forks());
    var sides = plan.sides().stream().map(side -> at(stand, side)).toList();
    int invocations = invocations(run, task, sides);
    var profiled =
        run.run(
            task,
            sides,
            invocations,
            folder.folder(),
            (side, fork) -> say("%s, fork %d of %d".formatted(side.role(), fork, amount.forks())));
    var frames =
        profiled.size() == 1
            ? FrameTable.of(profiled.getFirst())
            : FrameTable.between(profiled.getFirst(), profiled.getLast());
    var observed = observe(run, task, sides, invocations);
    return new ProfileResult(
        PlanMaker.title(entry),
        event,
        sampler.words(),
        profiled,
        frames,
        observed,
        folder.folder());
  }

  /// One more fork a side, of which JMC's rules can see all that they judge by.
  private List<ProfileResult.Observed> observe(
      ProfileRun run, ProfileRun.Task task, List<ProfileRun.Side> sides, int invocations)
      throws IOException, TrialException, InterruptedException {
    var observed = new ArrayList<ProfileResult.Observed>();
    for (var side : sides) {
      say("%s, one more fork for JMC's rules".formatted(side.role()));
      var recording = folder.folder().resolve("%s-findings.jfr".formatted(side.role()));
      run.record(task, side, invocations, Findings.settings(), recording);
      observed.add(new ProfileResult.Observed(side.role(), Findings.of(recording)));
    }
    return observed;
  }

  private int invocations(ProfileRun run, ProfileRun.Task task, List<ProfileRun.Side> sides)
      throws IOException, TrialException, InterruptedException {
    if (amount.invocations().isPresent()) {
      return amount.invocations().get();
    }
    say("how long does an invocation take?");
    return run.invocations(task, sides.getFirst().variant());
  }

  private static ProfileRun.Side at(Stand stand, ProfileRun.Side side) {
    return new ProfileRun.Side(
        side.role(),
        side.variant()
            .with(MeasuredEngine.DAEMON, stand.daemon().toString())
            .with(MeasuredEngine.REGISTRY, stand.registry()));
  }

  private static int operationsPerInvocation(String benchmark) {
    int dot = benchmark.lastIndexOf('.');
    try {
      return Arrays.stream(Class.forName(benchmark.substring(0, dot)).getMethods())
          .filter(method -> method.getName().equals(benchmark.substring(dot + 1)))
          .map((Method method) -> method.getAnnotation(OperationsPerInvocation.class))
          .filter(annotation -> annotation != null)
          .findFirst()
          .map(OperationsPerInvocation::value)
          .orElse(1);
    } catch (ClassNotFoundException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void write(ProfileResult result) throws IOException {
    var graphs = new ArrayList<ProfilePage.Graph>();
    for (var page : pages(result.sides())) {
      var file = folder.folder().resolve(page.name());
      page.draw().to(file);
      graphs.add(new ProfilePage.Graph(page.title(), Files.readString(file)));
    }
    Files.writeString(folder.folder().resolve(ProfileResult.NAME), result.json());
    ProfileHtml.of(result, graphs).write(folder.folder().resolve(ProfilePage.NAME));
  }

  /// A flame graph that is to be drawn.
  private record Page(String name, String title, Draw draw) {}

  private interface Draw {
    void to(Path page) throws IOException;
  }

  private static List<Page> pages(List<ProfiledSide> sides) {
    var baseline = sides.getFirst();
    var pages = new ArrayList<Page>();
    pages.add(new Page("baseline.html", "Baseline", page -> FlameGraphs.write(baseline, page)));
    if (sides.size() == 2) {
      var candidate = sides.getLast();
      pages.add(
          new Page("candidate.html", "Candidate", page -> FlameGraphs.write(candidate, page)));
      pages.add(
          new Page(
              "change-seen-by-candidate.html",
              "Change, in the candidate’s frames: what came, and what grew or shrank",
              page -> FlameGraphs.writeDifference(candidate, baseline, page)));
      pages.add(
          new Page(
              "change-seen-by-baseline.html",
              "Change, in the baseline’s frames: what vanished, and what grew or shrank",
              page -> FlameGraphs.writeDifference(baseline, candidate, page)));
    }
    return pages;
  }

  private void say(String line) {
    if (!quiet) {
      streams.err().println(line);
    }
  }
}
