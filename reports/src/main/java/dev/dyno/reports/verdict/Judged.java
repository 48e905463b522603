package dev.dyno.reports.verdict;

import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Gate;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.measurement.Shards;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;

/// A measurement and all that is concluded from it: what every report and export is made of.
///
/// @param measurement as it was taken
/// @param judgements of its comparisons, every metric, in the order of the plan
/// @param fidelity to a run on the embedded engine, when one was given beside it
/// @param matrix what its toggle matrix says, when it has one
/// @param gate what it decides, when it is a gate's
public record Judged(
    Measurement measurement,
    List<Judgement> judgements,
    Optional<Fidelity> fidelity,
    Optional<MatrixEffects> matrix,
    Optional<Gated> gate) {

  public Judged {
    judgements = List.copyOf(judgements);
  }

  /// Of no gate.
  public Judged(
      Measurement measurement,
      List<Judgement> judgements,
      Optional<Fidelity> fidelity,
      Optional<MatrixEffects> matrix) {
    this(measurement, judgements, fidelity, matrix, Optional.empty());
  }

  /// Judges by the rule that the measurement's own design implies; always the same way.
  public static Judged of(Measurement measurement) {
    if (measurement.gate().isPresent()) {
      return gated(measurement, measurement.gate().get());
    }
    var design = measurement.design();
    var usual = Rule.of(design.looks(), design.qualified());
    var judges = new IdentityHashMap<Comparison, Judge>();
    for (var portion : Portion.of(measurement)) {
      var judge = new Judge(Rule.of(design.looks(), portion.known()));
      portion.comparisons().forEach(each -> judges.put(each, judge));
    }
    return new Judged(
        measurement,
        measurement.comparisons().stream()
            .flatMap(each -> judges.getOrDefault(each, new Judge(usual)).judge(each).stream())
            .toList(),
        Optional.empty(),
        measurement.matrix().map(new MatrixJudge(usual)::judge));
  }

  /// Of a shard, the error is that of the whole run, which its comparisons share with those of the
  /// others.
  private static Judged gated(Measurement measurement, Gate terms) {
    var measured =
        measurement
            .shards()
            .map(Shards::benchmarks)
            .orElseGet(
                () ->
                    measurement.comparisons().stream()
                        .filter(each -> each.ending().kind() != Ending.Kind.SKIPPED)
                        .map(Comparison::benchmark)
                        .toList());
    var all =
        GateJudge.of(
                terms, measurement.design().looks(), measured, measurement.design().qualified())
            .judge(measurement.comparisons(), Portion.of(measurement));
    return new Judged(
        measurement,
        all.judgements(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(all.gated()));
  }

  /// The same, beside a run on the embedded engine.
  public Judged beside(Judged embedded) {
    return new Judged(
        measurement,
        judgements,
        Optional.of(Fidelity.of(measurement.design().engine(), embedded.judgements, judgements)),
        matrix,
        gate);
  }

  /// The judgement on a comparison's own metric, if there were pairs enough.
  public Optional<Judgement> primary(Comparison comparison) {
    return judgements.stream()
        .filter(judgement -> judgement.primary() && judgement.comparison().equals(comparison))
        .findFirst();
  }
}
