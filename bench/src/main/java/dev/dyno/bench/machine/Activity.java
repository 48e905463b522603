package dev.dyno.bench.machine;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.StringTokenizer;
import java.util.regex.Pattern;

/// What the machine did between two moments.
///
/// @param stealShare of the CPU time that somebody wanted, what the hypervisor took; 0 to 1
/// @param busyCores by others than this process and its children, in cores
/// @param busiest `command (pid) 0.93`: cores that each took, most first
/// @param swappedPages in and out
public record Activity(
    double stealShare, double busyCores, List<String> busiest, OptionalDouble swappedPages) {

  /// What one process may take without being named, in cores.
  private static final double QUIET = 0.05;

  private static final int NAMED = 3;

  /// `proc_pid_stat(5)`: the kernel's clock ticks are 100 a second on every Linux that runs a JDK.
  private static final double TICKS = 100;

  public Activity {
    busiest = List.copyOf(busiest);
  }

  /// The counters at one moment.
  ///
  /// @param stat the kernel's
  /// @param ticks CPU time of each process that is neither this one nor its child, by pid
  /// @param names their commands
  /// @param swapped pages since the start
  public record Moment(
      ProcStat stat, Map<Long, Long> ticks, Map<Long, String> names, OptionalDouble swapped) {

    public Moment {
      ticks = Map.copyOf(ticks);
      names = Map.copyOf(names);
    }

    /// Reads them now.
    public static Moment of(SystemFiles files) {
      var ticks = new HashMap<Long, Long>();
      var names = new HashMap<Long, String>();
      long own = ProcessHandle.current().pid();
      for (var process : files.list("/proc", "[0-9]*")) {
        files
            .text("/proc/%s/stat".formatted(process.getFileName()))
            .ifPresent(stat -> read(process, stat, own, ticks, names));
      }
      var in = files.number("/proc/vmstat", Pattern.compile("pswpin (\\d+)"));
      var out = files.number("/proc/vmstat", Pattern.compile("pswpout (\\d+)"));
      var swapped =
          in.isPresent() && out.isPresent()
              ? OptionalDouble.of(in.getAsDouble() + out.getAsDouble())
              : OptionalDouble.empty();
      return new Moment(ProcStat.now(), ticks, names, swapped);
    }

    /// The command stands in brackets, and may hold some itself; then state, parent, and as the
    /// 12th and 13th after it the time in user and kernel mode.
    private static void read(
        Path process, String stat, long own, Map<Long, Long> ticks, Map<Long, String> names) {
      int open = stat.indexOf('(');
      int shut = stat.lastIndexOf(')');
      if (open < 0 || shut < open) {
        return;
      }
      var fields = new StringTokenizer(stat.substring(shut + 1));
      long pid = Long.parseLong(process.getFileName().toString());
      long used = 0;
      for (int i = 0; fields.hasMoreTokens() && i < 13; i++) {
        var field = fields.nextToken();
        if (i == 1 && Long.parseLong(field) == own) {
          return;
        }
        if (i >= 11) {
          used += Long.parseLong(field);
        }
      }
      if (pid != own) {
        ticks.put(pid, used);
        names.put(pid, stat.substring(open + 1, shut));
      }
    }
  }

  /// Between two moments of one system.
  public static Activity between(Moment before, Moment after) {
    double seconds = Math.max(1e-3, (after.stat.nanos() - before.stat.nanos()) / 1e9);
    var cores = new HashMap<Long, Double>();
    double sum = 0;
    for (var process : after.ticks.entrySet()) {
      long since = before.ticks.getOrDefault(process.getKey(), 0L); // a new one began at 0
      double used = Math.max(0, process.getValue() - since) / TICKS / seconds;
      cores.put(process.getKey(), used);
      sum += used;
    }
    var busiest =
        cores.entrySet().stream()
            .filter(each -> each.getValue() > QUIET)
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .limit(NAMED)
            .map(
                each ->
                    "%s (%d) %.2f"
                        .formatted(
                            after.names.getOrDefault(each.getKey(), "?"),
                            each.getKey(),
                            each.getValue()))
            .toList();
    var swapped =
        before.swapped.isPresent() && after.swapped.isPresent()
            ? OptionalDouble.of(after.swapped.getAsDouble() - before.swapped.getAsDouble())
            : OptionalDouble.empty();
    return new Activity(after.stat.stealShareSince(before.stat), sum, busiest, swapped);
  }
}
