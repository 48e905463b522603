package dev.dyno.reports.measurement;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;

/// What a gate holds its candidate to, and what it knew before the first pair. All of it is fixed
/// before measuring, so that the same measurement gives the same decision for ever after.
///
/// @param baseline what the candidate is held against
/// @param candidate what is to pass
/// @param thresholds the last one that matches a benchmark and metric counts; built-in ones first
/// @param acks changes that were accepted
/// @param coverage least share of the comparisons that must get a verdict, 0 to 1
/// @param pairs most of a comparison, unless its threshold says [WhenUndecided#RERUN]: then all of
///     the design's looks may be taken
/// @param places where benchmarks are written
/// @param baselineOnly benchmarks that the candidate lacks, with their parameters
/// @param candidateOnly benchmarks that the baseline lacks, with their parameters
/// @param warnings what somebody should know before believing the decision, one sentence each
/// @param warmUps learned on the baseline, where somebody asked for that; often none
public record Gate(
    Origin baseline,
    Origin candidate,
    List<Threshold> thresholds,
    List<Ack> acks,
    double coverage,
    int pairs,
    List<Place> places,
    List<String> baselineOnly,
    List<String> candidateOnly,
    List<String> warnings,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) @JsonSetter(nulls = Nulls.AS_EMPTY)
        List<LearnedWarmUp> warmUps) {

  /// With the warm-up that was asked for.
  public Gate(
      Origin baseline,
      Origin candidate,
      List<Threshold> thresholds,
      List<Ack> acks,
      double coverage,
      int pairs,
      List<Place> places,
      List<String> baselineOnly,
      List<String> candidateOnly,
      List<String> warnings) {
    this(
        baseline,
        candidate,
        thresholds,
        acks,
        coverage,
        pairs,
        places,
        baselineOnly,
        candidateOnly,
        warnings,
        List.of());
  }

  public Gate {
    thresholds = List.copyOf(thresholds);
    acks = List.copyOf(acks);
    places = List.copyOf(places);
    baselineOnly = List.copyOf(baselineOnly);
    candidateOnly = List.copyOf(candidateOnly);
    warnings = List.copyOf(warnings);
    warmUps = List.copyOf(warmUps);
    if (!(coverage >= 0 && coverage <= 1)) {
      throw new IllegalArgumentException("coverage %s is not within 0 and 1".formatted(coverage));
    }
  }

  /// The same with what was learned.
  public Gate with(List<LearnedWarmUp> learned) {
    return new Gate(
        baseline,
        candidate,
        thresholds,
        acks,
        coverage,
        pairs,
        places,
        baselineOnly,
        candidateOnly,
        warnings,
        learned);
  }

  /// Where a benchmark's method is written.
  ///
  /// @param benchmark class and method
  /// @param file from the top of its checkout, or as its class file names it
  /// @param line of the method's first statement, from 1
  public record Place(String benchmark, String file, int line) {

    public Place {
      if (line < 1) {
        throw new IllegalArgumentException("line %d of %s is below 1".formatted(line, file));
      }
    }
  }
}
