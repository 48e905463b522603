package dev.dyno.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// The benchmark's own threads. JMH names them so, in every version from 1.32 to 1.37, and lets
/// them wait in a pool between iterations.
final class Workers {

  private Workers() {}

  /// Those that live.
  static List<Thread> alive() {
    Thread[] alive = new Thread[2 * Thread.activeCount() + 16];
    int count = Thread.enumerate(alive);
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      if (alive[i].getName().contains("-jmh-worker-")) {
        workers.add(alive[i]);
      }
    }
    return workers;
  }

  /// Wakes them for nothing, between iterations: they see that there is no work, and sleep on.
  static void wake() {
    alive().forEach(LockSupport::unpark);
  }
}
