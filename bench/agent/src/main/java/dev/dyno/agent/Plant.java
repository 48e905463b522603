package dev.dyno.agent;

/// When a benchmark's call is to be done twice. JMH's generated stubs are made to ask by Dyno
/// when it proves itself; nothing else does.
///
/// Each thread counts for itself, so that threads do not meet in a counter, and over all its
/// iterations, so that short ones get their share, too.
public final class Plant {

  /// The system property that says every how many calls; 0, or nothing, for never.
  public static final String EVERY = "dyno.plant.every";

  private static final ThreadLocal<long[]> MINE =
      ThreadLocal.withInitial(
          () -> {
            long every = Long.getLong(EVERY, 0);
            return new long[] {every, every};
          });

  private Plant() {}

  /// This thread's count: calls until the next double one, and what that starts again from. Counts
  /// below 0 when none is planted.
  public static long[] mine() {
    return MINE.get();
  }
}
