package dev.dyno.bench.calibration;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/// How a daemon is to be calibrated.
///
/// @param daemon its name for people, such as `dockerd`
/// @param rounds of every operation alone, at least [#FEWEST_ROUNDS]
/// @param cores that the daemon may use; empty for what it says
/// @param seed of every random choice
/// @param budget no round starts after it
/// @param busybox a static one, for the containers
public record Asked(
    String daemon, int rounds, OptionalInt cores, long seed, Duration budget, Path busybox) {

  /// Fewer tell no spread.
  public static final int FEWEST_ROUNDS = 5;

  /// How many of one operation are asked for at once.
  public static final List<Integer> NUMBERS = List.of(1, 2, 4, 8);

  public Asked {
    if (rounds < FEWEST_ROUNDS) {
      throw new IllegalArgumentException(
          "%d rounds: must be at least %d".formatted(rounds, FEWEST_ROUNDS));
    }
  }

  /// Rounds of batches and of transfers, which are dearer.
  public int dearRounds() {
    return Math.max(FEWEST_ROUNDS, rounds / 2);
  }
}
