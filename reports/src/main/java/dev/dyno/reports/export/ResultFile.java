package dev.dyno.reports.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Contrast;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.measurement.Target;
import dev.dyno.reports.statistics.TwoSpeeds;
import dev.dyno.reports.verdict.Fidelity;
import dev.dyno.reports.verdict.Judged;
import dev.dyno.reports.verdict.Judgement;
import dev.dyno.reports.verdict.Look;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `result.json`: the part of a run that scripts may rely on.
///
/// @param schema [Measurement#SCHEMA]
/// @param command that ran
/// @param seed of the run
/// @param exit the exit code that goes with it
/// @param coverage how much of the plan was judged
/// @param comparisons one row a comparison and metric
/// @param facts exact counts
/// @param fidelity a row a comparison that was also measured on the embedded engine; often empty
/// @param missing what the plan asked for and is not here
/// @param shards which machine measured what, where several shared the run; else absent
/// @param matrix effects of a factorial design, when one was measured
/// @param gate what a gate decided, when the command was one
public record ResultFile(
    String schema,
    String command,
    long seed,
    int exit,
    Coverage coverage,
    List<Row> comparisons,
    List<FactRow> facts,
    List<FidelityRow> fidelity,
    List<String> missing,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ShardRow> shards,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable MatrixResult matrix,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable GateResult gate) {

  /// The file's name in a run's folder.
  public static final String NAME = "result.json";

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /// How much of the plan was judged.
  ///
  /// @param planned comparisons asked for
  /// @param judged those with a verdict on their own metric
  public record Coverage(int planned, int judged) {}

  /// One comparison in one metric; without figures where the verdict is Skipped.
  ///
  /// @param toggle what was switched; absent where `contrast` is present
  /// @param contrast two values of a parameter instead, such as `gnu-tar -> dyno`
  /// @param effect candidate over baseline minus one, as a cost
  /// @param dropped pairs that were thrown away and measured again
  /// @param looks what was known at each, and what would have stopped there
  /// @param detectable the smallest effect these pairs would have found in 4 of 5 runs
  /// @param speeds of the forks, where they run at one of two
  /// @param shard that measured it, where several machines shared the run
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Row(
      @Nullable String toggle,
      @Nullable String contrast,
      String benchmark,
      Map<String, String> params,
      String metric,
      @Nullable String unit,
      @Nullable Double baseline,
      @Nullable Double candidate,
      @Nullable Double effect,
      @Nullable Double low,
      @Nullable Double high,
      @Nullable Double confidence,
      int pairs,
      int dropped,
      String verdict,
      @Nullable Double detectable,
      @Nullable TargetRow target,
      @Nullable SpeedsRow speeds,
      @Nullable Integer shard,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<LookRow> looks) {}

  /// Forks that run at one of two speeds.
  ///
  /// @param apart how much slower the slow ones are, as a share
  /// @param forks of each side
  public record SpeedsRow(double apart, int slowBaseline, int slowCandidate, int forks) {
    static SpeedsRow of(TwoSpeeds speeds) {
      return new SpeedsRow(
          speeds.apart(), speeds.slowBaseline(), speeds.slowCandidate(), speeds.forks());
    }
  }

  /// What was known after some pairs: why it went on, or stopped.
  ///
  /// @param regressedFrom the effect from which on this look would say Regressed
  /// @param improvedFrom the same of Improved
  /// @param reach Equivalent is said when this lies within `threshold`
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record LookRow(
      int pairs,
      double effect,
      @Nullable Double low,
      @Nullable Double high,
      double pRegressed,
      double pImproved,
      double level,
      double threshold,
      @Nullable Double regressedFrom,
      @Nullable Double improvedFrom,
      @Nullable Double reach) {

    static LookRow of(Look look) {
      var interval = look.effect().interval();
      return new LookRow(
          look.effect().pairs(),
          look.effect().ratio(),
          finite(interval.low()),
          finite(interval.high()),
          look.pRegressed(),
          look.pImproved(),
          look.level(),
          look.threshold(),
          finite(look.bounds().regressed()),
          finite(look.bounds().improved()),
          finite(look.bounds().reach()));
    }

    /// JSON knows no infinity: few pairs may bound nothing.
    private static @Nullable Double finite(double value) {
      return Double.isFinite(value) ? value : null;
    }
  }

  /// The plan's promise beside the measured effect.
  ///
  /// @param met whether the measured effect is at least as good
  public record TargetRow(double effect, boolean met) {}

  /// One exact count on both sides.
  ///
  /// @param exact whether the same work always gives the same count
  public record FactRow(
      String toggle,
      String name,
      String benchmark,
      long operations,
      long baseline,
      long candidate,
      boolean exact) {}

  /// One comparison on the embedded engine and on a real daemon: both effects, and whether the one
  /// predicted the other.
  public record FidelityRow(
      String toggle,
      String benchmark,
      Map<String, String> params,
      String metric,
      double embedded,
      double embeddedLow,
      double embeddedHigh,
      double real,
      double realLow,
      double realHigh,
      double sameSaving,
      boolean predicted) {}

  /// Gathers the rows.
  public static ResultFile of(Judged run, int exit) {
    var measurement = run.measurement();
    var judgements = run.judgements();
    int judged =
        run.gate()
            .map(gate -> gate.coverage().judged())
            .orElseGet(() -> (int) judgements.stream().filter(Judgement::primary).count());
    return new ResultFile(
        Measurement.SCHEMA,
        measurement.command(),
        measurement.design().seed(),
        exit,
        new Coverage(measurement.comparisons().size(), judged),
        rows(run),
        measurement.facts().stream()
            .map(
                fact ->
                    new FactRow(
                        fact.toggle(),
                        fact.name(),
                        fact.title(),
                        fact.operations(),
                        fact.baseline(),
                        fact.candidate(),
                        fact.exact()))
            .toList(),
        run.fidelity().map(Fidelity::rows).orElse(List.of()).stream()
            .map(ResultFile::fidelityRow)
            .toList(),
        measurement.missing(),
        ShardRow.of(measurement),
        run.matrix().map(MatrixResult::of).orElse(null),
        run.gate().map(GateResult::of).orElse(null));
  }

  /// Those that were skipped have a verdict without figures.
  private static List<Row> rows(Judged run) {
    var measurement = run.measurement();
    var rows = new ArrayList<Row>();
    run.judgements().forEach(each -> rows.add(row(each, measurement)));
    run.measurement().comparisons().stream()
        .filter(each -> each.ending().kind() == Ending.Kind.SKIPPED)
        .forEach(each -> rows.add(skipped(each, measurement)));
    return rows;
  }

  private static Row skipped(Comparison comparison, Measurement measurement) {
    return new Row(
        comparison.toggle(),
        null,
        comparison.benchmark(),
        comparison.params(),
        comparison.metric(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        0,
        0,
        "Skipped",
        null,
        null,
        null,
        ShardRow.shard(measurement, comparison).orElse(null),
        List.of());
  }

  /// As JSON text.
  public String json() {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this);
    } catch (com.fasterxml.jackson.core.JsonProcessingException impossible) {
      throw new IllegalStateException(impossible); // records of numbers and strings
    }
  }

  /// Writes it, whole or not at all.
  ///
  /// @throws IOException when the folder does not take it
  public void write(Path file) throws IOException {
    var draft = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(draft, json() + "\n");
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private static FidelityRow fidelityRow(Fidelity.Row row) {
    var comparison = row.real().comparison();
    var embedded = row.embedded().effect();
    var real = row.real().effect();
    return new FidelityRow(
        comparison.toggle(),
        comparison.benchmark(),
        comparison.params(),
        row.real().metric().label(),
        embedded.ratio(),
        embedded.interval().low(),
        embedded.interval().high(),
        real.ratio(),
        real.interval().low(),
        real.interval().high(),
        row.sameSaving(),
        row.predicted());
  }

  private static Row row(Judgement judgement, Measurement measurement) {
    var comparison = judgement.comparison();
    var effect = judgement.effect();
    var contrast = comparison.contrast().map(Contrast::label).orElse(null);
    return new Row(
        contrast == null ? comparison.toggle() : null,
        contrast,
        comparison.benchmark(),
        comparison.params(),
        judgement.metric().label(),
        judgement.unit(),
        judgement.baseline(),
        judgement.candidate(),
        effect.ratio(),
        effect.interval().low(),
        effect.interval().high(),
        effect.interval().confidence(),
        effect.pairs(),
        comparison.dropped().size(),
        judgement.verdict().word(),
        judgement.detectable(),
        judgement
            .target()
            .map((Target target) -> new TargetRow(target.effect(), judgement.meets(target)))
            .orElse(null),
        judgement.speeds().map(SpeedsRow::of).orElse(null),
        ShardRow.shard(measurement, comparison).orElse(null),
        judgement.looks().stream().map(LookRow::of).toList());
  }
}
