package dev.dyno.bench.trial;

import dev.dyno.bench.machine.Affinity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;

/// Brings the benchmark's own thread of either fork of a pair to one core before its turns.
///
/// Threads that sleep and wake keep their core, so that two forks that take turns sit on one each;
/// and the cores of a shared machine are not equally fast at the same moment. Then neighbouring
/// turns have nothing in common, and what one core suffers reads as a difference of the code.
///
/// Before a turn, while the fork waits, its thread may run on the pair's core alone, is woken for
/// nothing, and is free again before the turn begins. So it sleeps where it shall wake; no code of
/// a benchmark ever runs while a thread is held, nothing is pinned, nothing inherits anything, and
/// the scheduler may move it when it will. JMH's control thread is brought to another core in the
/// same way, since a thread that is woken from its own core is moved off it.
///
/// Both sides are brought or neither is. Left alone are benchmarks of several threads, threads that
/// chose their cores themselves, machines with one core, kernels that do not tell, and systems
/// other than Linux.
///
/// Confined to the thread that runs the pair.
final class SameCore {

  /// Bytes that the kernel keeps of a thread's name.
  private static final int KEPT = 15;

  /// Between two looks whether a thread was woken.
  private static final long LOOK_NANOS = 50_000;

  /// That never happen when it is woken at once, as it is.
  private static final int MOST_LOOKS = 100;

  /// Of a fork.
  ///
  /// @param pid its process
  /// @param control number of JMH's control thread
  /// @param name of the benchmark's own thread
  record Crew(long pid, long control, String name) {}

  /// The numbers of a fork's threads.
  private record Found(Crew crew, long worker) {}

  /// Wakes the benchmark's own thread for nothing.
  interface Waking {
    void wake() throws IOException;
  }

  private final List<Crew> crews;
  private final int index;
  private final BitSet all = new BitSet();
  private final BitSet core = new BitSet();
  private final BitSet other = new BitSet();
  private Optional<Map<Crew, Found>> found = Optional.empty();

  private SameCore(List<Crew> crews, int index) {
    this.crews = crews;
    this.index = index;
  }

  /// Of both forks of a pair, none of which has run yet.
  ///
  /// @param crews one of each fork that has one
  /// @param index of the pair, from 0: each takes the next core
  static SameCore of(List<Crew> crews, int index) {
    return new SameCore(List.copyOf(crews), index);
  }

  /// Brings a fork's thread there, which waits for its second turn or a later one, as the other
  /// fork does.
  ///
  /// @throws IOException when it cannot be woken, so that the fork is lost
  void bring(Crew crew, Waking waking) throws IOException {
    if (found.isEmpty()) {
      found = Optional.of(find());
    }
    var threads = found.get().get(crew);
    if (threads == null || !Affinity.of(threads.worker).equals(all)) {
      return;
    }
    long before = slices(threads);
    Affinity.set(threads.worker, core);
    Affinity.set(crew.control, other);
    try {
      waking.wake();
      for (int look = 0; look < MOST_LOOKS && slices(threads) == before; look++) {
        LockSupport.parkNanos(LOOK_NANOS);
      }
    } finally {
      Affinity.set(threads.worker, all);
      Affinity.set(crew.control, all);
    }
  }

  private Map<Crew, Found> find() {
    var both = new HashMap<Crew, Found>();
    for (var crew : crews) {
      var worker = worker(crew);
      if (worker.isPresent()) {
        both.put(crew, new Found(crew, worker.getAsLong()));
      }
    }
    return both.size() == 2 && choose(both) ? both : Map.of();
  }

  /// Takes the cores that both may use; whether there are two, and one is there to wait.
  private boolean choose(Map<Crew, Found> both) {
    for (var each : both.values()) {
      var own = Affinity.of(each.worker);
      if (!own.equals(Affinity.of(each.crew.control)) || slices(each) == 0) {
        return false;
      }
      if (!all.isEmpty() && !all.equals(own)) {
        return false;
      }
      all.or(own);
    }
    int[] cpus = all.stream().toArray();
    if (cpus.length < 2) {
      return false;
    }
    core.set(cpus[index % cpus.length]);
    other.set(cpus[(index + 1) % cpus.length]);
    return true;
  }

  /// The only thread that may have the name.
  private static OptionalLong worker(Crew crew) {
    var numbers = new ArrayList<Long>();
    try (var threads = Files.newDirectoryStream(Path.of("/proc/" + crew.pid + "/task"))) {
      for (var thread : threads) {
        if (isShort(read(thread.resolve("comm")).strip(), crew.name)) {
          numbers.add(Long.parseLong(thread.getFileName().toString()));
        }
      }
    } catch (IOException | DirectoryIteratorException gone) {
      return OptionalLong.empty();
    }
    return numbers.size() == 1 ? OptionalLong.of(numbers.getFirst()) : OptionalLong.empty();
  }

  /// Whether the kernel may call the thread of this name so: it keeps 15 bytes, and some JVMs leave
  /// the middle out before.
  static boolean isShort(String comm, String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= KEPT) {
      return comm.equals(name);
    }
    var shortened = new String(bytes, 0, 7, StandardCharsets.UTF_8) + "..";
    return comm.equals(new String(bytes, 0, KEPT, StandardCharsets.UTF_8))
        || comm.equals(shortened + new String(bytes, bytes.length - 6, 6, StandardCharsets.UTF_8));
  }

  /// How often it came onto a core; 0 where the kernel does not count that.
  private static long slices(Found threads) {
    var file = Path.of("/proc/%d/task/%d/schedstat".formatted(threads.crew.pid, threads.worker));
    var fields = read(file).strip().split(" ", -1);
    return fields.length == 3 ? Long.parseLong(fields[2]) : 0;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException gone) {
      return "";
    }
  }
}
