package dev.dyno.bench.bisect;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What a search comes to.
///
/// @param kind in one word
/// @param suspects those that may have brought the change, oldest first
/// @param wrongAtMost the probability that any of the verdicts it rests on is wrong, where each
///     commit has none of the change or at least the threshold of it: the errors of its steps,
///     added up
/// @param sentences for people
public record Conclusion(
    Kind kind, List<Bracket.Commit> suspects, double wrongAtMost, List<String> sentences) {

  /// What each measured step may err: 1 % for "bad" of a commit that costs no more than the good
  /// end, 2.5 % for "good" of one that is beyond the threshold. Which of the two a commit is,
  /// nobody knows before, and so the greater is counted, of steps without an answer, too.
  public static final double STEP_WRONG = 0.025;

  /// In one word.
  public enum Kind {
    /// One commit.
    FOUND,
    /// Some commits, among which nobody can choose.
    RANGE,
    /// The bad end does not show the change.
    NO_CHANGE,
    /// Nobody can tell whether the bad end shows the change.
    UNCLEAR,
    /// The search is not over.
    OPEN
  }

  public Conclusion {
    suspects = List.copyOf(suspects);
    sentences = List.copyOf(sentences);
  }

  /// Of a search that took those steps, the first of which asked about the bad end.
  public static Conclusion of(Bracket bracket, List<Step> steps) {
    double wrong = STEP_WRONG * steps.stream().filter(Step::measured).count();
    if (steps.isEmpty()) {
      return new Conclusion(Kind.OPEN, bracket.commits(), 0, List.of("nothing is known yet"));
    }
    var end = steps.getFirst();
    return switch (end.answer()) {
      case GOOD ->
          new Conclusion(
              Kind.NO_CHANGE,
              List.of(),
              wrong,
              List.of("the bad end does not show the change: " + end.sentence()));
      case UNDECIDED, SKIPPED ->
          new Conclusion(
              Kind.UNCLEAR,
              bracket.commits(),
              wrong,
              List.of("nobody can tell of the bad end itself: " + end.sentence()));
      case BAD -> searched(bracket, steps, wrong);
    };
  }

  private static Conclusion searched(Bracket bracket, List<Step> steps, double wrong) {
    var search = bracket.search(answers(steps));
    var suspects = search.suspects();
    if (search.next().isPresent()) {
      return new Conclusion(
          Kind.OPEN,
          suspects,
          wrong,
          List.of("not over: %d commits are left".formatted(suspects.size())));
    }
    if (suspects.size() == 1) {
      return new Conclusion(
          Kind.FOUND,
          suspects,
          wrong,
          List.of("%s is the first that shows the change".formatted(suspects.getFirst().told())));
    }
    return new Conclusion(
        Kind.RANGE,
        suspects,
        wrong,
        List.of(
            "one of these %d brought the change; all but the last are undecided or cannot be measured"
                .formatted(suspects.size())));
  }

  static Map<String, Answer> answers(List<Step> steps) {
    return steps.stream().collect(Collectors.toMap(Step::commit, Step::answer));
  }
}
