package dev.dyno.reports.history;

import dev.dyno.reports.measurement.Machine;
import java.time.Instant;

/// One comparison of the same code with itself, that came to a verdict or to its last look.
///
/// @param id the same for the same comparison, so that storing it twice stores it once
/// @param machine that measured
/// @param beganAt when its run began
/// @param benchmark with its parameters
/// @param busyLoops that ran beside it on purpose
/// @param pairs behind the verdict
/// @param mean log ratio of candidate over baseline; the truth is 0
/// @param standardError of the mean as its own pairs tell it
/// @param verdict its word
/// @param detectable the smallest slowdown that a run of all looks finds in 4 of 5 cases, as these
///     pairs tell it
public record SameCodeSession(
    String id,
    Machine machine,
    Instant beganAt,
    String benchmark,
    int busyLoops,
    int pairs,
    double mean,
    double standardError,
    String verdict,
    double detectable) {

  public SameCodeSession {
    if (id.isBlank() || pairs < 2 || busyLoops < 0) {
      throw new IllegalArgumentException(
          "session '%s' of %d pairs beside %d loops".formatted(id, pairs, busyLoops));
    }
    if (!Double.isFinite(mean) || !(standardError >= 0) || !(detectable > 0)) {
      throw new IllegalArgumentException(
          "session '%s': %s with an error of %s, detectable %s"
              .formatted(id, mean, standardError, detectable));
    }
  }
}
