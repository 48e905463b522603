package dev.dyno.bench.cli;

import dev.dyno.reports.history.Finding;
import dev.dyno.reports.history.Findings;
import dev.dyno.reports.history.Findings.Followed;
import dev.dyno.reports.history.Findings.Found;
import dev.dyno.reports.history.KnownFinding;
import dev.dyno.reports.history.Pruned;
import dev.dyno.reports.history.Series;
import dev.dyno.reports.history.StoredAck;
import java.io.PrintStream;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/// A history as text.
///
/// @param out where it goes
/// @param reading that was followed
record HistoryText(PrintStream out, Series.Reading reading) {
  private static final int COMMIT = 10;

  /// A line a series, and its findings under it.
  void list(Findings findings) {
    var machines = findings.followed().stream().map(it -> it.series().key().machine()).distinct();
    for (var machine : machines.toList()) {
      out.printf("machine %s%n", machine);
      findings.followed().stream()
          .filter(it -> it.series().key().machine().equals(machine))
          .forEach(it -> line(it, found(findings, it)));
    }
    out.printf(
        "%d series, %d findings of which at most %.0f %% are expected to be false%n",
        findings.followed().size(), findings.found().size(), 100 * Findings.RATE);
  }

  /// What was forgotten, or would be.
  void pruned(Pruned pruned, boolean dryRun) {
    if (dryRun) {
      pruned
          .gone()
          .forEach(
              run ->
                  out.printf(
                      "%s %s %s of machine %s%n",
                      run.at(), run.command(), shortened(run.commit()), run.machine()));
    }
    out.printf(
        "%d %s, %d kept: %d of them only as the last of a series, %d only for findings%n",
        pruned.gone().size(),
        dryRun ? "would be forgotten" : "forgotten",
        pruned.kept(),
        pruned.lasts(),
        pruned.findings());
  }

  /// What nights found and what is still open, with the ids that `dyno bisect` takes.
  void open(List<KnownFinding> findings) {
    findings.stream()
        .filter(it -> it.state() == KnownFinding.State.OPEN)
        .forEach(
            it ->
                out.printf(
                    "open %s %s: %s, between %s and %s%n",
                    it.id(),
                    it.title(),
                    it.sentence(),
                    shortened(it.beforeCommit()),
                    shortened(it.sinceCommit())));
  }

  /// What was accepted, and whether it still is.
  void acks(List<StoredAck> acks, LocalDate today) {
    for (var ack : acks) {
      out.printf(
          "accepted %s %s by %s: %s (%s)%n",
          today.isAfter(ack.until()) ? "only until" : "until",
          ack.until(),
          ack.by(),
          ack.series(),
          ack.reason());
    }
  }

  /// Every point of every series, its levels set apart.
  void show(Findings findings) {
    for (var followed : findings.followed()) {
      line(followed, found(findings, followed));
      var points = followed.series().points();
      for (var segment : followed.trend().segments()) {
        out.printf("  level %s%n", level(followed.series().unit(), segment.level()));
        points.subList(segment.from(), segment.to()).forEach(this::point);
      }
    }
  }

  private void line(Followed followed, List<Found> found) {
    var points = followed.series().points();
    out.printf("  %s%n    %d runs", followed.series().key().title(), points.size());
    if (!points.isEmpty()) {
      out.printf(", last %s", reading(followed.series().unit(), points.getLast()));
    }
    out.println(found.isEmpty() ? ", no change" : "");
    found.forEach(this::finding);
  }

  private static List<Found> found(Findings findings, Followed followed) {
    var key = followed.series().key();
    return findings.found().stream().filter(it -> it.series().key().equals(key)).toList();
  }

  private void finding(Found found) {
    var kind =
        switch (found.finding()) {
          case Finding.Step _ -> "step";
          case Finding.Drift _ -> "drift";
        };
    double change = 100 * found.finding().change();
    out.printf(
        "    %s %+.1f %% (%s), between %s and %s%n",
        kind, change, change > 0 ? "dearer" : "cheaper", run(found.before()), run(found.since()));
  }

  private void point(Series.Point point) {
    out.printf(
        "    %s  %+7.2f %% [%+.2f, %+.2f]  %s%n",
        run(point), 100 * point.effect(), 100 * point.low(), 100 * point.high(), point.verdict());
  }

  private String level(String unit, double cost) {
    return switch (reading) {
      case EFFECT -> "%+.2f %%".formatted(100 * Math.expm1(cost));
      case CANDIDATE -> "%.4g %s".formatted(Math.exp(unit.startsWith("ops/") ? -cost : cost), unit);
    };
  }

  private String reading(String unit, Series.Point point) {
    return switch (reading) {
      case EFFECT ->
          "%+.2f %% [%+.2f, %+.2f] %s"
              .formatted(
                  100 * point.effect(), 100 * point.low(), 100 * point.high(), point.verdict());
      case CANDIDATE -> "%.4g %s".formatted(point.candidate(), unit);
    };
  }

  private static String run(Series.Point point) {
    return "%s %s"
        .formatted(point.at().atOffset(ZoneOffset.UTC).toLocalDate(), shortened(point.commit()));
  }

  private static String shortened(String commit) {
    return commit.substring(0, Math.min(COMMIT, commit.length()));
  }
}
