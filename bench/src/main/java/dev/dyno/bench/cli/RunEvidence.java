package dev.dyno.bench.cli;

import dev.dyno.engine.toggle.Evidence;
import dev.dyno.engine.toggle.Optimization;
import dev.dyno.engine.toggle.Proven;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.verdict.Judged;
import dev.dyno.reports.verdict.Judgement;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What one run says about each toggle alone against the plain reference.
///
/// @param found in the order of the run
record RunEvidence(List<Found> found) {

  /// One comparison's own metric, judged.
  record Found(Optimization optimization, Evidence evidence) {}

  /// Judges a run again. Comparisons of two sets of toggles, and verdicts that are none (Skipped,
  /// Invalid), are left out.
  ///
  /// @throws IllegalArgumentException when the run cannot be evidence: it came from a checkout that
  ///     was changed, or judged nothing
  static RunEvidence of(Measurement measurement) {
    if (measurement.provenance().dirty()) {
      throw new IllegalArgumentException(
          "it measured a checkout that differs from its commit: commit, and measure again");
    }
    var found =
        Judged.of(measurement).judgements().stream()
            .filter(Judgement::primary)
            .flatMap(each -> found(measurement, each).stream())
            .toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "it judged no toggle alone: run `dyno compare` without --baseline");
    }
    return new RunEvidence(found);
  }

  Proven addedTo(Proven proven) {
    var more = proven;
    for (var each : found) {
      more = more.with(each.optimization(), each.evidence());
    }
    return more;
  }

  private static Optional<Found> found(Measurement measurement, Judgement judgement) {
    var comparison = judgement.comparison();
    var toggle =
        Arrays.stream(Optimization.values())
            .filter(each -> each.id().equals(comparison.toggle()))
            .filter(_ -> comparison.baseline().name().equals("none"))
            .findFirst();
    var verdict =
        Arrays.stream(Evidence.Verdict.values())
            .filter(each -> each.name().equals(judgement.verdict().word()))
            .findFirst();
    return toggle.isEmpty() || verdict.isEmpty()
        ? Optional.empty()
        : Optional.of(new Found(toggle.get(), evidence(measurement, judgement, verdict.get())));
  }

  private static Evidence evidence(
      Measurement measurement, Judgement judgement, Evidence.Verdict verdict) {
    var comparison = judgement.comparison();
    var effect = judgement.effect();
    int method = comparison.benchmark().lastIndexOf('.');
    int type = comparison.benchmark().lastIndexOf('.', method - 1);
    return new Evidence(
        engine(measurement.design().reproduce()),
        comparison.benchmark().substring(type + 1),
        comparison.params(),
        comparison.metric(),
        effect.ratio(),
        effect.interval().low(),
        effect.interval().high(),
        verdict,
        measurement.design().profile(),
        measurement.startedAt().atZone(ZoneOffset.UTC).toLocalDate(),
        Optional.of(measurement.provenance().commit()).filter(it -> !it.equals("unknown")));
  }

  /// As the run's command line named it; without a word, the embedded one.
  private static String engine(List<String> command) {
    int at = command.indexOf("--engine");
    return at < 0 || at + 1 == command.size() ? Proven.ENGINE : command.get(at + 1);
  }
}
