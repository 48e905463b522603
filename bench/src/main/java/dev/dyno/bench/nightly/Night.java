package dev.dyno.bench.nightly;

import dev.dyno.reports.history.StoredNight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// One night: what is measured, and in which order. Fixed before the first phase begins.
///
/// @param id of this one
/// @param machine fingerprint
/// @param commit of the project, full hash or `unknown`
/// @param lastGood that it is held against; empty when there is none
/// @param range commits since then, newest first, one line each
/// @param profile of the comparison
/// @param seed of every random choice
/// @param startedAt when it began
/// @param phases in their order
/// @param warnings about what it was planned from, for people
public record Night(
    String id,
    String machine,
    String commit,
    String lastGood,
    List<String> range,
    String profile,
    long seed,
    Instant startedAt,
    List<Phase> phases,
    List<String> warnings) {

  /// What no commit is called.
  public static final String UNKNOWN = "unknown";

  private static final Duration FRESH = Duration.ofDays(1);

  public Night {
    range = List.copyOf(range);
    phases = List.copyOf(phases);
    warnings = List.copyOf(warnings);
  }

  /// Whether a night that would begin now is this one: the same commit and profile, and begun less
  /// than a day ago. One that began in the future did so before the clock went back.
  public boolean goesOn(String commit, String profile, Instant now) {
    return this.commit.equals(commit)
        && this.profile.equals(profile)
        && startedAt.plus(FRESH).isAfter(now);
  }

  /// As the history keeps it, not concluded yet.
  ///
  /// @param done what became of each phase
  public StoredNight stored(List<StoredNight.Phase> done, Instant startedAt, Instant endedAt) {
    return new StoredNight(id, machine, commit, profile, startedAt, endedAt, 1, held(done), done);
  }

  /// Whether it was held against the last good one, or there was nothing to hold. A commit whose
  /// gate was never measured is no baseline of the next, which would forgive what it brought.
  private boolean held(List<StoredNight.Phase> done) {
    for (var phase : phases) {
      if (phase instanceof Phase.Gate) {
        return done.stream()
            .anyMatch(
                it -> it.name().equals(phase.name()) && it.outcome().equals(StoredNight.DONE));
      }
      if (phase instanceof Phase.LeftOut(var name, _) && name.equals(Phase.GATE)) {
        return true;
      }
    }
    return lastGood.isEmpty() || lastGood.equals(commit); // nobody asked for a gate
  }
}
