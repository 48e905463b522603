package dev.dyno.bench.bisect;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.dyno.reports.verdict.Effect;
import dev.dyno.reports.verdict.GateRow;
import dev.dyno.reports.verdict.Verdict;
import java.util.Locale;
import java.util.Optional;

/// What was asked of one commit, and what came out.
///
/// @param commit full hash
/// @param subject first line of its message
/// @param answer what is known of it now
/// @param verdict its word, against the good end; `None` where nothing was judged
/// @param estimate against the good end; empty where nothing was measured
/// @param sentence for people: the verdict, or why there is none
/// @param run folder of its files, beside the result; empty where nothing was measured
public record Step(
    String commit,
    String subject,
    Answer answer,
    String verdict,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Estimate> estimate,
    String sentence,
    String run) {

  private static final String NONE = "None";
  private static final String CRASHED = "Crashed";
  private static final int SHORT = 10;

  /// What the pairs say.
  ///
  /// @param effect of the commit over the good end, minus one, as a cost
  public record Estimate(double effect, double low, double high, double confidence, int pairs) {
    static Estimate of(Effect effect) {
      return new Estimate(
          effect.ratio(),
          effect.interval().low(),
          effect.interval().high(),
          effect.interval().confidence(),
          effect.pairs());
    }
  }

  /// What a gate said of it whose baseline is the good end.
  public static Step of(
      Bracket.Commit commit, GateRow row, Answer.Direction direction, String run) {
    Optional<Estimate> estimate =
        row instanceof GateRow.Told told
            ? Optional.of(Estimate.of(told.judgement().effect()))
            : Optional.empty();
    return new Step(
        commit.hash(),
        commit.subject(),
        Answer.of(row, direction),
        row.verdict().map(Verdict::word).orElse(NONE),
        estimate,
        row.verdict().map(Verdict::sentence).orElseGet(row::sentence),
        estimate.isPresent() ? run : "");
  }

  /// One that cannot be measured.
  public static Step skipped(Bracket.Commit commit, String why) {
    return new Step(
        commit.hash(), commit.subject(), Answer.SKIPPED, NONE, Optional.empty(), why, "");
  }

  /// One whose benchmark crashed.
  public static Step crashed(Bracket.Commit commit, String why) {
    return new Step(
        commit.hash(), commit.subject(), Answer.SKIPPED, CRASHED, Optional.empty(), why, "");
  }

  /// One that runs the same as the good end, byte for byte.
  public static Step unchanged(Bracket.Commit commit, String why) {
    return new Step(
        commit.hash(), commit.subject(), Answer.GOOD, "Skipped", Optional.empty(), why, "");
  }

  /// One that runs the same, byte for byte, as one that was judged: what holds of that holds of it.
  public static Step like(Bracket.Commit commit, Step judged, String why) {
    return new Step(
        commit.hash(),
        commit.subject(),
        judged.answer,
        "Skipped",
        Optional.empty(),
        "the same code as %s, which is %s: %s"
            .formatted(
                shortened(judged.commit), judged.answer.name().toLowerCase(Locale.ROOT), why),
        "");
  }

  boolean crashed() {
    return verdict.equals(CRASHED);
  }

  /// Whether pairs were measured for it.
  public boolean measured() {
    return estimate.isPresent();
  }

  /// A line for people.
  public String line() {
    return "%s %-9s %s  (%s)"
        .formatted(
            shortened(commit),
            answer.name().toLowerCase(Locale.ROOT),
            sentence + estimate.map(it -> ", after %d pairs".formatted(it.pairs())).orElse(""),
            subject);
  }

  static String shortened(String hash) {
    return hash.substring(0, Math.min(SHORT, hash.length()));
  }
}
