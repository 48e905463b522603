package dev.dyno.bench.cli;

import dev.dyno.bench.validation.Bar;
import dev.dyno.bench.validation.Cost;
import dev.dyno.bench.validation.Qualification;
import dev.dyno.bench.validation.Score;
import dev.dyno.bench.validation.Together;
import dev.dyno.reports.measurement.Qualified;
import java.util.List;

/// What a qualification says, for a terminal.
final class QualifyText {

  private QualifyText() {}

  static String of(Qualification known) {
    var text = new StringBuilder();
    known.sources().forEach(each -> text.append(each).append('\n'));
    text.append(
        "%n%-41s %-12s %-28s %8s %6s %7s %-22s %6s %7s %7s %7s%n"
            .formatted(
                "rule",
                "state",
                "benchmark",
                "planted",
                "held",
                "called",
                "dearer",
                "pairs",
                "seconds",
                "CPU s",
                "x Wald"));
    known.scores().forEach(score -> text.append(row(score)));
    text.append('\n');
    known.together().forEach(each -> text.append(together(each)));
    known.costs().forEach(cost -> text.append(cost(cost)));
    known
        .gates()
        .forEach(
            gate ->
                text.append(
                    "gates of %d, %s, threshold %.0f %%: %d of %d alarmed, %.2f %% [%.2f, %.2f]%n"
                        .formatted(
                            gate.comparisons(),
                            gate.state(),
                            100 * gate.threshold(),
                            gate.alarms(),
                            gate.gates(),
                            100.0 * gate.alarms() / gate.gates(),
                            100 * gate.falseAlarms().low(),
                            100 * gate.falseAlarms().high())));
    known
        .floors()
        .forEach(
            floor ->
                text.append(
                    "noise floor of %s, %s: %.1f %% at %d pairs (one pair: %.3f)%n"
                        .formatted(
                            floor.benchmark(),
                            floor.state(),
                            100 * floor.effect(),
                            floor.pairs(),
                            floor.deviation())));
    text.append(bars(Bar.of(known)));
    return text.toString();
  }

  private static String together(Together all) {
    var interval = all.calledDearer();
    return "%s, %s, %s%s: %d of %d called dearer, %.1f %% [%.2f, %.2f]; %.1f pairs, %.0f s%s a verdict (%d benchmarks)%n"
        .formatted(
            all.rule(),
            all.state(),
            all.planted() == 0
                ? "the same code"
                : "planted %+.0f %%".formatted(100 * all.planted()),
            all.threshold() == 0 ? "" : ", threshold " + threshold(all.threshold()),
            all.dearer(),
            all.trials(),
            100.0 * all.dearer() / all.trials(),
            100 * interval.low(),
            100 * interval.high(),
            all.pairs(),
            all.seconds(),
            all.cpuSeconds() < 0 ? "" : ", %.1f s of CPU".formatted(all.cpuSeconds()),
            all.benchmarks());
  }

  /// Of +1 % it is half a percent, and no other has a fraction.
  private static String threshold(double share) {
    double percent = 100 * share;
    return percent < 1 ? "%.1f %%".formatted(percent) : "%.0f %%".formatted(percent);
  }

  private static String cost(Cost cost) {
    return "%s, %s, planted %+.0f %%: %.0f s%s to a power of %.0f %%; %s needs %s%d forks a side, %.0f s%s%n"
        .formatted(
            cost.benchmark(),
            cost.state(),
            100 * cost.planted(),
            cost.seconds(),
            cpu(cost, cost.cpuSeconds()),
            100 * cost.power(),
            cost.rival(),
            cost.reached() ? "" : "more than ",
            cost.forks(),
            cost.rivalSeconds(),
            cpu(cost, cost.rivalCpuSeconds()));
  }

  private static String cpu(Cost cost, double seconds) {
    return cost.inCpuTime() ? " (%.0f s of CPU)".formatted(seconds) : "";
  }

  /// What a history knows of this machine.
  static String sentence(Qualified known) {
    return "over all sessions of this machine: the same code called dearer in %d of %d verdicts, %.1f %% [%.1f, %.1f]; noise floor %.1f %%, the middle of %d benchmarks; %.2f %% between %d session%s"
        .formatted(
            known.alarms(),
            known.verdicts(),
            100.0 * known.alarms() / known.verdicts(),
            100 * known.alarmsLow(),
            100 * known.alarmsHigh(),
            100 * known.floor(),
            known.benchmarks(),
            100 * known.sessionDeviation(),
            known.sessions(),
            known.sessions() == 1 ? " (assumed)" : "s");
  }

  private static String row(Score score) {
    var interval = score.calledDearer();
    return "%-41s %-12s %-28s %+7.0f%% %5.1f%% %7d %5.1f %% [%5.2f, %6.2f] %6.1f %7.0f %7s %7s%n"
        .formatted(
            score.rule(),
            score.state(),
            score.benchmark(),
            100 * score.planted(),
            100 * score.threshold(),
            score.trials(),
            100 * score.share(),
            100 * interval.low(),
            100 * interval.high(),
            score.pairs(),
            score.seconds(),
            score.cpuSeconds() < 0 ? "" : "%.1f".formatted(score.cpuSeconds()),
            score.overWald() > 0 ? "%.1f".formatted(score.overWald()) : "");
  }

  /// Misses first, then what is not known yet.
  private static String bars(List<Bar> bars) {
    var text = new StringBuilder();
    long met = bars.stream().filter(bar -> bar.outcome() == Bar.Outcome.MET).count();
    text.append("%n%d of %d bars are met%n".formatted(met, bars.size()));
    for (var outcome : Bar.Outcome.values()) {
      for (var bar : bars) {
        if (bar.outcome() == outcome) {
          text.append("  %-6s %s: %s%n".formatted(outcome, bar.words(), bar.seen()));
        }
      }
    }
    return text.toString();
  }
}
