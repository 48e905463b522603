package dev.dyno.agent;

import java.lang.management.CompilationMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the JVM itself counts. What it cannot tell reads -1.
final class Meters {

  /// Of these, the control thread's own calls cost some hundred bytes a turn.
  private final java.lang.management.ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  private final OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
  private final @Nullable CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();

  /// `getTotalThreadAllocatedBytes`, which counts virtual threads and ended ones, is there since
  /// JDK 21.
  private final @Nullable Method total = totalAllocated();

  private final Waits waits = new Waits();

  private final TickedCpu ticked = new TickedCpu();

  Reading read() {
    long wall = System.nanoTime();
    long allocated = allocated(); // before what allocates here
    List<Thread> workers = Workers.alive();
    return new Reading(
        wall,
        cpu(workers),
        waits.nanos(workers),
        processCpu(),
        controlCpu(),
        allocated,
        collections(),
        collectionMillis(),
        compiler == null ? -1 : compiler.getTotalCompilationTime());
  }

  /// What has risen since. The JVM's CPU time is without that of the calling thread, which is JMH's
  /// own and hands a turn to the benchmark's. Where a thread's is not told, nothing is taken off.
  Reading since(Reading earlier) {
    return read().minus(earlier, ticked);
  }

  private long cpu(List<Thread> workers) {
    if (!threads.isThreadCpuTimeEnabled()) {
      return -1;
    }
    long nanos = 0;
    for (Thread worker : workers) {
      nanos += Math.max(0, threads.getThreadCpuTime(id(worker)));
    }
    return nanos;
  }

  @SuppressWarnings("deprecation") // threadId() came with JDK 19, and this runs on 11
  private static long id(Thread thread) {
    return thread.getId();
  }

  private long processCpu() {
    return system instanceof com.sun.management.OperatingSystemMXBean
        ? ((com.sun.management.OperatingSystemMXBean) system).getProcessCpuTime()
        : -1;
  }

  private long controlCpu() {
    return threads.isThreadCpuTimeEnabled() ? threads.getCurrentThreadCpuTime() : -1;
  }

  private long allocated() {
    if (total != null) {
      try {
        return (Long) total.invoke(threads);
      } catch (ReflectiveOperationException unsupported) {
        return -1;
      }
    }
    if (!(threads instanceof com.sun.management.ThreadMXBean)) {
      return -1;
    }
    long bytes = 0;
    for (long each :
        ((com.sun.management.ThreadMXBean) threads)
            .getThreadAllocatedBytes(threads.getAllThreadIds())) {
      bytes += Math.max(0, each);
    }
    return bytes;
  }

  private static long collections() {
    long count = 0;
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      count += Math.max(0, collector.getCollectionCount());
    }
    return count;
  }

  private static long collectionMillis() {
    long millis = 0;
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      millis += Math.max(0, collector.getCollectionTime());
    }
    return millis;
  }

  private static @Nullable Method totalAllocated() {
    try {
      return com.sun.management.ThreadMXBean.class.getMethod("getTotalThreadAllocatedBytes");
    } catch (NoSuchMethodException older) {
      return null;
    }
  }

  /// All meters at one moment, or what they rose by.
  static final class Reading {

    static final Reading ZERO = new Reading(0, 0, 0, 0, 0, 0, 0, 0, 0);

    final long wallNanos;
    final long threadCpuNanos;
    final long waitedNanos;
    final long processCpuNanos;
    final long controlCpuNanos;
    final long allocatedBytes;
    final long gcCount;
    final long gcMillis;
    final long compileMillis;

    Reading(
        long wallNanos,
        long threadCpuNanos,
        long waitedNanos,
        long processCpuNanos,
        long controlCpuNanos,
        long allocatedBytes,
        long gcCount,
        long gcMillis,
        long compileMillis) {
      this.wallNanos = wallNanos;
      this.threadCpuNanos = threadCpuNanos;
      this.waitedNanos = waitedNanos;
      this.processCpuNanos = processCpuNanos;
      this.controlCpuNanos = controlCpuNanos;
      this.allocatedBytes = allocatedBytes;
      this.gcCount = gcCount;
      this.gcMillis = gcMillis;
      this.compileMillis = compileMillis;
    }

    private Reading minus(Reading earlier, TickedCpu ticked) {
      long process = rise(processCpuNanos, earlier.processCpuNanos);
      long control = rise(controlCpuNanos, earlier.controlCpuNanos);
      return new Reading(
          wallNanos - earlier.wallNanos,
          rise(threadCpuNanos, earlier.threadCpuNanos),
          Math.max(-1, rise(waitedNanos, earlier.waitedNanos)),
          process < 0 ? -1 : ticked.without(process, Math.max(0, control)),
          control,
          rise(allocatedBytes, earlier.allocatedBytes),
          rise(gcCount, earlier.gcCount),
          rise(gcMillis, earlier.gcMillis),
          rise(compileMillis, earlier.compileMillis));
    }

    private static long rise(long now, long earlier) {
      return now < 0 || earlier < 0 ? -1 : now - earlier;
    }
  }
}
