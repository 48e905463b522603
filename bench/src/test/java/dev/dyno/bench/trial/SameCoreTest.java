package dev.dyno.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.agent.KernelName;
import dev.dyno.bench.machine.Affinity;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Of real processes, on a machine with two cores or more, as CI's is.
class SameCoreTest {

  private static final String WORKER = "some.long.Benchmark.work-jmh-worker-1";
  private static final String ANOTHER = "some.long.Benchmark.work-jmh-worker-2";

  /// Its workers sleep, as JMH's do between iterations; each line wakes them for nothing.
  private static final String PROGRAM =
      """
      import java.nio.file.*;
      import java.util.*;
      import java.util.concurrent.*;
      import java.util.concurrent.locks.LockSupport;
      class Sleeping {
        public static void main(String[] names) throws Exception {
          var named = new CountDownLatch(names.length);
          var workers = new ArrayList<Thread>();
          for (var name : names) {
            var worker = new Thread(() -> sleep(named), name);
            worker.setDaemon(true);
            worker.start();
            workers.add(worker);
          }
          named.await();
          System.out.println(
              "control " + Files.readSymbolicLink(Path.of("/proc/thread-self")).getFileName());
          while (System.in.read() >= 0) {
            workers.forEach(LockSupport::unpark);
            System.out.println("woken");
          }
        }
        static void sleep(CountDownLatch named) {
          named.countDown();
          while (true) {
            LockSupport.park();
          }
        }
      }
      """;

  @TempDir Path folder;
  private final List<Sleeper> started = new ArrayList<>();

  /// A process that runs.
  private record Sleeper(Process process, BufferedReader out, SameCore.Crew crew) {

    long worker() throws IOException {
      return thread(process, "some.long.Bench");
    }

    void wake() throws IOException {
      process.outputWriter().write("\n");
      process.outputWriter().flush();
      assertThat(out.readLine()).isEqualTo("woken");
    }
  }

  @AfterEach
  void end() {
    started.forEach(each -> each.process().destroyForcibly());
  }

  @Test
  void both_sleep_on_the_core_of_their_pair_and_are_free_again() throws Exception {
    var first = sleeper(WORKER);
    var second = sleeper(WORKER);
    var all = Affinity.of(first.worker());
    var cpus = all.stream().toArray();
    assertThat(cpus).hasSizeGreaterThan(1);

    for (int index = 0; index < 3; index++) {
      var pair = pair(first, second, index);
      for (var each : List.of(first, second, first)) {
        var held = new ArrayList<BitSet>();
        pair.bring(
            each.crew().pid(),
            () -> {
              held.add(Affinity.of(each.worker()));
              held.add(Affinity.of(each.crew().control()));
              each.wake();
            });

        assertThat(held)
            .containsExactly(one(cpus[index % cpus.length]), one(cpus[(index + 1) % cpus.length]));
        assertThat(sleepsOn(each)).isEqualTo(cpus[index % cpus.length]);
        assertThat(Affinity.of(each.worker())).isEqualTo(all);
        assertThat(Affinity.of(each.crew().control())).isEqualTo(all);
      }
    }
  }

  @Test
  void where_one_side_has_several_such_threads_or_none_neither_is_brought() throws Exception {
    var single = sleeper(WORKER);
    var several = sleeper(WORKER, ANOTHER);

    leftAlone(pair(single, several, 0), single);
    leftAlone(SameCore.of(Optional.of(single.crew()), Optional.empty(), 0), single);
  }

  @Test
  void who_chose_its_cores_keeps_them() throws Exception {
    var free = sleeper(WORKER);
    var choosing = sleeper(WORKER);
    var own = one(Affinity.of(choosing.worker()).length() - 1);
    assertThat(Affinity.set(choosing.worker(), own)).isTrue();

    leftAlone(pair(free, choosing, 0), free);
    leftAlone(pair(free, choosing, 0), choosing);
    assertThat(Affinity.of(choosing.worker())).isEqualTo(own);
  }

  @Test
  void a_process_that_goes_while_it_is_woken_is_no_failure() throws Exception {
    var first = sleeper(WORKER);
    var second = sleeper(WORKER);
    var pair = pair(first, second, 0);
    var woken = new ArrayList<String>();

    pair.bring(
        first.crew().pid(),
        () -> {
          woken.add("first");
          first.process().destroyForcibly().onExit().join();
        });
    pair.bring(first.crew().pid(), () -> woken.add("gone"));
    pair.bring(
        second.crew().pid(),
        () -> {
          woken.add("second");
          second.wake();
        });

    assertThat(woken).containsExactly("first", "second");
  }

  @ParameterizedTest
  @CsvSource({
    "some.long.Bench, true",
    "some.lo..rker-1, true",
    "some.lo..rker-2, false",
    "other.long.Benc, false",
  })
  void the_kernel_keeps_fifteen_bytes_of_a_name(String comm, boolean may) {
    assertThat(KernelName.isShort(comm, WORKER)).isEqualTo(may);
  }

  private static SameCore pair(Sleeper first, Sleeper second, int index) {
    return SameCore.of(Optional.of(first.crew()), Optional.of(second.crew()), index);
  }

  private static void leftAlone(SameCore pair, Sleeper sleeper) throws IOException {
    var woken = new ArrayList<String>();
    pair.bring(sleeper.crew().pid(), () -> woken.add("woken"));
    assertThat(woken).isEmpty();
  }

  /// Field 39 of `proc_pid_stat(5)`, counted from behind the name.
  private static int sleepsOn(Sleeper sleeper) throws IOException {
    var stat =
        Files.readString(
            Path.of("/proc/%d/task/%d/stat".formatted(sleeper.crew().pid(), sleeper.worker())));
    return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[36]);
  }

  private static BitSet one(int cpu) {
    var set = new BitSet();
    set.set(cpu);
    return set;
  }

  private Sleeper sleeper(String... names) throws IOException {
    var source = Files.writeString(folder.resolve("Sleeping.java"), PROGRAM);
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var command = new ArrayList<>(List.of(java, "-XX:TieredStopAtLevel=1", source.toString()));
    command.addAll(List.of(names));
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    var out = process.inputReader();
    long control = Long.parseLong(out.readLine().replace("control ", ""));
    var sleeper = new Sleeper(process, out, new SameCore.Crew(process.pid(), control, names[0]));
    started.add(sleeper);
    return sleeper;
  }

  /// The first thread of that name.
  private static long thread(Process process, String comm) throws IOException {
    try (var threads =
        Files.newDirectoryStream(Path.of("/proc/%d/task".formatted(process.pid())))) {
      for (var thread : threads) {
        if (name(thread).equals(comm)) {
          return Long.parseLong(thread.getFileName().toString());
        }
      }
    }
    throw new IOException("there is no thread " + comm);
  }

  private static String name(Path thread) throws IOException {
    try {
      return Files.readString(thread.resolve("comm")).strip();
    } catch (NoSuchFileException ended) {
      return "";
    }
  }
}
