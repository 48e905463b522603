package dev.dyno.bench.trial;

import dev.dyno.bench.machine.Affinity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/// Where the turns of a fork start: on one core, which is the other fork's as well.
///
/// Two forks that sleep and wake each keep a core of their own, and the cores of a shared machine
/// are not equally fast at the same moment: then neighbouring turns have nothing in common, and
/// what one core suffers reads as a difference of the code. So the benchmark's thread is put on the
/// pair's core while it sleeps, before its turn, and is free again as soon as it runs: nothing is
/// pinned, a thread that it starts inherits nothing, and the scheduler may move it. A benchmark of
/// several threads, one that chose its CPUs itself, a machine with one core, and systems other than
/// Linux are left alone.
///
/// Confined to the thread that runs the pair.
final class Start {

  private static final int KEPT = 15;

  /// Wherever the scheduler has it.
  static final Start ANYWHERE = new Start();

  private static final long LOOK_NANOS = 100_000;
  private static final int MOST_LOOKS = 50;

  private final long pid;
  private final String name;
  private final BitSet all;
  private final BitSet core = new BitSet();
  private Set<Long> threads = Set.of();
  private Optional<Long> worker = Optional.empty();

  private Start() {
    this.pid = 0;
    this.name = "";
    this.all = new BitSet();
  }

  private Start(long pid, String name, int index) {
    this.pid = pid;
    this.name = name;
    this.all = Affinity.of(pid);
    int[] cpus = all.stream().toArray();
    if (cpus.length > 1) {
      core.set(cpus[index % cpus.length]);
    }
  }

  /// Of a fork.
  ///
  /// @param index of its pair, from 0; each takes the next core
  static Start of(Seat fork, int index) {
    return fork.worker().map(name -> new Start(fork.pid(), name, index)).orElse(ANYWHERE);
  }

  /// Whether the kernel may call the thread of this name so: it keeps 15 bytes, and some JVMs leave
  /// the middle out before.
  static boolean isShort(String comm, String name) {
    return name.length() <= KEPT
        ? comm.equals(name)
        : comm.equals(name.substring(0, KEPT))
            || comm.equals(name.substring(0, 7) + ".." + name.substring(name.length() - 6));
  }

  /// A turn, which the fork waits for.
  interface Go {
    void now() throws IOException;
  }

  /// Lets it go, from the core.
  void from(Go go) throws IOException {
    if (worker.isEmpty() || !Affinity.of(worker.get()).equals(all)) {
      go.now();
      return;
    }
    long thread = worker.get();
    long before = slices(thread);
    Affinity.set(thread, core);
    try {
      go.now();
      for (int look = 0; look < MOST_LOOKS && slices(thread) == before; look++) {
        LockSupport.parkNanos(LOOK_NANOS);
      }
    } finally {
      Affinity.set(thread, all);
    }
  }

  /// After a turn: frees a thread that was begun in the moment in which its starter was held, and
  /// looks for the benchmark's own, which is there from the first turn on.
  void over() {
    if (core.isEmpty()) {
      return;
    }
    var now = threads();
    for (long thread : now) {
      if (!threads.contains(thread) && Affinity.of(thread).equals(core)) {
        Affinity.set(thread, all);
      }
    }
    if (worker.isEmpty()) {
      var workers = now.stream().filter(this::isWorker).toList();
      worker = workers.size() == 1 ? Optional.of(workers.getFirst()) : Optional.empty();
    }
    threads = now;
  }

  private Set<Long> threads() {
    var numbers = new HashSet<Long>();
    try (var each = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
      each.forEach(thread -> numbers.add(Long.parseLong(thread.getFileName().toString())));
    } catch (IOException gone) {
      return numbers;
    }
    return numbers;
  }

  private boolean isWorker(long thread) {
    return isShort(read(thread, "comm").strip(), name);
  }

  /// How often it came onto a core; 0 where the kernel does not count that.
  private long slices(long thread) {
    var fields = read(thread, "schedstat").strip().split(" ", -1);
    return fields.length == 3 ? Long.parseLong(fields[2]) : 0;
  }

  private String read(long thread, String file) {
    try {
      return Files.readString(Path.of("/proc/%d/task/%d/%s".formatted(pid, thread, file)));
    } catch (IOException gone) {
      return "";
    }
  }
}
