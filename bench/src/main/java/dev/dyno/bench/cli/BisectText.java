package dev.dyno.bench.cli;

import dev.dyno.bench.bisect.BisectFile;
import dev.dyno.bench.bisect.Bracket;
import dev.dyno.bench.bisect.Conclusion;
import dev.dyno.bench.bisect.Question;
import dev.dyno.reports.measurement.Comparison;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/// A search as text.
///
/// @param out where it goes
record BisectText(PrintStream out) {

  /// What would be done.
  void plan(Question question, Bracket bracket, double threshold, boolean fixed) {
    head(question);
    bracket.commits().forEach(commit -> out.println("  " + commit.told()));
    out.printf(
        "at most %d steps where each commit can be judged and no merge is among them, each against %s;%n"
            + "first the bad end at a threshold of %s, then %s; any verdict of them all wrong with"
            + " at most %.1f %%%n",
        bracket.steps(),
        question.good().substring(0, 10),
        percent(threshold),
        fixed ? "the same" : "half of what it shows",
        100 * bracket.steps() * Conclusion.STEP_WRONG);
  }

  /// What came out.
  void result(BisectFile file, Path where) {
    head(file.question());
    file.steps().forEach(step -> out.println("  " + step.line()));
    var conclusion = file.conclusion();
    out.println();
    conclusion.sentences().forEach(out::println);
    if (conclusion.kind() == Conclusion.Kind.RANGE) {
      conclusion.suspects().forEach(commit -> out.println("  " + commit.told()));
    }
    long measured = file.steps().stream().filter(it -> it.measured()).count();
    out.printf(
        "%d of %d steps were measured, at a threshold of %s; the probability that any verdict among"
            + " them is wrong is at most %.1f %%, 2.5 %% a step, of commits with none of the change or at"
            + " least the threshold of it%n",
        measured, file.steps().size(), percent(file.threshold()), 100 * conclusion.wrongAtMost());
    out.println("\nresult: " + where);
  }

  private void head(Question question) {
    out.printf(
        "%s, %s: which commit made it %s?%n",
        Comparison.title(question.benchmark(), question.params()),
        question.metric(),
        question.direction().name().toLowerCase(Locale.ROOT));
  }

  private static String percent(double share) {
    return "%s %%".formatted(Math.round(share * 1000) / 10.0);
  }
}
