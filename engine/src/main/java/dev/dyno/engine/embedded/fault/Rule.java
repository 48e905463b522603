package dev.dyno.engine.embedded.fault;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/// A fault that is on, from then until it is switched off for good. Safe for threads.
final class Rule {
  private final Fault fault;
  private final Optional<Pattern> path;
  private final Optional<Pattern> image;
  private final SplittableRandom chance;
  private final SplittableRandom times;
  private final Throttle throttle;
  private final CountDownLatch off = new CountDownLatch(1);
  private long met;
  private long struck;
  private long bytesStored;

  Rule(Fault fault) {
    this.fault = fault;
    this.path = fault.which().path().map(it -> Which.compiled("path", it));
    this.image = fault.which().image().map(it -> Which.compiled("image", it));
    this.chance =
        new SplittableRandom(fault.often() instanceof Often.Chance(_, var seed) ? seed : 0);
    this.times = new SplittableRandom(fault.what() instanceof What.Latency(_, var seed) ? seed : 0);
    this.throttle = new Throttle(this);
  }

  Fault fault() {
    return fault;
  }

  Throttle throttle() {
    return throttle;
  }

  /// Whether the fault may strike such a request.
  boolean selects(Subject subject) {
    var operations = fault.which().operations();
    return (operations.isEmpty() || operations.contains(subject.operation()))
        && path.map(it -> it.matcher(subject.path()).matches()).orElse(true)
        && image
            .map(it -> subject.image().filter(name -> it.matcher(name).matches()).isPresent())
            .orElse(true);
  }

  /// The fault could strike now; says whether it does, and counts.
  synchronized boolean strikes() {
    if (isOff()) {
      return false;
    }
    met++;
    var strikes =
        switch (fault.often()) {
          case Often.Always _ -> true;
          case Often.First(var n) -> met <= n;
          case Often.Every(var n) -> met % n == 0;
          case Often.Chance(var probability, _) -> chance.nextDouble() < probability;
        };
    if (strikes) {
      struck++;
    }
    return strikes;
  }

  synchronized Strikes strikesSoFar() {
    return new Strikes(fault.name(), met, struck);
  }

  /// The next time of a latency.
  synchronized Duration draw(What.Latency latency) {
    return latency.time().draw(times);
  }

  /// Bytes stored since the fault is on, with these.
  synchronized long stored(int bytes) {
    bytesStored += bytes;
    return bytesStored;
  }

  /// Waits for so long, or until the fault is switched off.
  ///
  /// @return whether it is off
  boolean pause(Duration time) throws InterruptedException {
    return off.await(time.toNanos(), TimeUnit.NANOSECONDS);
  }

  boolean isOff() {
    return off.getCount() == 0;
  }

  void switchOff() {
    off.countDown();
  }
}
