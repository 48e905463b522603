package dev.dyno.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.StringTokenizer;

/// The kernel's counters at one moment (`proc(5)`). What the system does not tell reads 0 or, where
/// said so, is negative.
///
/// @param nanos of [System#nanoTime()]
/// @param wantedTicks CPU time that somebody wanted, used or taken by the hypervisor and never
///     idle, in clock ticks over all cores
/// @param stealTicks of it, what the hypervisor took
/// @param pressureMicros time in which some task waited for a CPU (PSI `some`); negative where the
///     kernel has no PSI
public record ProcStat(long nanos, long wantedTicks, long stealTicks, long pressureMicros) {

  /// A pair whose CPUs were taken away for more than this share is measured again, by a rule that
  /// is fixed beforehand. Less widens pairs no more than a busy neighbour does, and the judge sees
  /// how wide they are (CONTRIBUTING.md, "What the hypervisor takes").
  public static final double SPOILING_STEAL = 0.3;

  /// Of the CPU time that was wanted since a moment, what the hypervisor took; 0 to 1.
  public double stealShareSince(ProcStat before) {
    return (double) (stealTicks - before.stealTicks)
        / Math.max(1, wantedTicks - before.wantedTicks);
  }

  /// Reads them now.
  public static ProcStat now() {
    long wanted = 0;
    long steal = 0;
    var fields = new StringTokenizer(firstLine(Path.of("/proc/stat")));
    for (int i = 0; fields.hasMoreTokens(); i++) {
      var field = fields.nextToken();
      // user nice system idle iowait irq softirq steal; guests are in user
      if (i >= 1 && i <= 8 && i != 4 && i != 5) {
        wanted += Long.parseLong(field);
        steal = Long.parseLong(field);
      }
    }
    return new ProcStat(System.nanoTime(), wanted, steal, pressure());
  }

  private static long pressure() {
    var line = firstLine(Path.of("/proc/pressure/cpu"));
    int total = line.indexOf("total=");
    return total < 0 ? -1 : Long.parseLong(line.substring(total + "total=".length()).strip());
  }

  /// One-minute load average; negative when the system does not tell.
  public static double load() {
    var line = firstLine(Path.of("/proc/loadavg"));
    int space = line.indexOf(' ');
    return space < 0 ? -1 : Double.parseDouble(line.substring(0, space));
  }

  /// Context switches of a process so far, over all its living threads; 0 when it cannot be read.
  public static long contextSwitches(long pid) {
    long switches = 0;
    try (var threads = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
      for (var thread : threads) {
        switches += switchesOf(thread.resolve("status"));
      }
    } catch (IOException gone) {
      return switches;
    }
    return switches;
  }

  private static long switchesOf(Path status) throws IOException {
    long switches = 0;
    for (var line : Files.readAllLines(status)) {
      if (line.contains("ctxt_switches:")) {
        switches += Long.parseLong(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    return switches;
  }

  private static String firstLine(Path file) {
    try (var lines = Files.newBufferedReader(file)) {
      var line = lines.readLine();
      return line == null ? "" : line;
    } catch (IOException absent) {
      return "";
    }
  }
}
