package dev.dyno.reports.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.dyno.reports.measurement.Origin;
import dev.dyno.reports.verdict.Controls;
import dev.dyno.reports.verdict.Effect;
import dev.dyno.reports.verdict.GateRow;
import dev.dyno.reports.verdict.Gated;
import dev.dyno.reports.verdict.Judgement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The `gate` of a [ResultFile]: what it decided, and what of each benchmark and metric it made.
///
/// @param decision `pass`, `regressed`, `undecided`, `uncovered`, `environment`, `crashed`
/// @param rows one a benchmark and metric that is held
/// @param baselineOnly benchmarks that the candidate lacks
/// @param candidateOnly benchmarks that the baseline lacks
/// @param controls what cannot have changed, measured beside the rest
/// @param invalid why verdicts are invalid, when the controls moved
public record GateResult(
    String decision,
    Origin baseline,
    Origin candidate,
    List<HeldRow> rows,
    List<String> baselineOnly,
    List<String> candidateOnly,
    List<String> warnings,
    List<ControlRow> controls,
    List<String> invalid) {

  /// Something that cannot have changed, measured beside the rest.
  ///
  /// @param kind `identical` or `ruler`
  /// @param effect candidate over baseline minus one; absent with too few pairs
  /// @param moved whether it changed all the same
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record ControlRow(
      String kind,
      String benchmark,
      Map<String, String> params,
      String metric,
      int pairs,
      @Nullable Double effect,
      @Nullable Double low,
      @Nullable Double high,
      boolean moved) {}

  /// One benchmark in one metric.
  ///
  /// @param verdict absent when there is none
  /// @param standing `holds`, `warns`, `acknowledged`, `fails`
  /// @param max what it is held to, as a share of the baseline
  /// @param builtIn whether nobody set that threshold
  /// @param why one sentence
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record HeldRow(
      String benchmark,
      Map<String, String> params,
      String metric,
      @Nullable String verdict,
      String standing,
      double max,
      boolean builtIn,
      String why) {}

  static GateResult of(Gated gated) {
    var terms = gated.terms();
    return new GateResult(
        lower(gated.decision()),
        terms.baseline(),
        terms.candidate(),
        gated.rows().stream().map(GateResult::row).toList(),
        terms.baselineOnly(),
        terms.candidateOnly(),
        terms.warnings(),
        gated.controls().rows().stream().map(GateResult::control).toList(),
        gated.controls().reasons());
  }

  private static ControlRow control(Controls.Row row) {
    var comparison = row.control().comparison();
    var effect = row.judgement().map(Judgement::effect);
    return new ControlRow(
        lower(row.control().kind()),
        comparison.benchmark(),
        comparison.params(),
        row.metric().label(),
        comparison.pairs().size(),
        effect.map(Effect::ratio).orElse(null),
        effect.map(it -> it.interval().low()).orElse(null),
        effect.map(it -> it.interval().high()).orElse(null),
        row.moved());
  }

  private static HeldRow row(GateRow row) {
    return new HeldRow(
        row.comparison().benchmark(),
        row.comparison().params(),
        row.metric().label(),
        row.verdict().map(it -> it.word()).orElse(null),
        lower(row.standing()),
        row.threshold().max(),
        !row.threshold().given(),
        row.sentence());
  }

  private static String lower(Enum<?> each) {
    return each.name().toLowerCase(Locale.ROOT);
  }
}
