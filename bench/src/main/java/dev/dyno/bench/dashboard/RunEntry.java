package dev.dyno.bench.dashboard;

import dev.dyno.bench.progress.RunProgress;
import dev.dyno.reports.html.Outcome;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A run's folder, as far as it can be read.
///
/// @param name of the folder
/// @param at when it began; when it was written last where it does not say
/// @param command that ran; empty where it does not say
/// @param profile the run profile's name; empty where it does not say
/// @param state what became of it
/// @param verdicts of its comparisons, in the metric that decides each
/// @param targets what the plan promised beside what was measured
/// @param report whether there is an `index.html`
/// @param progress what its feed told
record RunEntry(
    String name,
    Instant at,
    String command,
    String profile,
    State state,
    Map<Outcome, Integer> verdicts,
    List<Promise> targets,
    boolean report,
    Optional<RunProgress> progress) {

  RunEntry {
    var counted = new EnumMap<Outcome, Integer>(Outcome.class);
    counted.putAll(verdicts);
    verdicts = counted;
    targets = List.copyOf(targets);
  }

  /// What became of a run.
  sealed interface State {
    /// It is being measured.
    record Running() implements State {}

    /// Its process died before its end.
    record Interrupted() implements State {}

    /// It ended with an exit code.
    record Ended(int exit) implements State {}

    /// There is a measurement, and no result.
    record Unjudged() implements State {}

    /// Its files cannot be read.
    record Unreadable(String why) implements State {}

    /// In a word or two.
    default String word() {
      return switch (this) {
        case Running _ -> "running";
        case Interrupted _ -> "interrupted";
        case Unjudged _ -> "not judged";
        case Unreadable _ -> "unreadable";
        case Ended(int exit) ->
            switch (exit) {
              case 0 -> "passed";
              case 2 -> "refused";
              case 3 -> "regressed";
              case 4 -> "undecided";
              case 5 -> "too little measured";
              case 6 -> "environment invalid";
              case 7 -> "a benchmark crashed";
              default -> "broke off, exit " + exit;
            };
      };
    }

    /// The class of its colour.
    default String tone() {
      return switch (this) {
        case Running _ -> "live";
        case Interrupted _, Unreadable _ -> "bad";
        case Unjudged _ -> "calm";
        case Ended(int exit) -> exit == 0 ? "good" : exit == 4 || exit == 5 ? "doubt" : "bad";
      };
    }
  }

  /// A promise of the plan beside what was measured.
  ///
  /// @param title benchmark and parameters
  /// @param target promised effect
  /// @param verdict its word
  /// @param met whether the measured effect is at least as good
  record Promise(
      String toggle,
      String title,
      String metric,
      double target,
      double effect,
      double low,
      double high,
      String verdict,
      boolean met) {}

  boolean running() {
    return state instanceof State.Running;
  }

  /// What stands behind its state, where there is more to say.
  String why() {
    return state instanceof State.Unreadable(var why) ? why : "";
  }
}
