package dev.dyno.bench.machine;

import dev.dyno.reports.measurement.Machine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads what machine this is.
public final class MachineReader {

  private MachineReader() {}

  /// Now, its load included.
  public static Machine read() {
    var system = ManagementFactory.getOperatingSystemMXBean();
    long memory =
        system instanceof com.sun.management.OperatingSystemMXBean here
            ? here.getTotalMemorySize()
            : 0;
    return new Machine(
        system.getName() + " " + system.getVersion(),
        cpu(),
        Runtime.getRuntime().availableProcessors(),
        memory,
        System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"),
        ProcStat.load());
  }

  private static String cpu() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException absent) {
      return System.getProperty("os.arch");
    }
  }
}
