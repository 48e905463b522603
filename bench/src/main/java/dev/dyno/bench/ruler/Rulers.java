package dev.dyno.bench.ruler;

import java.util.List;

/// Which rulers there are.
public final class Rulers {

  /// The one between two threads.
  public static final String HAND_OFF = name("scheduler");

  /// Full names of their benchmarks, in the order in which a gate runs them.
  public static final List<String> NAMES = List.of(name("core"), name("memory"), HAND_OFF);

  private Rulers() {}

  private static String name(String method) {
    return RulerBenchmark.class.getName() + "." + method;
  }
}
