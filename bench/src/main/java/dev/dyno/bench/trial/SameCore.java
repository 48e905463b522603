package dev.dyno.bench.trial;

import dev.dyno.agent.KernelName;
import dev.dyno.bench.machine.Affinity;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// Brings the benchmark's own thread of either fork of a pair to one core before its turns, so that
/// neighbouring turns have in common what that core is like at the moment (CONTRIBUTING.md, "One
/// core a pair").
///
/// Before a turn, while the fork waits, its thread may run on the pair's core alone, is woken for
/// nothing, and is free again before the turn begins. So it sleeps where it shall wake; no code of
/// a benchmark ever runs while a thread is held, nothing is pinned, nothing inherits anything, and
/// the scheduler may move it when it will. JMH's control thread is brought to another core in the
/// same way: a thread that is woken from the core on which it slept may be moved off it.
///
/// Both sides are brought or neither is. Left alone are benchmarks of several threads, threads that
/// chose their cores themselves, machines with one core, kernels that do not tell, and systems
/// other than Linux.
///
/// Confined to the thread that runs the pair.
///
/// @param forks both, or none
/// @param all cores that their threads may use
/// @param core the pair's
/// @param other one that is not
record SameCore(List<Threads> forks, BitSet all, BitSet core, BitSet other) {

  /// Brings nobody anywhere.
  static final SameCore NONE = new SameCore(List.of(), new BitSet(), new BitSet(), new BitSet());

  /// Between two looks whether a thread was woken.
  private static final long LOOK_NANOS = 50_000;

  /// Then the turn begins all the same.
  private static final int MOST_LOOKS = 100;

  /// What a fork says of its threads.
  ///
  /// @param pid its process
  /// @param control the system's number of JMH's control thread
  /// @param name of the benchmark's own thread
  record Crew(long pid, long control, String name) {}

  /// Wakes the benchmark's own thread for nothing.
  interface Waking {
    void wake() throws IOException;
  }

  /// Of both forks of a pair, each of which has had a turn, so that its threads are there.
  ///
  /// @param index of the pair, from 0: each takes the next core
  static SameCore of(Optional<Crew> baseline, Optional<Crew> candidate, int index) {
    var forks =
        Stream.of(baseline, candidate)
            .flatMap(Optional::stream)
            .flatMap(crew -> Threads.of(crew).stream())
            .toList();
    if (forks.size() < 2) {
      return NONE;
    }
    var all = Affinity.of(forks.getFirst().worker());
    int[] cpus = all.stream().toArray();
    return cpus.length > 1 && forks.stream().allMatch(fork -> fork.mayUse(all))
        ? new SameCore(forks, all, one(cpus, index), one(cpus, index + 1))
        : NONE;
  }

  private static BitSet one(int[] cpus, int index) {
    var one = new BitSet();
    one.set(cpus[index % cpus.length]);
    return one;
  }

  /// Whether it brings anybody anywhere.
  boolean brings() {
    return !forks.isEmpty();
  }

  /// Brings the threads of a fork that waits for its turn.
  ///
  /// @throws IOException when they cannot be woken, so that the fork is lost
  void bring(long pid, Waking waking) throws IOException {
    for (var fork : forks) {
      if (fork.pid() == pid && fork.mayUse(all)) {
        bring(fork, waking);
      }
    }
  }

  private void bring(Threads fork, Waking waking) throws IOException {
    long before = fork.runs();
    Affinity.set(fork.worker(), core);
    Affinity.set(fork.control(), other);
    try {
      waking.wake();
      for (int look = 0; look < MOST_LOOKS && fork.runs() == before; look++) {
        LockSupport.parkNanos(LOOK_NANOS);
      }
    } finally {
      Affinity.set(fork.worker(), all);
      Affinity.set(fork.control(), all);
    }
  }

  /// The system's numbers of a fork's threads.
  ///
  /// @param worker the benchmark's own thread
  record Threads(long pid, long control, long worker) {

    /// Where exactly one thread may have the worker's name, and the kernel counts how often it ran.
    static Optional<Threads> of(Crew crew) {
      var workers = new ArrayList<Threads>();
      try (var each = Files.newDirectoryStream(Path.of("/proc/" + crew.pid() + "/task"))) {
        for (var thread : each) {
          if (KernelName.isShort(read(thread.resolve("comm")).strip(), crew.name())) {
            long number = Long.parseLong(thread.getFileName().toString());
            workers.add(new Threads(crew.pid(), crew.control(), number));
          }
        }
      } catch (IOException | DirectoryIteratorException gone) {
        return Optional.empty();
      }
      return workers.size() == 1 && workers.getFirst().runs() > 0
          ? Optional.of(workers.getFirst())
          : Optional.empty();
    }

    boolean mayUse(BitSet cpus) {
      return Affinity.of(worker).equals(cpus) && Affinity.of(control).equals(cpus);
    }

    /// How often the worker came onto a core; 0 where the kernel does not count that.
    long runs() {
      var fields =
          read(Path.of("/proc/%d/task/%d/schedstat".formatted(pid, worker))).strip().split(" ", -1);
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
}
