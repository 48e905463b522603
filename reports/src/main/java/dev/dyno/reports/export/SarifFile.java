package dev.dyno.reports.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dyno.reports.measurement.Gate;
import dev.dyno.reports.verdict.GateRow;
import dev.dyno.reports.verdict.Gated;
import dev.dyno.reports.verdict.Judged;
import dev.dyno.reports.verdict.Verdict;
import java.util.Optional;

/// `dyno.sarif`: what a gate found, as code hosts show it beside the code (SARIF 2.1.0, OASIS
/// standard). The location is the benchmark's method. What holds is left out.
public final class SarifFile {

  /// The file's name in a run's folder.
  public static final String NAME = "dyno.sarif";

  private static final ObjectMapper JSON = new ObjectMapper();

  private SarifFile() {}

  /// The text.
  ///
  /// @param run of a gate
  public static String of(Judged run, Gated gated) {
    var root = JSON.createObjectNode();
    root.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    root.put("version", "2.1.0");
    var one = root.putArray("runs").addObject();
    var driver = one.putObject("tool").putObject("driver");
    driver.put("name", "Dyno");
    driver.put("version", run.measurement().provenance().version());
    var rules = driver.putArray("rules");
    for (var rule : Rule.values()) {
      rules.addObject().put("id", rule.id).putObject("shortDescription").put("text", rule.about);
    }
    var results = one.putArray("results");
    for (var row : gated.rows()) {
      level(row).ifPresent(level -> write(results.addObject(), row, level, gated.terms()));
    }
    gated.failsAsAWhole().ifPresent(said -> write(results.addObject(), said));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible); // a tree of texts
    }
  }

  private enum Rule {
    REGRESSED("dyno/regressed", "A benchmark is dearer by more than its threshold"),
    UNDECIDED("dyno/undecided", "A benchmark's pairs ran out before they said anything"),
    INVALID("dyno/invalid", "A benchmark was measured, but the environment spoiled it"),
    NO_VERDICT("dyno/no-verdict", "A benchmark has no verdict"),
    GATE("dyno/gate", "A gate fails, though none of its rows does");

    private final String id;
    private final String about;

    Rule(String id, String about) {
      this.id = id;
      this.about = about;
    }
  }

  private static Optional<String> level(GateRow row) {
    return switch (row.standing()) {
      case FAILS -> Optional.of("error");
      case WARNS -> Optional.of("warning");
      case ACKNOWLEDGED -> Optional.of("note");
      case HOLDS -> Optional.empty();
    };
  }

  private static Rule rule(GateRow row) {
    return switch (row) {
      case GateRow.Told told ->
          switch (told.judgement().verdict()) {
            case Verdict.Undecided _ -> Rule.UNDECIDED;
            case Verdict.Invalid _ -> Rule.INVALID;
            case Verdict.Regressed _, Verdict.Improved _, Verdict.Equivalent _, Verdict.Skipped _ ->
                Rule.REGRESSED;
          };
      case GateRow.Unchanged _, GateRow.Untold _ -> Rule.NO_VERDICT;
    };
  }

  private static void write(ObjectNode result, String said) {
    result.put("ruleId", Rule.GATE.id);
    result.put("level", "error");
    result.putObject("message").put("text", said);
    result.putObject("partialFingerprints").put("benchmark/v1", Rule.GATE.id);
  }

  private static void write(ObjectNode result, GateRow row, String level, Gate terms) {
    var comparison = row.comparison();
    result.put("ruleId", rule(row).id);
    result.put("level", level);
    result
        .putObject("message")
        .put(
            "text",
            "%s, %s: %s".formatted(comparison.title(), row.metric().label(), row.sentence()));
    // Keeps its identity from run to run, whatever the figures.
    result
        .putObject("partialFingerprints")
        .put("benchmark/v1", comparison.title() + " " + row.metric().label());
    var location = result.putArray("locations").addObject();
    terms.places().stream()
        .filter(place -> place.benchmark().equals(comparison.benchmark()))
        .findFirst()
        .ifPresent(
            place -> {
              var physical = location.putObject("physicalLocation");
              physical.putObject("artifactLocation").put("uri", place.file());
              physical.putObject("region").put("startLine", place.line());
            });
    location
        .putArray("logicalLocations")
        .addObject()
        .put("fullyQualifiedName", comparison.benchmark())
        .put("kind", "function");
  }
}
