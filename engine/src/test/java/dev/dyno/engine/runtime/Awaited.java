package dev.dyno.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.engine.deadline.Deadline;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Something that another thread, or the kernel, does soon, and tells nobody.
final class Awaited {

  private Awaited() {}

  /// Looks until it is so; fails after 60 s.
  static void until(String what, BooleanSupplier so) {
    var deadline = Deadline.after(Duration.ofSeconds(60));
    while (!so.getAsBoolean()) {
      assertThat(deadline.passed()).as("in vain: " + what).isFalse();
      LockSupport.parkNanos(1_000_000);
    }
  }
}
