package dev.dyno.bench.shard;

import java.util.Optional;
import java.util.regex.Pattern;

/// Which shard of how many.
///
/// @param shard from 1
/// @param of all of them
public record Place(int shard, int of) {

  private static final Pattern TEXT = Pattern.compile("(\\d{1,4})/(\\d{1,4})");

  public Place {
    if (shard < 1 || shard > of) {
      throw new IllegalArgumentException("shard %d of %d".formatted(shard, of));
    }
  }

  /// Reads `2/5`; empty when it is no such thing.
  public static Optional<Place> read(String text) {
    var match = TEXT.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    int shard = Integer.parseInt(match.group(1));
    int of = Integer.parseInt(match.group(2));
    return shard < 1 || shard > of ? Optional.empty() : Optional.of(new Place(shard, of));
  }

  @Override
  public String toString() {
    return shard + "/" + of;
  }
}
