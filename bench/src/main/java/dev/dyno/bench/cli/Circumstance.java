package dev.dyno.bench.cli;

import dev.dyno.reports.measurement.TurnOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/// Something that may change the noise floor, and that `dyno doctor --try` can bring about and take
/// away again.
///
/// @param name for people
/// @param check the finding that it tells about
/// @param flags of both forks
/// @param order how the two forks share the machine
/// @param loops busy ones beside them
record Circumstance(String name, String check, List<String> flags, TurnOrder order, int loops) {

  private static final List<String> HEAP = List.of("-Xms256m", "-Xmx256m", "-XX:+UseSerialGC");

  /// What all others are compared with: turns, a heap of fixed size, nothing beside.
  static Circumstance usual() {
    return new Circumstance("as it is", "", HEAP, TurnOrder.TURNS, 0);
  }

  /// All that needs no rights and is over when it ends.
  ///
  /// @param cores of the machine: as many loops keep all of them busy
  static List<Circumstance> all(int cores) {
    return List.of(
        new Circumstance(
            "a busy loop a core beside", "other processes", HEAP, TurnOrder.TURNS, cores),
        new Circumstance(
            "heap touched before (-XX:+AlwaysPreTouch)",
            "memory",
            plus("-XX:+AlwaysPreTouch"),
            TurnOrder.TURNS,
            0),
        new Circumstance(
            "heap in huge pages (-XX:+UseTransparentHugePages)",
            "transparent huge pages",
            plus("-XX:+UseTransparentHugePages"),
            TurnOrder.TURNS,
            0),
        new Circumstance(
            "JVM on one core (-XX:ActiveProcessorCount=1)",
            "cores",
            plus("-XX:ActiveProcessorCount=1"),
            TurnOrder.TURNS,
            0),
        new Circumstance("forks one after the other", "turns", HEAP, TurnOrder.FORKS, 0));
  }

  private static List<String> plus(String flag) {
    var flags = new ArrayList<>(HEAP);
    flags.add(flag);
    return flags;
  }

  /// Brings it about.
  ///
  /// @return ends it
  Loops begin() {
    return new Loops(loops);
  }

  /// Threads that do nothing, as fast as they can, until they are closed.
  static final class Loops implements AutoCloseable {
    private final List<Thread> threads;
    private final CountDownLatch end = new CountDownLatch(1);

    private Loops(int count) {
      threads =
          IntStream.range(0, count)
              .mapToObj(i -> Thread.ofPlatform().daemon().name("dyno-busy-" + i).start(this::spin))
              .toList();
    }

    private void spin() {
      while (end.getCount() > 0) {
        Thread.onSpinWait();
      }
    }

    @Override
    public void close() {
      end.countDown();
      for (var thread : threads) {
        try {
          thread.join();
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt(); // a daemon thread that ends by itself
        }
      }
    }
  }
}
