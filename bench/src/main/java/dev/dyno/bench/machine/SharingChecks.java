package dev.dyno.bench.machine;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/// Who else uses the cores, and how many of them this program may have.
///
/// @param files of the machine
/// @param activity over the last moments
/// @param host for the cores that the JVM may use
record SharingChecks(SystemFiles files, Activity activity, JavaHost host) {

  private static final double NOTED_STEAL = 0.002;

  /// Of all cores: more leaves a turn less than a core of its own now and then.
  private static final double QUIET_LOAD = 0.5;

  private static final double QUIET_CORES = 0.2;
  private static final double QUIET_PRESSURE = 5;

  List<Finding> all() {
    return List.of(
        steal(),
        load(),
        pressure("cpu"),
        pressure("memory"),
        pressure("io"),
        neighbours(),
        new CpuQuota(files).finding(),
        virtualisation());
  }

  private Finding steal() {
    double share = activity.stealShare();
    var fitness =
        share > ProcStat.SPOILING_STEAL
            ? Fitness.INVALID
            : share > NOTED_STEAL ? Fitness.UNFIT : Fitness.FIT;
    return new Finding(
        "steal",
        "%.2f %% of the CPU time wanted".formatted(100 * share),
        fitness,
        fitness == Fitness.FIT
            ? "nothing to do"
            : "move to a machine that is not shared: above %.0f %% pairs are thrown away"
                .formatted(100 * ProcStat.SPOILING_STEAL),
        "/proc/stat, field steal (proc_stat(5)), over the examination");
  }

  private Finding load() {
    var source = "/proc/loadavg, one minute (proc_loadavg(5))";
    var load = files.number("/proc/loadavg");
    if (load.isEmpty()) {
      return Finding.unknown("load", "nothing to do", source);
    }
    boolean quiet = load.getAsDouble() <= QUIET_LOAD * host.cores();
    return new Finding(
        "load",
        String.format(Locale.ROOT, "%.2f on %d cores", load.getAsDouble(), host.cores()),
        quiet ? Fitness.FIT : Fitness.UNFIT,
        quiet
            ? "nothing to do"
            : "wait, or end what else runs: turns survive it, with a higher noise floor",
        source);
  }

  private Finding pressure(String of) {
    var name = of + " pressure";
    var file = "/proc/pressure/" + of;
    var source = file + ", some avg10 (kernel: accounting/psi)";
    var share = files.number(file, Pattern.compile("some avg10=([\\d.]+)"));
    if (share.isEmpty()) {
      return Finding.unknown(
          name, "boot with psi=1 to know: pairs cannot be marked without", source);
    }
    boolean quiet = share.getAsDouble() <= QUIET_PRESSURE;
    return new Finding(
        name,
        "%.1f %% of the last 10 s".formatted(share.getAsDouble()),
        quiet ? Fitness.FIT : Fitness.UNFIT,
        quiet ? "nothing to do" : "somebody waits for %s: end what else runs".formatted(of),
        source);
  }

  private Finding neighbours() {
    boolean quiet = activity.busyCores() <= QUIET_CORES;
    var value =
        String.format(Locale.ROOT, "%.2f cores", activity.busyCores())
            + (activity.busiest().isEmpty() ? "" : ": " + String.join(", ", activity.busiest()));
    return new Finding(
        "other processes",
        value,
        quiet ? Fitness.FIT : Fitness.UNFIT,
        quiet ? "nothing to do" : "end them, or measure when they are done",
        "/proc/*/stat, fields utime and stime (proc_pid_stat(5)), over the examination");
  }

  private Finding virtualisation() {
    var source = "/proc/cpuinfo flag hypervisor, /sys/class/dmi/id/product_name, /.dockerenv";
    var cpu = files.text("/proc/cpuinfo");
    if (cpu.isEmpty()) {
      return Finding.unknown("virtualisation", "nothing to do", source);
    }
    boolean virtual = Pattern.compile("\\bhypervisor\\b").matcher(cpu.get()).find();
    boolean contained = files.exists("/.dockerenv") || files.exists("/run/.containerenv");
    var where = contained ? ", in a container" : "";
    if (!virtual) {
      return new Finding("virtualisation", "none" + where, Fitness.FIT, "nothing to do", source);
    }
    var product = files.text("/sys/class/dmi/id/product_name").orElse("an unnamed hypervisor");
    return new Finding(
        "virtualisation",
        product + where,
        Fitness.UNKNOWN,
        "neighbours cannot be seen from inside: steal shows some, dyno doctor --try the rest",
        source);
  }

  /// CPU time that the cgroup of this process, or one above it, may use.
  private record CpuQuota(SystemFiles files) {

    private static final String SOURCE =
        "/proc/self/cgroup, cpu.max or cpu.cfs_quota_us (kernel: admin-guide/cgroup-v2, cgroup-v1)";

    Finding finding() {
      var own = files.text("/proc/self/cgroup");
      if (own.isEmpty()) {
        return Finding.unknown("cpu quota", "nothing to do", SOURCE);
      }
      var least = OptionalDouble.empty();
      for (var line : own.get().lines().toList()) {
        var fields = line.split(":", 3);
        if (fields.length == 3 && (fields[1].isEmpty() || fields[1].contains("cpu"))) {
          least = least(least, upwards(fields[1].isEmpty(), fields[2]));
        }
      }
      return judged(least);
    }

    private static Finding judged(OptionalDouble cores) {
      if (cores.isEmpty()) {
        return new Finding("cpu quota", "none", Fitness.FIT, "nothing to do", SOURCE);
      }
      boolean less = cores.getAsDouble() < 1;
      return new Finding(
          "cpu quota",
          String.format(Locale.ROOT, "%.2f cores", cores.getAsDouble()),
          less ? Fitness.INVALID : Fitness.UNFIT,
          less
              ? "give it two cores: below one, every turn is stopped by the scheduler and timed so"
              : "lift it, or bind whole cores by a cpuset: at the quota all threads are stopped",
          SOURCE);
    }

    private OptionalDouble upwards(boolean unified, String path) {
      var least = OptionalDouble.empty();
      for (var at = path; ; at = at.substring(0, Math.max(0, at.lastIndexOf('/')))) {
        var folder = at.equals("/") ? "" : at;
        least = least(least, unified ? unified(folder) : legacy(folder));
        if (folder.isEmpty()) {
          return least;
        }
      }
    }

    private OptionalDouble unified(String folder) {
      var max = files.text("/sys/fs/cgroup%s/cpu.max".formatted(folder)).orElse("max");
      var parts = max.split(" ", 2);
      return parts.length < 2 || parts[0].equals("max")
          ? OptionalDouble.empty()
          : OptionalDouble.of(Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]));
    }

    private OptionalDouble legacy(String folder) {
      var quota = files.number("/sys/fs/cgroup/cpu%s/cpu.cfs_quota_us".formatted(folder));
      var period = files.number("/sys/fs/cgroup/cpu%s/cpu.cfs_period_us".formatted(folder));
      return quota.isPresent() && period.isPresent() && quota.getAsDouble() > 0
          ? OptionalDouble.of(quota.getAsDouble() / period.getAsDouble())
          : OptionalDouble.empty();
    }

    private static OptionalDouble least(OptionalDouble one, OptionalDouble other) {
      if (one.isEmpty() || other.isEmpty()) {
        return one.isEmpty() ? other : one;
      }
      return OptionalDouble.of(Math.min(one.getAsDouble(), other.getAsDouble()));
    }
  }
}
