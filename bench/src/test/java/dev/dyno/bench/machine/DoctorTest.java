package dev.dyno.bench.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Machines of text files: a fit one, of which each test spoils one thing.
class DoctorTest {

  private static final String CPU = "/sys/devices/system/cpu/";

  @TempDir Path root;

  @BeforeEach
  void fit() throws IOException {
    write(CPU + "smt/active", "0");
    write(CPU + "cpu0/cpufreq/scaling_governor", "performance");
    write(CPU + "cpu1/cpufreq/scaling_governor", "performance");
    write(CPU + "intel_pstate/no_turbo", "1");
    write("/sys/devices/system/clocksource/clocksource0/current_clocksource", "tsc");
    write("/sys/kernel/mm/transparent_hugepage/enabled", "always [madvise] never");
    write("/sys/fs/cgroup/cpu.max", "max 100000");
    write("/sys/fs/cgroup/a/b/cpu.max", "max 100000");
    write("/proc/self/cgroup", "0::/a/b");
    write("/proc/loadavg", "0.10 0.20 0.30 1/200 4711");
    for (var of : List.of("cpu", "memory", "io")) {
      write("/proc/pressure/" + of, "some avg10=0.50 avg60=0.10 avg300=0.02 total=12345");
    }
    write("/proc/cpuinfo", "processor : 0\nflags : fpu vme tsc");
    write("/proc/meminfo", "MemTotal: 16000000 kB\nMemAvailable: 8388608 kB\nSwapTotal: 0 kB");
    write("/proc/sys/kernel/perf_event_paranoid", "1");
    Files.createDirectories(root.resolve("tmp"));
  }

