package dev.dyno.bench.machine;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.BitSet;
import java.util.Locale;

/// Which CPUs a thread may run on, `sched_setaffinity(2)`; on Linux alone, elsewhere it does
/// nothing.
public final class Affinity {

  /// Of glibc's `cpu_set_t`: 1,024 CPUs.
  private static final int BYTES = 128;

  private static final boolean LINUX =
      System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");

  private Affinity() {}

  /// The two calls; bound when first used, so that no other system looks for them.
  private static final class Calls {
    static final MethodHandle GET = bound("sched_getaffinity");
    static final MethodHandle SET = bound("sched_setaffinity");

    @SuppressWarnings("restricted") // granted where this program is started
    private static MethodHandle bound(String name) {
      var linker = Linker.nativeLinker();
      return linker.downcallHandle(
          linker.defaultLookup().findOrThrow(name),
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_INT,
              ValueLayout.JAVA_LONG,
              ValueLayout.ADDRESS));
    }
  }

  /// The CPUs that a thread may run on, by number.
  ///
  /// @param thread number of the system's, such as a process's own for its first one
  /// @return none when there is no such thread, or the system does not tell
  public static BitSet of(long thread) {
    if (!LINUX) {
      return new BitSet();
    }
    try (var arena = Arena.ofConfined()) {
      var mask = arena.allocate(BYTES);
      int got = (int) Calls.GET.invokeExact((int) thread, (long) BYTES, mask);
      return got < 0
          ? new BitSet()
          : BitSet.valueOf(mask.asByteBuffer().order(java.nio.ByteOrder.nativeOrder()));
    } catch (Throwable refused) {
      throw new IllegalStateException("sched_getaffinity cannot be called", refused);
    }
  }

  /// Lets a thread run on these CPUs and no others.
  ///
  /// @return whether it was there, and may be told
  public static boolean set(long thread, BitSet cpus) {
    if (!LINUX) {
      return false;
    }
    try (var arena = Arena.ofConfined()) {
      var mask = arena.allocate(BYTES);
      byte[] bits = cpus.toByteArray();
      MemorySegment.copy(bits, 0, mask, ValueLayout.JAVA_BYTE, 0, bits.length);
      return (int) Calls.SET.invokeExact((int) thread, (long) BYTES, mask) == 0;
    } catch (Throwable refused) {
      throw new IllegalStateException("sched_setaffinity cannot be called", refused);
    }
  }
}
