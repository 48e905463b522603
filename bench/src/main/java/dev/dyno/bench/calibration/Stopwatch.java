package dev.dyno.bench.calibration;

import dev.dyno.engine.runtime.RuntimeFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Takes times on one daemon, for one thread. What fails is not taken down.
final class Stopwatch {

  private static final double NANOS_PER_MILLI = 1e6;

  private final Map<Timed, List<Double>> taken = new HashMap<>();

  /// What is timed.
  @FunctionalInterface
  interface Work<T> {
    T run() throws RuntimeFailure, IOException, InterruptedException;
  }

  /// What is timed, and gives nothing.
  @FunctionalInterface
  interface Step {
    void run() throws RuntimeFailure, IOException, InterruptedException;
  }

  <T> T get(Timed what, Work<T> work) throws RuntimeFailure, IOException, InterruptedException {
    long start = System.nanoTime();
    var result = work.run();
    note(what, (System.nanoTime() - start) / NANOS_PER_MILLI);
    return result;
  }

  /// Takes down a time that is known.
  void note(Timed what, double millis) {
    taken.computeIfAbsent(what, _ -> new ArrayList<>()).add(millis);
  }

  void time(Timed what, Step step) throws RuntimeFailure, IOException, InterruptedException {
    get(
        what,
        () -> {
          step.run();
          return what;
        });
  }

  /// Forgets all: what came before was for warming up.
  void reset() {
    taken.clear();
  }

  /// All times of this, in ms, in the order they were taken; none when it never succeeded.
  double[] of(Timed what) {
    return taken.getOrDefault(what, List.of()).stream().mapToDouble(Double::doubleValue).toArray();
  }
}
