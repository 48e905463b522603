package dev.dyno.bench.alert;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dyno.reports.history.KnownFinding;
import dev.dyno.reports.history.StoredAlert;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// A message as its readers see it.
///
/// @param id the same whenever it is sent again
/// @param subject one line
/// @param text a few lines
/// @param fields all that is known, for programs
record Letter(String id, String subject, String text, Map<String, Object> fields) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int COMMIT = 10;

  static Letter of(StoredAlert alert) {
    var finding = alert.finding();
    var subject =
        printable("Dyno: %s: %s".formatted(finding.title(), headline(finding, alert.message())));
    var text = text(finding, alert.message());
    var fields = new LinkedHashMap<String, Object>();
    fields.put("schema", "dyno/1");
    fields.put("id", alert.id());
    fields.put("message", alert.message().name().toLowerCase(Locale.ROOT));
    fields.put("finding", finding.id());
    fields.put("kind", finding.kind().name().toLowerCase(Locale.ROOT));
    fields.put("state", finding.state().name().toLowerCase(Locale.ROOT));
    fields.put("series", finding.title());
    fields.put("change", finding.change());
    fields.put("before", finding.beforeCommit());
    fields.put("since", finding.sinceCommit());
    fields.put("run", finding.sinceRun());
    fields.put("sentence", finding.sentence());
    fields.put("ending", finding.ending());
    fields.put("raisedAt", finding.raisedAt().toString());
    fields.put("text", subject + "\n" + text);
    return new Letter(alert.id(), subject, text, fields);
  }

  private static String headline(KnownFinding finding, StoredAlert.Message message) {
    return switch (message) {
      case RAISED ->
          switch (finding.kind()) {
            case REGRESSED -> "regressed by %+.1f %%".formatted(100 * finding.change());
            case STEP, DRIFT -> finding.sentence();
          };
      case ENDED ->
          finding.state() == KnownFinding.State.ACCEPTED
              ? "accepted"
              : finding.worse() ? "recovered" : "no longer so";
    };
  }

  private static String text(KnownFinding finding, StoredAlert.Message message) {
    return switch (message) {
      case RAISED ->
          "%s%nbetween %s and %s"
              .formatted(
                  finding.sentence(), brief(finding.beforeCommit()), brief(finding.sinceCommit()));
      case ENDED ->
          "%s%n(it was: %s, since %s)"
              .formatted(finding.ending(), finding.sentence(), brief(finding.sinceCommit()));
    };
  }

  private static String brief(String commit) {
    return commit.matches("[0-9a-f]{40,}") ? commit.substring(0, COMMIT) : commit;
  }

  /// Parameters of a benchmark may hold anything; a line break would end a mail's header.
  private static String printable(String text) {
    return text.replaceAll("\\p{Cntrl}+", " ");
  }

  /// As an object of JSON, in one line.
  String json() {
    return written(fields);
  }

  /// As Slack and those who do as it does want it.
  String slack() {
    return written(
        Map.of(
            "text",
            "*%s*\n%s"
                .formatted(subject, text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")));
  }

  private static String written(Map<String, Object> fields) {
    try {
      return JSON.writeValueAsString(fields);
    } catch (JacksonException impossible) {
      throw new IllegalStateException(impossible); // strings and numbers
    }
  }
}
