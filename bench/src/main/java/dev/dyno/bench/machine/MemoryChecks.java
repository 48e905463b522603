package dev.dyno.bench.machine;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Memory, and what moves it.
///
/// @param files of the machine
/// @param activity over the last moments
record MemoryChecks(SystemFiles files, Activity activity) {

  private static final String MEMORY = "/proc/meminfo";
  private static final String PAGES = "/sys/kernel/mm/transparent_hugepage/enabled";
  private static final Pattern CHOSEN = Pattern.compile("\\[(\\w+)]");
  private static final double KIB_PER_GIB = 1 << 20;

  /// Two forks of 512 MiB heap, their hosts, and a daemon.
  private static final double ENOUGH = 3;

  /// Two forks alone: with less, one of them is swapped or killed.
  private static final double LEAST = 1;

  List<Finding> all() {
    return List.of(memory(), swap(), hugePages());
  }

  private Finding memory() {
    var source = MEMORY + ", MemAvailable (proc_meminfo(5))";
    var available = files.number(MEMORY, Pattern.compile("MemAvailable:\\s+(\\d+) kB"));
    if (available.isEmpty()) {
      return Finding.unknown("memory", "nothing to do", source);
    }
    double gib = available.getAsDouble() / KIB_PER_GIB;
    var fitness = gib < LEAST ? Fitness.INVALID : gib < ENOUGH ? Fitness.UNFIT : Fitness.FIT;
    return new Finding(
        "memory",
        String.format(Locale.ROOT, "%.1f GiB available", gib),
        fitness,
        fitness == Fitness.FIT
            ? "nothing to do"
            : "free some: a pair with its hosts and a daemon takes about %.0f GiB"
                .formatted(ENOUGH),
        source);
  }

  private Finding swap() {
    var source = MEMORY + " SwapTotal, /proc/vmstat pswpin and pswpout (proc_vmstat(5))";
    var total = files.number(MEMORY, Pattern.compile("SwapTotal:\\s+(\\d+) kB"));
    if (total.isEmpty() || activity.swappedPages().isEmpty()) {
      return Finding.unknown("swap", "nothing to do", source);
    }
    double moved = activity.swappedPages().getAsDouble();
    var value =
        String.format(
            Locale.ROOT,
            "%.1f GiB, %.0f pages moved meanwhile",
            total.getAsDouble() / KIB_PER_GIB,
            moved);
    return new Finding(
        "swap",
        value,
        moved > 0 ? Fitness.UNFIT : Fitness.FIT,
        moved > 0
            ? "free memory, or swapoff -a as root: a page from disk costs a turn"
            : "nothing to do",
        source);
  }

  private Finding hugePages() {
    var source = PAGES + " (kernel: admin-guide/mm/transhuge)";
    var chosen = CHOSEN.matcher(files.text(PAGES).orElse(""));
    if (!chosen.find()) {
      return Finding.unknown("transparent huge pages", "nothing to do", source);
    }
    boolean always = chosen.group(1).equals("always");
    return new Finding(
        "transparent huge pages",
        chosen.group(1),
        always ? Fitness.UNFIT : Fitness.FIT,
        always
            ? "echo madvise > %s as root: which heap gets huge pages, and when, is luck otherwise"
                .formatted(PAGES)
            : "nothing to do",
        source);
  }
}
