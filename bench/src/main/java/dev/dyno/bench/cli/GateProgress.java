package dev.dyno.bench.cli;

import dev.dyno.bench.trial.Plan;
import dev.dyno.bench.trial.Trial;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.verdict.GateJudge;
import dev.dyno.reports.verdict.Metric;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Tells how a gate gets on: one line a look, and in a terminal one that is drawn over between
/// them.
final class GateProgress implements Trial.Listener {

  private final Streams streams;
  private final boolean quiet;
  private final GateJudge judge;
  private final int planned;
  private final Map<Plan.Planned, Duration> left = new HashMap<>();

  /// @param planned how many comparisons are to be measured
  GateProgress(Streams streams, boolean quiet, GateJudge judge, int planned) {
    this.streams = streams;
    this.quiet = quiet;
    this.judge = judge;
    this.planned = planned;
  }

  @Override
  public void paired(Plan.Planned comparison, Pair pair) {
    var one = Duration.ofMillis((long) (pair.surroundings().seconds() * 1000) + 1500);
    left.put(comparison, one.multipliedBy(Math.max(0, judge.terms().pairs() - pair.index() - 1L)));
    if (streams.terminal() && !quiet) {
      var known = left.values().stream().reduce(Duration.ZERO, Duration::plus);
      var err = streams.err();
      err.print(
          "\r\u001b[K%s pair %d · %d of %d begun · at most %s left of those"
              .formatted(
                  name(comparison),
                  pair.index() + 1,
                  left.size(),
                  planned,
                  ProgressLine.time(known)));
      err.flush();
    }
  }

  @Override
  public void dropped(Plan.Planned comparison, String why) {
    say(
        "%s: a pair is measured again: %s"
            .formatted(name(comparison), why.lines().findFirst().orElse("")));
  }

  @Override
  public void looked(Plan.Planned comparison, Comparison soFar) {
    if (!judge.open(soFar)) {
      left.put(comparison, Duration.ZERO);
    }
    judge
        .judge(soFar, Metric.TIME)
        .ifPresent(
            judgement ->
                say(
                    "%s after %d pairs: %s, %s"
                        .formatted(
                            soFar.title(),
                            soFar.pairs().size(),
                            judgement.verdict().word(),
                            judgement.verdict().sentence())));
  }

  @Override
  public void controlled(Plan.Planned control, Comparison soFar) {
    say("%s, a control: %d pairs".formatted(soFar.title(), soFar.pairs().size()));
  }

  private static String name(Plan.Planned comparison) {
    return comparison.benchmark().substring(comparison.benchmark().lastIndexOf('.') + 1);
  }

  /// A line that stays.
  void say(String line) {
    if (!quiet) {
      PrintStream err = streams.err();
      err.println((streams.terminal() ? "\r\u001b[K" : "") + line);
      err.flush();
    }
  }
}
