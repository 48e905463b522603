package dev.dyno.bench.cli;

import java.util.ArrayList;
import java.util.List;

/// Threads that do nothing but use a core each, so that a machine can be measured as a loaded one.
/// They end when it is closed.
final class BusyLoops implements AutoCloseable {

  private final List<Thread> threads = new ArrayList<>();

  private BusyLoops() {}

  static BusyLoops start(int count) {
    var loops = new BusyLoops();
    for (int i = 0; i < count; i++) {
      loops.threads.add(Thread.ofPlatform().daemon().name("busy-loop-" + i).start(BusyLoops::spin));
    }
    return loops;
  }

  private static void spin() {
    long value = 1;
    while (!Thread.currentThread().isInterrupted() || value == 0) {
      value = value * 0x5851f42d4c957f2dL + 1;
    }
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
    boolean interrupted = false;
    for (var thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException asked) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
