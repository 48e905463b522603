package dev.dyno.bench.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dyno.bench.machine.Finding;
import dev.dyno.bench.machine.Fitness;
import dev.dyno.reports.statistics.Spread;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What `dyno doctor` says, as a table and as JSON.
///
/// @param findings in the order of the checks
/// @param tried the usual circumstance first; empty when nothing was tried
/// @param exit code of the program
record DoctorText(List<Finding> findings, List<NoiseTrial.Outcome> tried, ExitCode exit) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /// For people.
  String table() {
    var text = new StringBuilder();
    for (var finding : findings) {
      text.append(
          "%-8s%-24s%s%n".formatted(word(finding.fitness()), finding.check(), finding.value()));
      if (!finding.advice().equals("nothing to do")) {
        text.append("%32s%s%n".formatted("", finding.advice()));
      }
      if (!tried.isEmpty()) {
        text.append("%32snoise: %s%n".formatted("", effect(finding.check())));
      }
    }
    text.append(System.lineSeparator());
    text.append(
        tried.isEmpty()
            ? "noise: not tried; dyno doctor --try measures it%n".formatted()
            : trials());
    return text.append(System.lineSeparator()).append(sentence()).toString();
  }

  private static String word(Fitness fitness) {
    return switch (fitness) {
      case FIT -> "fit";
      case UNFIT -> "unfit";
      case INVALID -> "INVALID";
      case UNKNOWN -> "unknown";
    };
  }

  /// What was tried of a check.
  private String effect(String check) {
    return tried.stream()
        .filter(each -> each.circumstance().check().equals(check))
        .findFirst()
        .map(each -> each.circumstance().name() + ": " + said(each))
        .orElse("not tried");
  }

  private static String said(NoiseTrial.Outcome outcome) {
    if (outcome.ratio().isEmpty()) {
      return outcome.trouble().isEmpty() ? "no pairs" : "no pairs, " + outcome.trouble();
    }
    var ratio = outcome.ratio().get();
    return String.format(
        Locale.ROOT,
        "%.2f times as wide [%.2f, %.2f]%s",
        ratio.times(),
        ratio.low(),
        ratio.high(),
        ratio.told() ? "" : ", not told apart from 1");
  }

  private String trials() {
    var text = new StringBuilder();
    text.append("Spread of ln(time) between two forks that are the same, 90 % intervals:");
    text.append(System.lineSeparator());
    for (var each : tried) {
      var width =
          each.spread()
              .map(it -> String.format(Locale.ROOT, "%.4f, %d pairs", it.deviation(), it.pairs()))
              .orElse("no pairs");
      var beside = each.circumstance().check().isEmpty() ? "" : said(each);
      text.append("  %-52s%-18s %s%n".formatted(each.circumstance().name(), width, beside));
    }
    return text.toString();
  }

  private String sentence() {
    long unfit = count(Fitness.UNFIT);
    long invalid = count(Fitness.INVALID);
    if (invalid > 0) {
      return "unfit: %d of %d checks would make results invalid"
          .formatted(invalid, findings.size());
    }
    return unfit == 0
        ? "fit: nothing found that disturbs"
        : "fit to measure: %d of %d checks raise the noise floor".formatted(unfit, findings.size());
  }

  private long count(Fitness fitness) {
    return findings.stream().filter(each -> each.fitness() == fitness).count();
  }

  /// For scripts.
  String json() {
    var all = JSON.createObjectNode().put("schema", "dyno/1").put("command", "doctor");
    all.put("exit", exit.number()).put("fit", exit == ExitCode.PASS);
    var rows = all.putArray("findings");
    for (var finding : findings) {
      var row =
          rows.addObject()
              .put("check", finding.check())
              .put("value", finding.value())
              .put("fitness", finding.fitness().name().toLowerCase(Locale.ROOT))
              .put("advice", finding.advice())
              .put("source", finding.source());
      tried.stream()
          .filter(each -> each.circumstance().check().equals(finding.check()))
          .findFirst()
          .ifPresentOrElse(each -> put(row, each), () -> row.put("noise", "not tried"));
    }
    var trials = all.putArray("trials");
    tried.forEach(each -> put(trials.addObject(), each));
    return all.toPrettyString();
  }

  private static void put(ObjectNode row, NoiseTrial.Outcome outcome) {
    var noise = row.putObject("noise").put("circumstance", outcome.circumstance().name());
    outcome.spread().ifPresent(it -> put(noise, it));
    Optional<Spread.Ratio> ratio = outcome.ratio();
    ratio.ifPresent(
        it -> noise.put("times", it.times()).put("low", it.low()).put("high", it.high()));
    if (!outcome.trouble().isEmpty()) {
      noise.put("trouble", outcome.trouble());
    }
  }

  private static void put(ObjectNode noise, Spread spread) {
    noise.put("deviation", spread.deviation()).put("pairs", spread.pairs());
  }
}
