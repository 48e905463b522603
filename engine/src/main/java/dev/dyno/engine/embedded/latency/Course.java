package dev.dyno.engine.embedded.latency;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// The use of one profile, from its beginning to its [#end].
final class Course {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MILLI = 1e6;

  private final LatencyProfile profile;
  private final Cores cores;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Map<Operation, Turn> turns = new EnumMap<>(Operation.class);

  Course(LatencyProfile profile, long seed) {
    this.profile = profile;
    this.cores = new Cores(profile.cores(), System.nanoTime());
    profile.operations().forEach((it, latency) -> turns.put(it, new Turn(it, latency, seed)));
  }

  LatencyProfile profile() {
    return profile;
  }

  /// Nobody waits any longer.
  void end() {
    ended.countDown();
  }

  void spend(Operation operation) throws InterruptedException {
    var turn = turns.get(operation);
    if (turn == null) {
      return;
    }
    var total = turn.next();
    turn.begin();
    try {
      pause(turn.latency.waiting(total).toNanos());
      work(turn.latency.slices(), turn.latency.slice(total).toNanos());
    } finally {
      turn.end();
    }
  }

  void roundTrips(int number) throws InterruptedException {
    pause(Math.round(number * profile.registry().roundTripMillis() * NANOS_PER_MILLI));
  }

  /// Waits until so many bytes could have come since the start.
  void awaitDownload(long start, long bytes) throws InterruptedException {
    long due = nanos(bytes, profile.registry().downloadBytesPerSecond());
    pause(due - (System.nanoTime() - start));
  }

  void inflate(long bytes) throws InterruptedException {
    workFor(bytes, profile.registry().inflatedBytesPerSecond());
  }

  void upload(long bytes) throws InterruptedException {
    workFor(bytes, profile.registry().uploadBytesPerSecond());
  }

  private void workFor(long bytes, double bytesPerSecond) throws InterruptedException {
    if (bytesPerSecond > 0) {
      work(1, nanos(bytes, bytesPerSecond));
    }
  }

  private void work(int slices, long nanos) throws InterruptedException {
    long now = System.nanoTime();
    pause(cores.lend(now, slices, nanos) - now);
  }

  private void pause(long nanos) throws InterruptedException {
    if (nanos > 0) {
      ended.await(nanos, TimeUnit.NANOSECONDS);
    }
  }

  private static long nanos(long bytes, double bytesPerSecond) {
    return bytesPerSecond == 0 ? 0 : Math.round(bytes * NANOS_PER_SECOND / bytesPerSecond);
  }

  /// Whose turn it is, and how long it takes.
  private static final class Turn {
    private static final int ANY = Integer.MAX_VALUE;

    private final OperationLatency latency;
    private final SplittableRandom random;
    private final Semaphore places;

    Turn(Operation operation, OperationLatency latency, long seed) {
      this.latency = latency;
      this.random = new SplittableRandom(31 * seed + operation.label().hashCode());
      this.places = new Semaphore(latency.atOnce() == 0 ? ANY : latency.atOnce(), true);
    }

    synchronized Duration next() {
      return latency.time().draw(random);
    }

    void begin() throws InterruptedException {
      places.acquire();
    }

    void end() {
      places.release();
    }
  }
}
