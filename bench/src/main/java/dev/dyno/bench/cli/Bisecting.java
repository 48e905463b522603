package dev.dyno.bench.cli;

import dev.dyno.bench.bisect.Answer;
import dev.dyno.bench.bisect.BisectFile;
import dev.dyno.bench.bisect.Bracket;
import dev.dyno.bench.bisect.Conclusion;
import dev.dyno.bench.bisect.Question;
import dev.dyno.bench.bisect.Step;
import dev.dyno.bench.nightly.NightFolder;
import dev.dyno.bench.variant.VariantException;
import dev.dyno.reports.measurement.Ending;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A search from where it stands to its end, or to that of its time.
///
/// @param fixed whether the threshold stays as it is; else it is half of what the bad end shows
///     once that is known, since both a commit with the whole change and one without any are
///     farthest from it
/// @param folder of its files
/// @param reproduce the command line
/// @param say hears each step
record Bisecting(
    BisectOracle oracle,
    Question question,
    Bracket bracket,
    boolean fixed,
    Path folder,
    List<String> reproduce,
    Consumer<String> say) {

  private static final String SPOILED = "environment invalid: ";

  BisectFile run(BisectFile begun, Instant deadline, Streams streams, Interruption interruption)
      throws IOException, VariantException, UsageException {
    var now = kept(begun);
    for (var next = next(now); next.isPresent(); next = next(now)) {
      var left = Duration.between(Instant.now(), deadline);
      if (interruption.heard() || left.toSeconds() < 1) {
        return kept(now.cut(interruption.heard() ? Ending.STOPPED : "the budget was spent"));
      }
      var commit = next.get();
      int number = now.steps().size();
      say.accept(
          "step %d, %d suspects: %s"
              .formatted(number + 1, now.conclusion().suspects().size(), commit.told()));
      var run = folder.resolve("%02d-%s".formatted(number, commit.hash().substring(0, 10)));
      var told =
          oracle.ask(
              commit, now.steps(), now.threshold(), run, left, reproduce, streams, interruption);
      switch (told) {
        case BisectOracle.Told.Answered(var step) -> {
          now = kept(with(now, step));
          say.accept(step.line());
        }
        case BisectOracle.Told.Cut(var why) -> {
          return kept(now.cut(why));
        }
        case BisectOracle.Told.Spoiled(var why) -> {
          return kept(now.spoiled(SPOILED + why));
        }
      }
    }
    return now;
  }

  /// On disk, too: what the file says is what the command line says.
  private BisectFile kept(BisectFile now) throws IOException {
    NightFolder.whole(folder.resolve(BisectFile.NAME), now.json() + "\n");
    return now;
  }

  private java.util.Optional<Bracket.Commit> next(BisectFile now) {
    if (now.conclusion().kind() != Conclusion.Kind.OPEN) {
      return java.util.Optional.empty();
    }
    return now.steps().isEmpty()
        ? java.util.Optional.of(bracket.commits().getLast())
        : bracket.search(now.answers()).next();
  }

  private BisectFile with(BisectFile now, Step step) {
    var steps = new ArrayList<>(now.steps());
    steps.add(step);
    double threshold =
        steps.size() == 1 && !fixed && step.answer() == Answer.BAD && step.estimate().isPresent()
            ? half(step.estimate().get().effect())
            : now.threshold();
    return BisectFile.of(question, bracket, threshold, steps);
  }

  /// Half of the way, as a ratio is halved.
  static double half(double effect) {
    return Math.expm1(Math.abs(Math.log1p(effect)) / 2);
  }
}