  @Test
  void a_fit_machine_is_fit_in_every_check_and_each_names_its_source() {
    assertThat(examine())
        .hasSizeGreaterThan(20)
        .allSatisfy(
            finding -> {
              assertThat(finding.fitness()).as(finding.check()).isEqualTo(Fitness.FIT);
              assertThat(finding.source()).isNotBlank();
            });
    assertThat(examine()).extracting(Finding::check).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hyper-threads   | /sys/devices/system/cpu/smt/active | 1 | UNFIT",
        "governor        | /sys/devices/system/cpu/cpu1/cpufreq/scaling_governor | powersave | UNFIT",
        "turbo           | /sys/devices/system/cpu/intel_pstate/no_turbo | 0 | UNFIT",
        "clock source    | /sys/devices/system/clocksource/clocksource0/current_clocksource | hpet | UNFIT",
        "transparent huge pages | /sys/kernel/mm/transparent_hugepage/enabled | [always] madvise never | UNFIT",
        "load            | /proc/loadavg | 1.10 0.2 0.3 1/2 3 | UNFIT",
        "cpu pressure    | /proc/pressure/cpu | some avg10=7.00 avg60=0.10 total=1 | UNFIT",
        "io pressure     | /proc/pressure/io | some avg10=7.00 avg60=0.10 total=1 | UNFIT",
        "memory          | /proc/meminfo | MemAvailable: 2097152 kB | UNFIT",
        "memory          | /proc/meminfo | MemAvailable: 524288 kB | INVALID",
        "cpu quota       | /sys/fs/cgroup/a/cpu.max | 150000 100000 | UNFIT",
        "cpu quota       | /sys/fs/cgroup/a/b/cpu.max | 50000 100000 | INVALID",
        "virtualisation  | /proc/cpuinfo | flags : fpu hypervisor | UNKNOWN",
        "perf events     | /proc/sys/kernel/perf_event_paranoid | 4 | UNFIT",
      })
  void each_trouble_is_found_and_comes_with_advice(
      String check, String file, String text, Fitness fitness) throws IOException {
    write(file, text);

    var changed = examine().stream().filter(each -> each.fitness() != Fitness.FIT).toList();

    assertThat(changed)
        .anySatisfy(
            finding -> {
              assertThat(finding.check()).isEqualTo(check);
              assertThat(finding.fitness()).isEqualTo(fitness);
              assertThat(finding.advice()).isNotEqualTo("nothing to do");
            })
        .allMatch(each -> each.check().equals(check) || each.fitness() == Fitness.UNKNOWN);
    assertThat(Doctor.invalid(examine())).isEqualTo(fitness == Fitness.INVALID);
  }

  @ParameterizedTest
  @CsvSource({"0.001, FIT", "0.021, UNFIT", "0.31, INVALID"})
  void steal_is_judged_by_the_rule_of_the_trial(double share, Fitness fitness) {
    var activity = new Activity(share, 0, List.of(), OptionalDouble.of(0));

    assertThat(find("steal", examine(activity, host(2, 25, Map.of()))).fitness())
        .isEqualTo(fitness);
  }

  @Test
  void neighbours_are_named_and_moved_pages_counted() {
    var activity = new Activity(0, 0.93, List.of("make (7) 0.93"), OptionalDouble.of(12));

    var findings = examine(activity, host(2, 25, Map.of()));

    assertThat(find("other processes", findings).value()).isEqualTo("0.93 cores: make (7) 0.93");
    assertThat(find("other processes", findings).fitness()).isEqualTo(Fitness.UNFIT);
    assertThat(find("swap", findings).fitness()).isEqualTo(Fitness.UNFIT);
  }

  @Test
  void one_core_an_old_jdk_and_flags_from_outside_are_found() {
    var findings = examine(calm(), host(1, 21, Map.of("JAVA_TOOL_OPTIONS", "-Xint")));

    assertThat(find("cores", findings).fitness()).isEqualTo(Fitness.UNFIT);
    assertThat(find("jdk", findings).fitness()).isEqualTo(Fitness.INVALID);
    assertThat(find("jvm flags from outside", findings).value()).contains("-Xint");
  }

  @Test
  void the_quota_of_an_older_cgroup_counts_too() throws IOException {
    write("/proc/self/cgroup", "4:cpu,cpuacct:/job\n0::/");
    write("/sys/fs/cgroup/cpu/job/cpu.cfs_quota_us", "50000");
    write("/sys/fs/cgroup/cpu/job/cpu.cfs_period_us", "100000");

    assertThat(find("cpu quota", examine()).value()).isEqualTo("0.50 cores");
  }

  @Test
  void a_lock_of_jmh_is_told_apart_from_one_that_was_left() throws IOException {
    var lock = Files.createFile(root.resolve("tmp/jmh.lock"));
    assertThat(find("jmh lock", examine()).value()).isEqualTo("left over, not held");

    try (var channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      assertThat(find("jmh lock", examine()).fitness()).isEqualTo(Fitness.UNFIT);
    }
  }

  @Test
  void a_machine_that_tells_nothing_is_unknown_and_never_fit_by_default() throws IOException {
    var nothing = Files.createDirectories(root.resolve("nothing"));
    var findings =
        Doctor.examine(
            new SystemFiles(nothing),
            new Activity(0, 0, List.of(), OptionalDouble.empty()),
            host(2, 25, Map.of()));

    assertThat(findings)
        .filteredOn(each -> each.fitness() == Fitness.UNKNOWN)
        .extracting(Finding::check)
        .contains(
            "governor",
            "turbo",
            "clock source",
            "load",
            "cpu pressure",
            "cpu quota",
            "memory",
            "swap",
            "transparent huge pages",
            "perf events");
  }

  @Test
  void a_process_that_works_meanwhile_is_among_the_busiest() throws IOException {
    var before = moment("42 (a b) c) R 1 1 1 0 -1 0 0 0 0 0 100 50 0 0 20 0", 1_000_000_000L);
    var after = moment("42 (a b) c) R 1 1 1 0 -1 0 0 0 0 0 180 70 0 0 20 0", 3_000_000_000L);

    var activity = Activity.between(before, after);

    assertThat(activity.busyCores()).isEqualTo(0.5); // 100 ticks of 10 ms in 2 s
    assertThat(activity.busiest()).containsExactly("a b) c (42) 0.50");
  }

  private Activity.Moment moment(String stat, long nanos) throws IOException {
    write("/proc/42/stat", stat);
    var read = Activity.Moment.of(new SystemFiles(root));
    return new Activity.Moment(
        new ProcStat(nanos, 0, 0, 0), read.ticks(), read.names(), read.swapped());
  }

  private static Activity calm() {
    return new Activity(0, 0, List.of(), OptionalDouble.of(0));
  }

  private JavaHost host(int cores, int feature, Map<String, String> flags) {
    return new JavaHost(
        cores,
        feature,
        "a JDK",
        Path.of(System.getProperty("java.home")),
        flags,
        "somebody",
        root.resolve("tmp"),
        root);
  }

  private List<Finding> examine() {
    return examine(calm(), host(2, 25, Map.of()));
  }

  private List<Finding> examine(Activity activity, JavaHost host) {
    return Doctor.examine(new SystemFiles(root), activity, host);
  }

  private static Finding find(String check, List<Finding> findings) {
    return findings.stream().filter(each -> each.check().equals(check)).findFirst().orElseThrow();
  }

  private void write(String path, String text) throws IOException {
    var file = root.resolve(path.substring(1));
    Files.createDirectories(file.getParent());
    Files.writeString(file, text + "\n");
  }
}
