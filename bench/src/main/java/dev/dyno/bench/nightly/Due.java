package dev.dyno.bench.nightly;

import dev.dyno.reports.history.StoredNight;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Whether something that is measured now and then is to be measured tonight, by the dates of the
/// nights that are stored. Where the clock went back behind them, by their number instead.
///
/// @param tonight whether it is
/// @param sentence why, or why not
public record Due(boolean tonight, String sentence) {

  /// @param phase its name
  /// @param every empty for never
  /// @param nights newest first
  public static Due of(
      String phase, Optional<Duration> every, List<StoredNight> nights, Instant now) {
    if (every.isEmpty()) {
      return new Due(false, "never asked for");
    }
    for (int since = 0; since < nights.size(); since++) {
      var measured =
          nights.get(since).phases().stream()
              .filter(it -> it.name().equals(phase) && it.outcome().equals(StoredNight.DONE))
              .findFirst();
      if (measured.isPresent()) {
        return after(measured.get().endedAt(), since + 1, every.get(), now);
      }
    }
    return new Due(true, "never measured before");
  }

  private static Due after(Instant last, int nights, Duration every, Instant now) {
    if (last.isAfter(now)) {
      boolean due = nights > every.toDays();
      return new Due(
          due, "last measured at %s, which is yet to come: %d nights ago".formatted(last, nights));
    }
    // A night may begin a little earlier than the one a week ago ended.
    boolean due = !last.plus(every).minus(every.dividedBy(14)).isAfter(now);
    return new Due(due, "last measured at %s".formatted(last));
  }
}
