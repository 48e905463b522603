package dev.dyno.profiles.pages;

import dev.dyno.profiles.findings.Finding;
import dev.dyno.profiles.findings.Findings;
import java.util.List;
import java.util.Locale;

/// What JMC's rules said of one side.
///
/// @param side whose it is; empty where there is only one
/// @param noise what is to be told of other processes; empty when it was quiet
/// @param judged rules that had what they need
/// @param rules that there are
/// @param all the most striking first
public record Rules(String side, String noise, int judged, int rules, List<Said> all) {

  /// One of them, as shown.
  public record Said(
      String rule, String weight, String score, String summary, String explanation, String advice) {

    static Said of(Finding finding) {
      return new Said(
          finding.rule(),
          finding.weight().word(),
          finding.score() == 0 ? "" : String.format(Locale.ROOT, "%.0f", finding.score()),
          finding.summary(),
          finding.explanation(),
          finding.advice());
    }
  }

  public Rules {
    all = List.copyOf(all);
  }

  /// @param side empty where there is only one
  public static Rules of(String side, Findings findings) {
    return new Rules(
        side,
        findings.noise().warning().orElse(""),
        findings.judged(),
        findings.rules(),
        findings.all().stream().map(Said::of).toList());
  }
}
