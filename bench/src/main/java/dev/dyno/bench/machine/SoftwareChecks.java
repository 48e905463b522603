package dev.dyno.bench.machine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/// The JDK, the profiler's permissions, disks and left-overs.
///
/// @param files of the machine
/// @param host what the JVM knows
record SoftwareChecks(SystemFiles files, JavaHost host) {

  private static final int NEEDED = 25;
  private static final String PERF = "/proc/sys/kernel/perf_event_paranoid";
  private static final String LOCK = "jmh.lock";
  private static final double GIB = 1L << 30;

  /// A run with recordings and flame graphs.
  private static final double ENOUGH = 2;

  /// Its measurement alone.
  private static final double LEAST = 0.2;

  List<Finding> all() {
    return List.of(
        jdk(),
        flags(),
        perf(),
        disk("temporary disk", host.temporary()),
        disk("disk", host.work()),
        lock());
  }

  private Finding jdk() {
    boolean complete = Files.isExecutable(host.home().resolve("bin/javac"));
    boolean recent = host.feature() >= NEEDED;
    var fitness = !recent ? Fitness.INVALID : complete ? Fitness.FIT : Fitness.UNFIT;
    return new Finding(
        "jdk",
        host.jdk() + (complete ? "" : ", without javac"),
        fitness,
        fitness == Fitness.FIT
            ? "nothing to do"
            : "install a whole JDK %d, and set JAVA_HOME to it".formatted(NEEDED),
        "java.runtime.version, bin/javac below java.home");
  }

  private Finding flags() {
    boolean none = host.outsideFlags().isEmpty();
    return new Finding(
        "jvm flags from outside",
        none ? "none" : host.outsideFlags().toString(),
        none ? Fitness.FIT : Fitness.UNFIT,
        none
            ? "nothing to do"
            : "unset them: Dyno keeps them away from its forks, and they change all else that runs",
        "environment: JAVA_TOOL_OPTIONS, JDK_JAVA_OPTIONS, _JAVA_OPTIONS (java(1))");
  }

  private Finding perf() {
    var source = PERF + " (kernel: admin-guide/sysctl/kernel; perf_event_open(2))";
    var level = files.number(PERF);
    if (level.isEmpty()) {
      return Finding.unknown("perf events", "flame graphs of CPU time fall back on timers", source);
    }
    boolean allowed = level.getAsDouble() <= 1 || host.user().equals("root");
    return new Finding(
        "perf events",
        String.format(Locale.ROOT, "%.0f, as %s", level.getAsDouble(), host.user()),
        allowed ? Fitness.FIT : Fitness.UNFIT,
        allowed
            ? "nothing to do"
            : "sysctl kernel.perf_event_paranoid=1 as root: async-profiler sees no kernel frames",
        source);
  }

  private static Finding disk(String name, Path folder) {
    var source = "FileStore.getUsableSpace() of " + name;
    try {
      double free = Files.getFileStore(folder).getUsableSpace() / GIB;
      var fitness = free < LEAST ? Fitness.INVALID : free < ENOUGH ? Fitness.UNFIT : Fitness.FIT;
      return new Finding(
          name,
          String.format(Locale.ROOT, "%.1f GiB free", free),
          fitness,
          fitness == Fitness.FIT
              ? "nothing to do"
              : "free %.0f GiB: a run with recordings takes that much".formatted(ENOUGH),
          source);
    } catch (IOException unreadable) {
      return Finding.unknown(name, "make the folder, and let this user write there", source);
    }
  }

  /// JMH takes one lock a machine; Dyno's forks ignore it, others' do not.
  private Finding lock() {
    var file = host.temporary().resolve(LOCK);
    var source = LOCK + " in java.io.tmpdir (JMH's Runner)";
    if (!Files.exists(file)) {
      return new Finding("jmh lock", "none", Fitness.FIT, "nothing to do", source);
    }
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE);
        var taken = channel.tryLock()) {
      return taken == null
          ? new Finding(
              "jmh lock",
              "held",
              Fitness.UNFIT,
              "another JMH runs here: wait for its end, since Dyno does not heed this lock",
              source)
          : new Finding("jmh lock", "left over, not held", Fitness.FIT, "nothing to do", source);
    } catch (OverlappingFileLockException own) {
      return new Finding(
          "jmh lock", "held by this JVM", Fitness.UNFIT, "end the JMH that runs in it", source);
    } catch (IOException refused) {
      return new Finding(
          "jmh lock",
          "left by another user",
          Fitness.UNKNOWN,
          "delete it as its owner: JMH of this user fails, Dyno does not",
          source);
    }
  }
}
