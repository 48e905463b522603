package dev.dyno.reports.history;

import java.time.Instant;
import java.util.List;

/// One night as the history keeps it.
///
/// @param id the same for the same night, so that storing it twice stores it once
/// @param machine fingerprint of the machine that measured
/// @param commit of the project, full hash or `unknown`
/// @param profile the run profile's name
/// @param startedAt when it began
/// @param endedAt when its last phase had ended
/// @param exit what it told its caller; 1 until it is concluded
/// @param good whether the next night may be held against it; until it is concluded, whether that
///     is open: see [#lastGood]
/// @param phases in their order
public record StoredNight(
    String id,
    String machine,
    String commit,
    String profile,
    Instant startedAt,
    Instant endedAt,
    int exit,
    boolean good,
    List<Phase> phases) {

  /// Of a phase that measured to its end, whatever came out.
  public static final String DONE = "done";

  /// Of a phase that was not meant to measure this night.
  public static final String LEFT_OUT = "left out";

  public StoredNight {
    phases = List.copyOf(phases);
  }

  /// Whether the next night may be held against it: it was gated, or there was nothing to hold it
  /// against, and it passed.
  public boolean lastGood() {
    return good && exit == 0;
  }

  /// One part of a night.
  ///
  /// @param name such as `gate`
  /// @param run id of the run that it measured; empty when it measured none
  /// @param outcome [#DONE], or in one word why not
  /// @param exit what it told the night
  /// @param sentence for people
  public record Phase(
      String name,
      String run,
      String outcome,
      int exit,
      String sentence,
      Instant startedAt,
      Instant endedAt) {}
}
