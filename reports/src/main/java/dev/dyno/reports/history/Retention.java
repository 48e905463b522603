package dev.dyno.reports.history;

import java.time.Instant;

/// Which runs a history keeps; one that any of these keeps stays. Runs are counted for each machine
/// and command by themselves.
///
/// Whatever it says, a history keeps what is still needed: see [Pruned].
///
/// @param since all that began then or later; [Instant#MAX] for none
/// @param nights those of the newest days that have any; 0 for none
/// @param weeklySince the last of each week that began then or later; [Instant#MAX] for none
public record Retention(Instant since, int nights, Instant weeklySince) {

  public Retention {
    if (nights < 0) {
      throw new IllegalArgumentException("%d nights: 0 or more".formatted(nights));
    }
  }

  /// All runs since a time.
  public static Retention since(Instant since) {
    return new Retention(since, 0, Instant.MAX);
  }
}
