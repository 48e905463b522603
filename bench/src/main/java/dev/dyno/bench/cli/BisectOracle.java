package dev.dyno.bench.cli;

import dev.dyno.bench.bisect.Bracket;
import dev.dyno.bench.bisect.Step;
import dev.dyno.bench.trial.Plan;
import dev.dyno.bench.variant.Benchmarks;
import dev.dyno.bench.variant.Named;
import dev.dyno.bench.variant.VariantException;
import dev.dyno.bench.variant.Variants;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.MeasurementFile;
import dev.dyno.reports.verdict.GateRow;
import dev.dyno.reports.verdict.Judged;
import dev.dyno.reports.verdict.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Says of a commit whether it shows a change, by the paired test of a gate whose baseline is the
/// good end: never by a neighbour, against which a change that came in small steps would vanish.
final class BisectOracle {

  private final Path here;
  private final BisectEnds.Ask ask;
  private final BisectTerms terms;
  private final Work work;
  private final Variants variants;
  private final Installation installation = Installation.running();
  private final GateTerms.Side good;
  private final Map<String, GateTerms.Side> sides = new HashMap<>();
  private final GatePlan.Entry compared;

  /// What became of a question.
  sealed interface Told {
    /// An answer, or that there is none to be had.
    record Answered(Step step) implements Told {}

    /// It was not asked to its end, and may be asked again.
    record Cut(String why) implements Told {}

    /// The machine was not fit, and the question may be asked again.
    record Spoiled(String why) implements Told {}
  }

  /// Builds both ends, and makes sure that there is one benchmark to compare.
  BisectOracle(
      Path here,
      BisectEnds.Ask ask,
      BisectTerms terms,
      Work work,
      Consumer<String> progress,
      Interruption interruption)
      throws VariantException, IOException, UsageException {
    this.here = here;
    this.ask = ask;
    this.terms = terms;
    this.work = work;
    this.variants = new Variants(here, terms.policy().build(), work.folder(), progress);
    interruption.stops(variants::stop);
    this.good = side(ask.good());
    var entries = plan(good, side(ask.bad()), ask.wanted()).entries();
    if (entries.size() != 1) {
      throw new UsageException(
          "'%s' must match one benchmark that both ends have, and it matches %s"
              .formatted(
                  ask.told(),
                  entries.isEmpty()
                      ? "none"
                      : entries.size()
                          + ": "
                          + entries.stream().map(it -> title(it.planned())).toList()));
    }
    this.compared = entries.getFirst();
  }

  String benchmark() {
    return compared.planned().benchmark();
  }

  SortedMap<String, String> params() {
    return compared.planned().params();
  }

  private GateTerms.Side side(String commit) throws VariantException, IOException {
    var known = sides.get(commit);
    if (known != null) {
      return known;
    }
    var named = Named.of(commit, here);
    var side = GateTerms.Side.of(variants.find(named, named), installation, work);
    sides.put(commit, side);
    return side;
  }

  /// The benchmark that both ends have and nothing else, even where a commit has more that match.
  private GatePlan plan(GateTerms.Side baseline, GateTerms.Side candidate) throws IOException {
    var title = Comparison.fullTitle(benchmark(), params());
    return plan(baseline, candidate, title::equals);
  }

  private GatePlan plan(GateTerms.Side baseline, GateTerms.Side candidate, Predicate<String> wanted)
      throws IOException {
    return GatePlan.of(
        baseline.measured(),
        candidate.measured(),
        wanted,
        terms.turns(),
        SameCode.of(baseline.found(), candidate.found()));
  }

