package dev.dyno.bench.cli;

import dev.dyno.bench.validation.Bar;
import dev.dyno.bench.validation.Qualification;
import dev.dyno.bench.validation.Score;
import java.util.List;

/// What a qualification says, for a terminal.
final class QualifyText {

  private QualifyText() {}

  static String of(Qualification known) {
    var text = new StringBuilder();
    known.sources().forEach(each -> text.append(each).append('\n'));
    text.append(
        "%n%-30s %-8s %-16s %8s %6s %7s %-22s %6s %7s %7s%n"
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
                "x Wald"));
    known.scores().forEach(score -> text.append(row(score)));
    text.append('\n');
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

  private static String row(Score score) {
    var interval = score.calledDearer();
    return "%-30s %-8s %-16s %+7.0f%% %5.1f%% %7d %5.1f %% [%5.2f, %6.2f] %6.1f %7.0f %7s%n"
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
