package dev.dyno.engine.embedded.latency;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.random.RandomGenerator;

/// What a replay would take for several of one operation that are asked for at the same time, found
/// on a clock of numbers: nothing sleeps. It follows [Course] step by step, so who fits a profile
/// to measured times fits what will be replayed.
public final class Forecast {
  private final OperationLatency latency;
  private final Cores cores;
  private final RandomGenerator random;

  private Forecast(OperationLatency latency, int tokens, RandomGenerator random) {
    this.latency = latency;
    this.cores = new Cores(tokens, 0);
    this.random = random;
  }

  /// The time until the last of them has its answer.
  ///
  /// @param tokens cores of the profile, at least 1
  /// @param number at once, at least 1
  /// @param random gives the time of each
  /// @return in ns
  public static long together(
      OperationLatency latency, int tokens, int number, RandomGenerator random) {
    if (number < 1) {
      throw new IllegalArgumentException("%d at once: must be at least 1".formatted(number));
    }
    return new Forecast(latency, tokens, random).run(number);
  }

  private long run(int number) {
    int places = latency.atOnce() == 0 ? number : Math.min(number, latency.atOnce());
    var coming = new PriorityQueue<Arrival>(Comparator.comparingLong(Arrival::at));
    for (int i = 0; i < places; i++) {
      coming.add(begin(0));
    }
    int waiting = number - places;
    long last = 0;
    while (!coming.isEmpty()) {
      var next = coming.remove();
      long end = cores.lend(next.at(), latency.slices(), next.slice());
      last = Math.max(last, end);
      if (waiting > 0) {
        waiting--;
        coming.add(begin(end));
      }
    }
    return last;
  }

  private Arrival begin(long now) {
    var total = latency.time().draw(random);
    return new Arrival(now + latency.waiting(total).toNanos(), latency.slice(total).toNanos());
  }

  /// One operation that asks for cores.
  ///
  /// @param at in ns
  /// @param slice on each core, in ns
  private record Arrival(long at, long slice) {}
}