  /// Asks.
  ///
  /// @param steps before this one, whose code this commit's may be
  /// @param run folder for its files
  Told ask(
      Bracket.Commit commit,
      List<Step> steps,
      double threshold,
      Path run,
      Duration budget,
      List<String> reproduce,
      Streams streams,
      Interruption interruption)
      throws VariantException, IOException, UsageException {
    GateTerms.Side side;
    GatePlan plan;
    interruption.stops(variants::stop);
    try {
      side = side(commit.hash());
      plan = plan(good, side);
    } catch (VariantException.BuildFailed | Benchmarks.NotListed failed) {
      return stopped(interruption).orElseGet(() -> answered(Step.skipped(commit, first(failed))));
    } catch (IOException trouble) {
      return stopped(interruption).orElseGet(() -> new Told.Spoiled(first(trouble)));
    }
    var stopped = stopped(interruption);
    if (stopped.isPresent()) {
      return stopped.get();
    }
    if (plan.entries().isEmpty()) {
      return answered(Step.skipped(commit, "it lacks the benchmark"));
    }
    var ended = plan.entries().getFirst().ended();
    if (ended.isPresent()) {
      return answered(
          ended.get().kind() == Ending.Kind.SKIPPED
              ? Step.unchanged(commit, ended.get().reason())
              : Step.skipped(commit, ended.get().reason()));
    }
    var like = like(commit, side, steps);
    return like.isPresent()
        ? answered(like.get())
        : measured(commit, side, plan, threshold, run, budget, reproduce, streams, interruption);
  }

  /// Ctrl-C ends a build as well: that says nothing of the commit.
  private static Optional<Told> stopped(Interruption interruption) {
    return interruption.heard() ? Optional.of(new Told.Cut(Ending.STOPPED)) : Optional.empty();
  }

  /// What is known of the same code.
  private Optional<Step> like(Bracket.Commit commit, GateTerms.Side side, List<Step> steps)
      throws VariantException, IOException {
    for (var step : steps) {
      if (step.measured()) {
        var entries = plan(side(step.commit()), side).entries();
        var same =
            entries.stream()
                .flatMap(it -> it.ended().stream())
                .filter(it -> it.kind() == Ending.Kind.SKIPPED)
                .findFirst();
        if (same.isPresent()) {
          return Optional.of(Step.like(commit, step, same.get().reason()));
        }
      }
    }
    return Optional.empty();
  }

  private Told measured(
      Bracket.Commit commit,
      GateTerms.Side side,
      GatePlan plan,
      double threshold,
      Path run,
      Duration budget,
      List<String> reproduce,
      Streams streams,
      Interruption interruption)
      throws IOException, UsageException {
    var gate = terms.gate(threshold);
    var folder = RunFolder.open(run);
    var controls =
        terms.noControls()
            ? GateControls.none()
            : GateControls.of(plan, installation, terms.seed());
    var trial =
        new Plan(
            plan.measured(),
            terms.order(),
            gate.allLooks(),
            terms.seed(),
            budget,
            terms.patience(),
            controls.planned());
    try (var text =
        new PrintStream(
            Files.newOutputStream(run.resolve("gate.txt")), true, StandardCharsets.UTF_8)) {
      new Gating(
              new Streams(text, streams.err(), false),
              new Telling(),
              reproduce,
              installation,
              plan,
              controls,
              trial,
              gate.of(plan, good, side, here),
              terms.profileName(),
              terms.known(),
              folder,
              work.folder(),
              ShardRun.none())
          .run(interruption);
    }
    return told(commit, Judged.of(MeasurementFile.read(run.resolve(MeasurementFile.NAME))), run);
  }

  private Told told(Bracket.Commit commit, Judged judged, Path run) {
    var row = judged.gate().orElseThrow().rows().getFirst();
    var ending = row.comparison().ending();
    if (ending.kind() == Ending.Kind.CUT) {
      return new Told.Cut(ending.reason());
    }
    if (ending.kind() == Ending.Kind.ENVIRONMENT) {
      return new Told.Spoiled(ending.reason());
    }
    if (row instanceof GateRow.Told told
        && told.judgement().verdict() instanceof Verdict.Invalid(var why)) {
      return new Told.Spoiled(why);
    }
    return answered(
        ending.kind() == Ending.Kind.CRASHED
            ? Step.crashed(commit, ending.reason())
            : Step.of(commit, row, ask.direction(), String.valueOf(run.getFileName())));
  }

  private static Told answered(Step step) {
    return new Told.Answered(step);
  }

  private static String first(Exception failed) {
    return String.valueOf(failed.getMessage()).lines().findFirst().orElse("it cannot be built");
  }

  private static String title(Plan.Planned planned) {
    return Comparison.title(planned.benchmark(), new TreeMap<>(planned.params()));
  }
}
