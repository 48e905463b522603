package dev.dyno.bench.cli;

import dev.dyno.profiles.run.RunProfile;
import dev.dyno.reports.measurement.Glob;
import dev.dyno.reports.measurement.Qualified;
import dev.dyno.reports.measurement.Threshold;
import dev.dyno.reports.measurement.TurnOrder;
import dev.dyno.reports.measurement.WhenUndecided;
import dev.dyno.reports.policy.GateFile;
import dev.dyno.reports.verdict.Metric;
import dev.dyno.reports.verdict.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How every step of a search is measured and judged: as a gate of one benchmark and one metric.
///
/// @param policy the project's file
/// @param patience with a fork
/// @param noControls without rulers beside
/// @param known what a history knows of this machine
record BisectTerms(
    GateFile policy,
    Metric metric,
    Optional<RunProfile> profile,
    TurnOrder order,
    long seed,
    Duration patience,
    boolean noControls,
    Optional<Qualified> known) {

  List<Integer> looks() {
    return profile.map(RunProfile::looks).orElse(Rule.LOOKS);
  }

  RunProfile.Turns turns() {
    return profile.map(RunProfile::turns).orElse(GateCommand.TURNS);
  }

  String profileName() {
    return profile.map(RunProfile::name).orElse("gate");
  }

  /// What the project holds a benchmark to; the metric's usual where it says nothing.
  double threshold(String benchmark) {
    return policy.thresholds().stream()
        .filter(it -> it.metric().equals(metric.label()) && it.benchmarks().matches(benchmark))
        .reduce((_, last) -> last)
        .map(Threshold::max)
        .orElse(metric.usualThreshold());
  }

  /// A gate that asks whether one commit is beyond a threshold: where its pairs say nothing, it
  /// takes as many again, and nothing is accepted.
  GateTerms gate(double threshold) {
    return new GateTerms(
        new GateFile(
            policy.build(),
            Optional.empty(),
            List.of(new Threshold(Glob.ALL, metric.label(), threshold, WhenUndecided.RERUN, true)),
            List.of(),
            1,
            GateFile.usual().alerts()),
        looks());
  }
}
