package dev.dyno.bench.machine;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.BitSet;
import java.util.Locale;
import java.util.Optional;

/// Which CPUs a thread may run on, `sched_setaffinity(2)`. Where the system is not Linux, or does
/// not let itself be called, it tells nothing and does nothing.
public final class Affinity {

  /// Of glibc's `cpu_set_t`: 1,024 CPUs.
  private static final int WORDS = 16;

  private static final Optional<Affinity> SYSTEM = bound();

  private final MethodHandle get;
  private final MethodHandle set;

  private Affinity(MethodHandle get, MethodHandle set) {
    this.get = get;
    this.set = set;
  }

  private static Optional<Affinity> bound() {
    if (!System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux")) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Affinity(call("sched_getaffinity"), call("sched_setaffinity")));
    } catch (RuntimeException | LinkageError refused) {
      return Optional.empty();
    }
  }

  @SuppressWarnings("restricted") // granted where this program is started
  private static MethodHandle call(String name) {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_LONG,
            ValueLayout.ADDRESS));
  }

  /// The CPUs that a thread may run on, by number.
  ///
  /// @param thread its number in the system; a process's own is that of its first one
  /// @return none when there is no such thread, or the system does not tell
  public static BitSet of(long thread) {
    return SYSTEM.map(system -> system.get(thread)).orElseGet(BitSet::new);
  }

  /// Lets a thread run on these CPUs and no others.
  ///
  /// @param cpus by number, 0 to 1,023; at least one that there is
  /// @return whether it does from now on
  public static boolean set(long thread, BitSet cpus) {
    return SYSTEM.map(system -> system.set(thread, cpus.toLongArray())).orElse(false);
  }

  private BitSet get(long thread) {
    try (var arena = Arena.ofConfined()) {
      var mask = arena.allocate(ValueLayout.JAVA_LONG, WORDS);
      int got = (int) get.invokeExact((int) thread, mask.byteSize(), mask);
      return got < 0 ? new BitSet() : BitSet.valueOf(mask.toArray(ValueLayout.JAVA_LONG));
    } catch (Throwable refused) {
      throw new IllegalStateException("sched_getaffinity cannot be called", refused);
    }
  }

  private boolean set(long thread, long[] words) {
    try (var arena = Arena.ofConfined()) {
      var mask = arena.allocate(ValueLayout.JAVA_LONG, WORDS);
      MemorySegment.copy(words, 0, mask, ValueLayout.JAVA_LONG, 0, words.length);
      return (int) set.invokeExact((int) thread, mask.byteSize(), mask) == 0;
    } catch (Throwable refused) {
      throw new IllegalStateException("sched_setaffinity cannot be called", refused);
    }
  }
}
