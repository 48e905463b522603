package dev.dyno.bench.cli;

import dev.dyno.bench.trial.Plan;
import dev.dyno.bench.trial.Trial;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.verdict.Judge;
import dev.dyno.reports.verdict.Metric;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Tells how a run gets on: in a terminal one line that is drawn over, elsewhere one line a look.
final class ProgressLine implements Trial.Listener {

  private final PrintStream err;
  private final boolean drawnOver;
  private final boolean quiet;
  private final Judge judge;
  private final Map<Plan.Planned, Progress> all = new LinkedHashMap<>();

  /// What is known of one comparison's progress.
  private static final class Progress {
    private Duration pair;
    private int pairs;
    private String word = "";

    Progress(Duration expectedPair) {
      this.pair = expectedPair;
    }
  }

  ProgressLine(
      PrintStream err, boolean drawnOver, boolean quiet, Judge judge, List<PlanMaker.Step> steps) {
    this.err = err;
    this.drawnOver = drawnOver;
    this.quiet = quiet;
    this.judge = judge;
    steps.forEach(step -> all.put(step.planned(), new Progress(step.pair())));
  }

  @Override
  public void paired(Plan.Planned planned, Pair pair) {
    var progress = of(planned);
    progress.pairs++;
    progress.pair = Duration.ofMillis((long) (pair.surroundings().seconds() * 1000) + 1500);
    draw(planned);
  }

  @Override
  public void dropped(Plan.Planned planned, String why) {
    say("%s: a pair is measured again: %s".formatted(planned.toggle(), firstLine(why)));
  }

  @Override
  public void looked(Plan.Planned planned, Comparison soFar) {
    Metric.named(planned.metric())
        .flatMap(metric -> judge.judge(soFar, metric))
        .ifPresent(
            judgement -> {
              of(planned).word = judgement.verdict().word();
              say(
                  "%-15s %s after %d pairs: %s, %s"
                      .formatted(
                          planned.toggle(),
                          soFar.title(),
                          soFar.pairs().size(),
                          judgement.verdict().word(),
                          judgement.verdict().sentence()));
            });
  }

  private Progress of(Plan.Planned planned) {
    return all.getOrDefault(planned, new Progress(Duration.ZERO));
  }

  private void draw(Plan.Planned planned) {
    if (quiet || !drawnOver) {
      return;
    }
    var words = new TreeMap<String, Integer>();
    for (var progress : all.values()) {
      if (!progress.word.isEmpty()) {
        words.merge(progress.word, 1, Integer::sum);
      }
    }
    err.print(
        "\r\u001b[K%s pair %d · %s · at most %s left"
            .formatted(
                planned.toggle(),
                of(planned).pairs,
                words.isEmpty() ? "no verdict yet" : words.toString().replaceAll("[{}]", ""),
                time(left())));
    err.flush();
  }

  private Duration left() {
    int most = judge.rule().spending().looks().getLast();
    var left = Duration.ZERO;
    for (var progress : all.values()) {
      boolean open = progress.word.isEmpty() || progress.word.equals("Undecided");
      if (open) {
        left = left.plus(progress.pair.multipliedBy(Math.max(0, most - progress.pairs)));
      }
    }
    return left;
  }

  /// A line that stays.
  void say(String line) {
    if (!quiet) {
      err.println((drawnOver ? "\r\u001b[K" : "") + line);
      err.flush();
    }
  }

  /// Takes the line away, so that what is printed next starts at the left.
  void clear() {
    if (!quiet && drawnOver) {
      err.print("\r\u001b[K");
      err.flush();
    }
  }

  static String time(Duration time) {
    return time.compareTo(Duration.ofMinutes(2)) < 0
        ? time.toSeconds() + " s"
        : time.toMinutes() + " min " + time.toSecondsPart() + " s";
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }
}
