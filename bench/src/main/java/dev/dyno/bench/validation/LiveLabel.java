package dev.dyno.bench.validation;

import dev.dyno.reports.measurement.Comparison;
import java.util.regex.Pattern;

/// What a comparison of a live run is of, as its measurement keeps it: `A/A 3`, or `planted 1/10 3`
/// where every tenth call is done twice; the number behind is the round's.
///
/// @param every so many calls one is done twice; 0 for the same code
record LiveLabel(int every) {

  private static final Pattern PLANTED = Pattern.compile("planted 1/(\\d{1,6}) \\d+");

  /// @param size as a share; 0 for the same code
  static LiveLabel of(double size) {
    return new LiveLabel(size == 0 ? 0 : Planting.every(size));
  }

  static LiveLabel of(Comparison comparison) {
    var planted = PLANTED.matcher(comparison.toggle());
    return new LiveLabel(planted.matches() ? Integer.parseInt(planted.group(1)) : 0);
  }

  /// The slowdown that is really planted, as a share.
  double size() {
    return every == 0 ? 0 : 1.0 / every;
  }

  /// In a round, from 1.
  String text(int round) {
    return (every == 0 ? "A/A " : "planted 1/" + every + " ") + round;
  }
}
