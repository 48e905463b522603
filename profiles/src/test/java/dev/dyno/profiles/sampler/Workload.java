package dev.dyno.profiles.sampler;

import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A program whose methods each do one thing, so many times, for samplers to see.
final class Workload {

  @SuppressWarnings("UnusedVariable") // keeps the JIT from leaving work out
  private static volatile @Nullable Object sink;

  private static final Object LOCK = new Object();

  private Workload() {}

  /// @param words names of methods, each behind the number of times it is to run: `100 spin`
  static void main(String[] words) throws InterruptedException {
    for (int i = 0; i < words.length; i += 2) {
      int times = Integer.parseInt(words[i]);
      for (int done = 0; done < times; done++) {
        run(words[i + 1]);
      }
    }
  }

  private static void run(String what) throws InterruptedException {
    switch (what) {
      case "spin" -> sink = spin();
      case "whirl" -> sink = whirl();
      case "allocate" -> allocate();
      case "contend" -> contend();
      case "doze" -> doze();
      default -> throw new IllegalArgumentException(what);
    }
  }

  /// About a millisecond.
  private static double spin() {
    double sum = 0;
    for (int i = 1; i < 400_000; i++) {
      sum += Math.sqrt(i) / i;
    }
    return sum;
  }

  /// The same by another name.
  private static double whirl() {
    double sum = 0;
    for (int i = 1; i < 400_000; i++) {
      sum += Math.sqrt(i) / i;
    }
    return sum;
  }

  /// 1 MB.
  private static void allocate() {
    for (int i = 0; i < 100; i++) {
      sink = new byte[10_000];
    }
  }

  /// Two threads that want one lock at the same time.
  private static void contend() throws InterruptedException {
    var entering = new CountDownLatch(1);
    var waiter =
        new Thread(
            () -> {
              entering.countDown();
              enter();
            });
    synchronized (LOCK) {
      waiter.start();
      entering.await();
      while (waiter.getState() != Thread.State.BLOCKED) {
        Thread.onSpinWait();
      }
      LockSupport.parkNanos(2_000_000);
    }
    waiter.join();
  }

  private static void enter() {
    synchronized (LOCK) {
      sink = new ArrayList<>();
    }
  }

  /// 10 ms.
  private static void doze() {
    LockSupport.parkNanos(10_000_000);
  }
}
