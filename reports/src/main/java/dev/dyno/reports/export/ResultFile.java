package dev.dyno.reports.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.measurement.Target;
import dev.dyno.reports.verdict.Judgement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
/// @param missing what the plan asked for and is not here
public record ResultFile(
    String schema,
    String command,
    long seed,
    int exit,
    Coverage coverage,
    List<Row> comparisons,
    List<FactRow> facts,
    List<String> missing) {

  /// The file's name in a run's folder.
  public static final String NAME = "result.json";

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /// How much of the plan was judged.
  ///
  /// @param planned comparisons asked for
  /// @param judged those with a verdict on their own metric
  public record Coverage(int planned, int judged) {}

  /// One comparison in one metric.
  ///
  /// @param effect candidate over baseline minus one, as a cost
  /// @param detectable the smallest effect these pairs would have found in 4 of 5 runs
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Row(
      String toggle,
      String benchmark,
      Map<String, String> params,
      String metric,
      String unit,
      double baseline,
      double candidate,
      double effect,
      double low,
      double high,
      double confidence,
      int pairs,
      String verdict,
      double detectable,
      @Nullable TargetRow target) {}

  /// The plan's promise beside the measured effect.
  ///
  /// @param met whether the measured effect is at least as good
  public record TargetRow(double effect, boolean met) {}

  /// One exact count on both sides.
  ///
  /// @param exact always true: a fact is counted, never sampled
  public record FactRow(
      String toggle,
      String name,
      String benchmark,
      long operations,
      long baseline,
      long candidate,
      boolean exact) {}

  /// Gathers the rows.
  public static ResultFile of(Measurement measurement, List<Judgement> judgements, int exit) {
    int judged = (int) judgements.stream().filter(Judgement::primary).count();
    return new ResultFile(
        Measurement.SCHEMA,
        measurement.command(),
        measurement.design().seed(),
        exit,
        new Coverage(measurement.comparisons().size(), judged),
        judgements.stream().map(ResultFile::row).toList(),
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
                        true))
            .toList(),
        measurement.missing());
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

  private static Row row(Judgement judgement) {
    var comparison = judgement.comparison();
    var effect = judgement.effect();
    return new Row(
        comparison.toggle(),
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
        judgement.verdict().word(),
        judgement.detectable(),
        judgement
            .target()
            .map((Target target) -> new TargetRow(target.effect(), judgement.meets(target)))
            .orElse(null));
  }
}
