package dev.dyno.engine.lifecycle;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/// What this process holds: the things that a leak leaves over.
///
/// @param threads names of threads, virtual ones too, but for those that the JDK starts and ends as
///     it likes
/// @param sockets open ones, by kind and number
/// @param files other open descriptors, by what they are
public record Leftovers(List<String> threads, List<String> sockets, List<String> files) {

  private static final Path OPEN = Path.of("/proc/self/fd");
  private static final Pattern THREAD = Pattern.compile("^#\\d+ \"([^\"]*)\"", Pattern.MULTILINE);
  private static final Pattern JDK =
      Pattern.compile(
          "ForkJoinPool.*|VirtualThread.*|.*Poller.*|C[12] Compiler.*|process reaper.*");
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(100);

  /// @param folder for a thread dump
  public static Leftovers now(Path folder) throws IOException {
    var sockets = new ArrayList<String>();
    var files = new ArrayList<String>();
    try (var open = Files.list(OPEN)) {
      for (var each : open.toList()) {
        try {
          var target = Files.readSymbolicLink(each).toString();
          (target.startsWith("socket:") ? sockets : files).add(target);
        } catch (NoSuchFileException _) {
          // That of the list itself.
        }
      }
    }
    return new Leftovers(
        threads(folder), sockets.stream().sorted().toList(), files.stream().sorted().toList());
  }

  /// What is held once it is no more than before, or else when patience is over.
  public static Leftovers settled(Leftovers before, Path folder) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    var now = now(folder);
    while (!now.equals(before) && System.nanoTime() < end) {
      LockSupport.parkNanos(PAUSE.toNanos());
      now = now(folder);
    }
    return now;
  }

  /// What there is now that was not there before, once that is nothing, or else when patience is
  /// over.
  public static List<String> beyond(Leftovers before, Path folder) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    var more = now(folder).without(before);
    while (!more.isEmpty() && System.nanoTime() < end) {
      LockSupport.parkNanos(PAUSE.toNanos());
      more = now(folder).without(before);
    }
    return more;
  }

  private List<String> without(Leftovers before) {
    var more = new ArrayList<String>();
    more.addAll(without(threads, before.threads));
    more.addAll(without(sockets, before.sockets));
    more.addAll(without(files, before.files));
    return more;
  }

  private static List<String> without(List<String> all, List<String> some) {
    var more = new ArrayList<>(all);
    some.forEach(more::remove);
    return more;
  }

  private static List<String> threads(Path folder) throws IOException {
    var file = folder.resolve("threads");
    Files.deleteIfExists(file);
    ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .dumpThreads(file.toAbsolutePath().toString(), ThreadDumpFormat.TEXT_PLAIN);
    return THREAD
        .matcher(Files.readString(file))
        .results()
        .map(found -> found.group(1))
        .filter(name -> !JDK.matcher(name).matches())
        .sorted()
        .toList();
  }
}
