package dev.dyno.reports.export;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.dyno.reports.history.KnownFinding;
import dev.dyno.reports.history.StoredNight;
import java.util.List;
import java.util.Locale;

/// A night for programs and people: `nightly.json` and `summary.md` are made of it, and the page.
///
/// @param schema `dyno/1`
/// @param night as the history has it
/// @param lastGood commit that it was held against; empty when there was none
/// @param range commits since then, newest first
/// @param stored whether the history has it; if not, it is kept and sent by the next start
/// @param raised found this night
/// @param ended what was open, and is not any more
/// @param alerts what was sent
/// @param warnings for people
public record NightResult(
    String schema,
    StoredNight night,
    String lastGood,
    List<String> range,
    boolean stored,
    List<KnownFinding> raised,
    List<KnownFinding> ended,
    Alerts alerts,
    List<String> warnings) {

  /// The files' names.
  public static final String JSON_NAME = "nightly.json";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  public NightResult {
    range = List.copyOf(range);
    raised = List.copyOf(raised);
    ended = List.copyOf(ended);
    warnings = List.copyOf(warnings);
  }

  /// How many messages arrived, wait, and never will.
  public record Alerts(int sent, int waiting, int refused) {}

  /// `nightly.json`.
  public String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JacksonException impossible) {
      throw new IllegalStateException(impossible); // records of numbers and strings
    }
  }

  /// One line.
  public String headline() {
    long open = raised.stream().filter(it -> it.state() == KnownFinding.State.OPEN).count();
    var what =
        switch (night.exit()) {
          case 0 -> "passed";
          case 3 -> "regressed";
          case 4 -> "undecided";
          case 5 -> "too little was judged";
          case 6 -> "environment invalid";
          case 7 -> "a benchmark crashed";
          default -> "failed";
        };
    return "night %s: %d new findings, %d ended".formatted(what, open, ended.size());
  }

  /// `summary.md`, for a step summary.
  public String markdown() {
    var text = new StringBuilder("## Dyno %s\n\n".formatted(cell(headline())));
    text.append("Commit `%s`".formatted(night.commit()));
    text.append(
        lastGood.isEmpty()
            ? ", no good night before it.\n\n"
            : ", held against `%s`, %d commits since.\n\n".formatted(lastGood, range.size()));
    text.append("| phase | outcome | exit | |\n|---|---|---|---|\n");
    for (var phase : night.phases()) {
      text.append(
          "| %s | %s | %d | %s |\n"
              .formatted(phase.name(), phase.outcome(), phase.exit(), cell(phase.sentence())));
    }
    for (var finding : raised) {
      text.append("\n* %s `%s`".formatted(word(finding), cell(finding.title())));
      text.append(": %s".formatted(cell(finding.sentence())));
      text.append(" (`%s` to `%s`)".formatted(finding.beforeCommit(), finding.sinceCommit()));
    }
    for (var finding : ended) {
      text.append("\n* %s `%s`".formatted(word(finding), cell(finding.title())));
      text.append(": %s".formatted(cell(finding.ending())));
    }
    warnings.forEach(warning -> text.append("\n* ⚠ %s".formatted(cell(warning))));
    return text.append('\n').toString();
  }

  /// Of a finding, for people.
  public static String word(KnownFinding finding) {
    return finding.state() == KnownFinding.State.OPEN
        ? finding.worse() ? "new" : "new, cheaper"
        : finding.state().name().toLowerCase(Locale.ROOT);
  }

  private static String cell(String text) {
    return text.replaceAll("\\s+", " ").replace("|", "\\|").replace("<", "&lt;");
  }
}
