package dev.dyno.bench.trial;

import dev.dyno.reports.measurement.Comparison;

/// What a trial asks of somebody who judges. The answers must depend on nothing but the comparison,
/// so that the same measurement would be taken in the same order again.
public interface Steering {

  /// Whether more pairs could change what is said of a comparison; asked at each look.
  boolean open(Comparison soFar);

  /// About how many more pairs an open comparison needs until something is said of it; 0 where
  /// nobody can tell.
  int remaining(Comparison soFar);
}
