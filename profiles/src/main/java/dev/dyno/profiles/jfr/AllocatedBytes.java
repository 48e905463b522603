package dev.dyno.profiles.jfr;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// How many bytes work allocates, over all threads of the JVM, virtual ones too. Byte exact, not
/// sampled; no recording runs meanwhile.
///
/// Two things can still move the figure. Once it is warm, the optimizing compiler (C2) leaves
/// allocations out: those that do not escape, and also, with `-XX:-DoEscapeAnalysis`, those whose
/// object nobody uses; the same work then reads 40 MB, 8 MB or 0. So the figure is a property of
/// the code only where C2 is off: in a fork with [#PINNED] it is an upper bound that every run
/// repeats. And a round can read too much, when another thread allocates, or too little: a thread
/// that ends at that moment is missing, in about one of 300 rounds. So the figure is the median of
/// 5 rounds, neither the least nor the greatest, and the rounds are shown with it.
///
/// @param rounds of each measured round, in order, 5
/// @param pinned whether C2 is off in this JVM
public record AllocatedBytes(List<Long> rounds, boolean pinned) {

  /// The JVM flag under which the figure can be asserted: `@InFork(jvm = AllocatedBytes.PINNED)`.
  public static final String PINNED = "-XX:TieredStopAtLevel=1";

  private static final int ROUNDS = 5;

  public AllocatedBytes {
    rounds = List.copyOf(rounds);
    if (rounds.isEmpty()) {
      throw new IllegalArgumentException("no round was measured");
    }
  }

  /// Measures work that can be repeated: once for nothing, then 5 rounds.
  public static <X extends Exception> AllocatedBytes of(Work<X> work) throws X {
    return of(() -> work, Work::run);
  }

  /// Measures work on a fresh subject each round, of which neither making nor, unless it is
  /// [AutoCloseable], ending it counts. Closing counts: what other threads still allocate for it
  /// belongs to the work.
  public static <S, X extends Exception> AllocatedBytes of(
      Supplier<? extends S> subject, Workload<S, X> work) throws X {
    var threads = threads();
    var rounds = new long[ROUNDS];
    round(threads, subject.get(), work);
    for (int i = 0; i < ROUNDS; i++) {
      rounds[i] = round(threads, subject.get(), work);
    }
    var measured = new AllocatedBytes(Arrays.stream(rounds).boxed().toList(), withoutC2());
    Watcher.now().ifPresent(each -> each.measured(measured));
    return measured;
  }

  private static <S, X extends Exception> long round(
      ThreadMXBean threads, S subject, Workload<S, X> work) throws X {
    long before = threads.getTotalThreadAllocatedBytes();
    work.runAndEnd(subject);
    return threads.getTotalThreadAllocatedBytes() - before;
  }

  private static ThreadMXBean threads() {
    if (ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads
        && threads.isThreadAllocatedMemorySupported()) {
      threads.setThreadAllocatedMemoryEnabled(true);
      return threads;
    }
    throw new IllegalStateException("this JVM does not count allocated bytes: use HotSpot");
  }

  private static boolean withoutC2() {
    var flags = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    return Integer.parseInt(flags.getVMOption("TieredStopAtLevel").getValue()) < 4;
  }

  /// The figure: the median round.
  public long bytes() {
    return rounds.stream().sorted().skip(rounds.size() / 2).findFirst().orElseThrow();
  }

  @Override
  public String toString() {
    return "%,d bytes (rounds: %s; C2 %s)"
        .formatted(
            bytes(),
            String.join(
                ", ",
                IntStream.range(0, rounds.size())
                    .mapToObj(i -> "%,d".formatted(rounds.get(i)))
                    .toList()),
            pinned ? "off" : "on");
  }
}
