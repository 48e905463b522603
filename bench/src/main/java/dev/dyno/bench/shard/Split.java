package dev.dyno.bench.shard;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Splits comparisons into shards that take about as long: the dearest first, each into the shard
/// that has least so far (Graham's rule, never more than 4/3 of the best split). Same costs, same
/// split.
public final class Split {

  private static final long UNKNOWN = 1000;

  private Split() {}

  /// The shard of each comparison, from 1.
  ///
  /// @param costs of each, 0 of what needs no measuring; where one is not known, it counts as the
  ///     mean of those that are above 0, and where none is, all of these count the same
  /// @param shards how many, 1 or more
  public static List<Integer> of(List<Optional<Duration>> costs, int shards) {
    long mean =
        Math.round(
            costs.stream()
                .flatMap(Optional::stream)
                .mapToLong(Duration::toMillis)
                .filter(millis -> millis > 0)
                .average()
                .orElse(UNKNOWN));
    var millis =
        costs.stream().mapToLong(cost -> cost.map(Duration::toMillis).orElse(mean)).toArray();
    var split = new int[millis.length];
    var load = new long[shards];
    var count = new int[shards];
    IntStream.range(0, millis.length)
        .boxed()
        .sorted(Comparator.comparingLong(i -> -millis[i])) // stable: of equal ones the first
        .forEach(
            i -> {
              int least = least(load, count);
              split[i] = least + 1;
              load[least] += millis[i];
              count[least]++;
            });
    return Arrays.stream(split).boxed().toList();
  }

  /// The shard with least to do; of equal ones that with fewer comparisons, then the first.
  private static int least(long[] load, int[] count) {
    int least = 0;
    for (int i = 1; i < load.length; i++) {
      if (load[i] < load[least] || (load[i] == load[least] && count[i] < count[least])) {
        least = i;
      }
    }
    return least;
  }
}
