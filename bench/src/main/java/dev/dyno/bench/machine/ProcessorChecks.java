package dev.dyno.bench.machine;

import java.util.List;
import java.util.TreeSet;

/// Cores, and what changes their speed.
///
/// @param files of the machine
/// @param host for the cores that the JVM may use
record ProcessorChecks(SystemFiles files, JavaHost host) {

  private static final String CPU = "/sys/devices/system/cpu";
  private static final String CLOCK =
      "/sys/devices/system/clocksource/clocksource0/current_clocksource";

  /// Read without entering the kernel (`vdso(7)`), so that a reading takes tens of nanoseconds.
  private static final List<String> QUICK_CLOCKS =
      List.of("tsc", "kvm-clock", "arch_sys_counter", "hyperv_clocksource_tsc_page", "timebase");

  List<Finding> all() {
    return List.of(cores(), threads(), governor(), turbo(), clock());
  }

  private Finding cores() {
    boolean enough = host.cores() >= 2;
    return new Finding(
        "cores",
        host.cores() + " for the JVM",
        enough ? Fitness.FIT : Fitness.UNFIT,
        enough
            ? "a turn has a core of its own, and its JIT and collector another"
            : "give it two: JIT, collector and the harness interrupt the turn of a fork on one",
        "Runtime.availableProcessors(): affinity and cgroup quota counted in");
  }

  private Finding threads() {
    var source = CPU + "/smt/active (kernel: ABI/testing/sysfs-devices-system-cpu)";
    var active = files.text(CPU + "/smt/active");
    if (active.isEmpty()) {
      return Finding.unknown("hyper-threads", "nothing to do", source);
    }
    boolean on = active.get().equals("1");
    return new Finding(
        "hyper-threads",
        on ? "on" : "off",
        on ? Fitness.UNFIT : Fitness.FIT,
        on
            ? "echo off > %s/smt/control as root: neighbours on the same core take turns' units"
                .formatted(CPU)
            : "nothing to do",
        source);
  }

  private Finding governor() {
    var source = CPU + "/cpu*/cpufreq/scaling_governor (kernel: admin-guide/pm/cpufreq)";
    var found = new TreeSet<String>();
    for (var cpu : files.list(CPU, "cpu[0-9]*")) {
      files
          .text("%s/%s/cpufreq/scaling_governor".formatted(CPU, cpu.getFileName()))
          .ifPresent(found::add);
    }
    if (found.isEmpty()) {
      return Finding.unknown(
          "governor", "none is visible: in a virtual machine the host decides", source);
    }
    boolean steady = found.equals(new TreeSet<>(List.of("performance")));
    return new Finding(
        "governor",
        String.join(", ", found),
        steady ? Fitness.FIT : Fitness.UNFIT,
        steady
            ? "nothing to do"
            : "cpupower frequency-set -g performance as root: the clock follows the load otherwise",
        source);
  }

  private Finding turbo() {
    var intel = files.text(CPU + "/intel_pstate/no_turbo");
    var boost = files.text(CPU + "/cpufreq/boost");
    var source =
        CPU + "/intel_pstate/no_turbo, …/cpufreq/boost (kernel: admin-guide/pm/intel_pstate)";
    if (intel.isEmpty() && boost.isEmpty()) {
      return Finding.unknown(
          "turbo", "no switch is visible: in a virtual machine the host decides", source);
    }
    boolean on = intel.map("0"::equals).orElseGet(() -> boost.map("1"::equals).orElse(false));
    return new Finding(
        "turbo",
        on ? "on" : "off",
        on ? Fitness.UNFIT : Fitness.FIT,
        on
            ? "switch it off as root while measuring: the clock depends on heat and neighbours"
            : "nothing to do",
        source);
  }

  private Finding clock() {
    var source = CLOCK + " (kernel: timers/timekeeping; vdso(7))";
    var clock = files.text(CLOCK);
    if (clock.isEmpty()) {
      return Finding.unknown("clock source", "nothing to do", source);
    }
    boolean quick = QUICK_CLOCKS.contains(clock.get());
    return new Finding(
        "clock source",
        clock.get(),
        quick ? Fitness.FIT : Fitness.UNFIT,
        quick
            ? "nothing to do"
            : "boot with one of %s: reading this one enters the kernel".formatted(QUICK_CLOCKS),
        source);
  }
}
