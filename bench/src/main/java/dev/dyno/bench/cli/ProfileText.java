package dev.dyno.bench.cli;

import dev.dyno.bench.profile.FrameChange;
import dev.dyno.profiles.sampler.ProfiledSide;
import java.util.Locale;

/// A profile as text: the frames that changed most, or of one side alone those that take most.
final class ProfileText {

  private static final String COMPARED = "%14s %14s %14s  %-25s %s%n";
  private static final String ALONE = "%14s  %-25s %7s  %s%n";

  private final StringBuilder text = new StringBuilder();
  private final ProfileResult result;
  private final String unit;

  private ProfileText(ProfileResult result) {
    this.result = result;
    this.unit = result.event().unit() + "/op";
  }

  static String of(ProfileResult result) {
    return new ProfileText(result).text();
  }

  private String text() {
    text.append(
        "%s: %s by %s (%s)%n"
            .formatted(
                result.title(),
                result.event().id(),
                result.sampler(),
                String.join(", ", result.engines())));
    result.sides().forEach(this::side);
    if (result.sides().size() == 2) {
      compared();
    } else {
      alone();
    }
    result.observed().forEach(this::findings);
    result.caveats().forEach(caveat -> text.append("\nmind: ").append(caveat));
    result.noise().forEach(warning -> text.append("\nmind: ").append(warning));
    return text.append("\nreport, flame graphs: ").append(result.folder()).toString();
  }

  private void side(ProfiledSide side) {
    text.append(
        "  %s: %s %s, %,d samples in %d forks of %,d operations%n"
            .formatted(
                side.name(),
                number(side.total()),
                unit,
                side.samples(),
                side.forks().size(),
                side.operations()));
  }

  private void compared() {
    text.append(
        COMPARED.formatted("baseline", "candidate", "change", "95 % interval, " + unit, "frame"));
    for (var frame : result.frames().top(ProfileResult.TOP)) {
      text.append(
          COMPARED.formatted(
              number(frame.baseline()),
              number(frame.candidate()),
              signed(frame.change()),
              interval(frame, frame.change()),
              frame.frame() + (frame.told() ? "" : "  (not told from 0)")));
    }
    text.append(
        "The frame's own share, without what it calls; an interval holds for its frame alone.\n");
  }

  private void alone() {
    double all = result.sides().getFirst().total();
    text.append(ALONE.formatted(unit, "95 % interval", "share", "frame"));
    for (var frame : result.frames().top(ProfileResult.TOP)) {
      text.append(
          ALONE.formatted(
              number(frame.candidate()),
              interval(frame, frame.candidate()),
              "%.1f %%".formatted(all == 0 ? 0 : 100 * frame.candidate() / all),
              frame.frame()));
    }
  }

  private void findings(ProfileResult.Observed observed) {
    var findings = observed.findings();
    text.append(
        "%nJMC's rules on %s (heuristics; %d of %d could judge): %s"
            .formatted(
                observed.role(),
                findings.judged(),
                findings.rules(),
                findings.all().isEmpty() ? "nothing found" : findings.all().size() + " found"));
    for (var finding : findings.all()) {
      text.append(
          "%n  %-7s %3.0f  %s: %s"
              .formatted(
                  finding.weight().word(),
                  finding.score(),
                  finding.rule(),
                  finding.summary().replaceAll("\\s+", " ")));
    }
  }

  static String interval(FrameChange frame, double middle) {
    return "[%s, %s]".formatted(signed(middle - frame.margin()), signed(middle + frame.margin()));
  }

  static String signed(double value) {
    return (value > 0 ? "+" : "") + number(value);
  }

  /// Four digits that tell, and thousands.
  static String number(double value) {
    double size = Math.abs(value);
    int digits = size >= 1000 || size == 0 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3;
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }
}
