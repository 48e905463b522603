package dev.dyno.bench.cli;

import dev.dyno.bench.variant.Benchmarks;
import dev.dyno.bench.variant.MeasuredVariant;
import dev.dyno.bench.variant.SourcePlaces;
import dev.dyno.bench.variant.Variants;
import dev.dyno.reports.measurement.Gate;
import dev.dyno.reports.measurement.Glob;
import dev.dyno.reports.measurement.Origin;
import dev.dyno.reports.measurement.WhenUndecided;
import dev.dyno.reports.policy.GateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/// All that a gate fixes before its first pair.
///
/// @param file thresholds and acks
/// @param looks of a comparison that is not measured again
record GateTerms(GateFile file, List<Integer> looks) {

  /// One side, found and listed.
  record Side(Variants.Found found, Benchmarks benchmarks) {

    /// Lists what a variant has.
    static Side of(Variants.Found found, Installation installation, Work work) throws IOException {
      return new Side(
          found,
          Benchmarks.of(found.jdk(), List.of(found.jar()), installation.agent(), work.folder()));
    }

    /// As it is measured.
    GatePlan.Side measured() {
      return new GatePlan.Side(
          new MeasuredVariant(
              found.named(), found.jdk(), List.of(found.jar()), found.flags(), new TreeMap<>()),
          benchmarks);
    }

    Origin origin() throws IOException {
      return found.origin(benchmarks.jmh());
    }
  }

  /// The looks of the design: where some threshold asks for a rerun, as many pairs again.
  List<Integer> allLooks() {
    boolean rerun =
        file.thresholds().stream().anyMatch(each -> each.undecided() == WhenUndecided.RERUN);
    if (!rerun) {
      return looks;
    }
    int last = looks.getLast();
    return Stream.concat(looks.stream(), Stream.of(last + (last + 1) / 2, 2 * last)).toList();
  }

  /// What the measurement keeps.
  ///
  /// @param folder that the user is in
  Gate of(GatePlan plan, Side baseline, Side candidate, Path folder) throws IOException {
    var there = baseline.origin();
    var here = candidate.origin();
    return new Gate(
        there,
        here,
        file.thresholds(),
        file.acks(),
        file.coverage(),
        looks.getLast(),
        SourcePlaces.of(candidate.found().jar(), plan.names(), folder),
        plan.baselineOnly(),
        plan.candidateOnly(),
        warnings(plan, there, here));
  }

  private List<String> warnings(GatePlan plan, Origin there, Origin here) {
    var warnings = new ArrayList<>(plan.warnings());
    if (!there.jmh().equals(here.jmh())) {
      warnings.add(
          "the baseline has JMH %s, the candidate %s: a difference between the two is part of what is compared"
              .formatted(there.jmh(), here.jmh()));
    }
    if (!plan.baselineOnly().isEmpty()) {
      warnings.add(
          "%d of the baseline's benchmarks are not in the candidate, removed or renamed, so nothing holds them: %s"
              .formatted(plan.baselineOnly().size(), String.join(", ", plan.baselineOnly())));
    }
    var globs = new ArrayList<Glob>();
    file.thresholds().stream()
        .filter(each -> each.given() && !each.benchmarks().equals(Glob.ALL))
        .forEach(each -> globs.add(each.benchmarks()));
    file.acks().forEach(each -> globs.add(each.benchmarks()));
    globs.stream()
        .distinct()
        .filter(glob -> plan.names().stream().noneMatch(glob::matches))
        .forEach(
            glob ->
                warnings.add(
                    "'%s' of the thresholds or acks matches no benchmark that is compared: was it renamed?"
                        .formatted(glob.text())));
    return warnings;
  }
}
