package dev.dyno.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.bench.variant.Jdk;
import dev.dyno.bench.variant.MeasuredVariant;
import dev.dyno.profiles.run.RunProfile.Turns;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.measurement.Turn;
import dev.dyno.reports.measurement.TurnOrder;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrialTest {

  private static final String BUILD = StringBenchmark.class.getName() + ".build";
  /// More than JMH allocates in a turn.
  private static final long OF_JMH = 16 << 10;

  private static final String BYTES = StringBenchmark.class.getName() + ".bytes";
  private static final String FAILING = StringBenchmark.class.getName() + ".failing";
  private static final String ORPHAN = StringBenchmark.class.getName() + ".orphan";
  private static final String DYING = StringBenchmark.class.getName() + ".dying";

  @TempDir Path work;

  @ParameterizedTest
  @EnumSource(TurnOrder.class)
  void every_order_measures_whole_pairs_of_as_many_turns(TurnOrder order) throws Exception {
    var heard = new Heard();

    var measured = run(plan(order, List.of(2), planned(BUILD, Map.of(), Map.of())), heard);

    assertThat(measured.ending().kind()).isEqualTo(Ending.Kind.FINISHED);
    assertThat(measured.pairs()).hasSize(2);
    for (var pair : measured.pairs()) {
      assertThat(pair.baseline().turns()).hasSize(9).hasSameSizeAs(pair.candidate().turns());
      assertThat(pair.baseline().measured()).hasSize(6);
      assertThat(pair.baseline().pid()).isNotEqualTo(pair.candidate().pid());
      assertThat(pair.baseline().unit()).isEqualTo("us/op");
      assertThat(pair.baseline().jmh()).isEqualTo("1.37");
      assertThat(pair.surroundings().oneCore()).isEqualTo(order == TurnOrder.TURNS);
      assertThat(pair.candidate().turns())
          .allSatisfy(
              turn -> {
                assertThat(turn.score()).isPositive();
                assertThat(turn.operations()).isPositive();
                assertThat(turn.allocatedBytes()).isPositive();
                assertThat(turn.threadCpuNanos()).isPositive();
              });
    }
    assertThat(heard.paired).hasSize(2);
    assertThat(heard.looks).containsExactly(2);
  }

  @Test
  void in_turns_each_round_has_one_that_goes_first_and_the_draw_follows_the_seed()
      throws Exception {
    var planned = planned(BUILD, Map.of(), Map.of());

    var once = run(plan(TurnOrder.TURNS, List.of(2), planned), new Heard());
    var again = run(plan(TurnOrder.TURNS, List.of(2), planned), new Heard());

    for (var pair : once.pairs()) {
      for (int i = 0; i < pair.baseline().turns().size(); i++) {
        assertThat(pair.baseline().turns().get(i).first())
            .isNotEqualTo(pair.candidate().turns().get(i).first());
      }
    }
    assertThat(draw(once)).isEqualTo(draw(again)).contains(true, false);
    var seed = new Plan(List.of(planned), TurnOrder.TURNS, List.of(2), 8, Duration.ofMinutes(5));
    assertThat(draw(run(seed, new Heard()))).as("another seed").isNotEqualTo(draw(once));
  }

  @Test
  void forks_tell_which_flags_they_really_got() throws Exception {
    var measured =
        run(
            plan(TurnOrder.TURNS, List.of(2), planned(BUILD, Map.of("test.parts", "7"), Map.of())),
            new Heard());

    for (var pair : measured.pairs()) {
      assertThat(pair.baseline().jvmArgs())
          .contains("-Dtest.parts=7")
          .noneMatch(flag -> flag.contains("Tiered") || flag.contains("tmpdir"));
      assertThat(pair.candidate().jvmArgs()).doesNotContain("-Dtest.parts=7");
    }
  }

  @Test
  void forks_mode_lets_a_fork_finish_first_in_abba_order() throws Exception {
    var measured =
        run(plan(TurnOrder.FORKS, List.of(4), planned(BUILD, Map.of(), Map.of())), new Heard());

    assertThat(measured.pairs())
        .extracting(pair -> pair.baseline().turns().getFirst().first())
        .containsExactly(true, false, false, true);
  }

  /// Two busy loops a core: whoever wants one must wait.
  @Test
  void a_turn_says_for_how_long_its_thread_waited_for_a_core() throws Exception {
    var loops = new ArrayList<Thread>();
    for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
      loops.add(Thread.ofPlatform().daemon().start(TrialTest::spin));
    }
    Comparison measured;
    try {
      measured =
          run(plan(TurnOrder.TURNS, List.of(2), planned(BUILD, Map.of(), Map.of())), new Heard());
    } finally {
      loops.forEach(Thread::interrupt);
    }

    for (var pair : measured.pairs()) {
      for (var fork : List.of(pair.baseline(), pair.candidate())) {
        assertThat(fork.threads()).isEqualTo(1);
        assertThat(fork.cores()).isEqualTo(Runtime.getRuntime().availableProcessors());
        var turns = fork.measured();
        long waited = turns.stream().mapToLong(Turn::waitedNanos).sum();
        long used = turns.stream().mapToLong(Turn::threadCpuNanos).sum();
        long wall = turns.stream().mapToLong(Turn::wallNanos).sum();
        assertThat(turns).allMatch(turn -> turn.waitedNanos() >= 0);
        assertThat(waited).isPositive();
        assertThat((double) (waited + used) / wall).as("a thread's time").isBetween(0.5, 1.05);
      }
    }
  }

  private static void spin() {
    while (!Thread.currentThread().isInterrupted()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void allocated_bytes_are_those_of_the_arrays_that_each_side_makes() throws Exception {
    var measured =
        run(
            plan(
                TurnOrder.TURNS,
                List.of(2),
                planned(BYTES, Map.of("test.parts", "1000"), Map.of("test.parts", "2000"))),
            new Heard());

    for (var pair : measured.pairs()) {
      allocates(1016, pair.baseline().measured());
      allocates(2016, pair.candidate().measured());
    }
  }

  /// So many bytes an operation, and what JMH itself allocates, which a turn of few operations does
  /// not hide.
  private static void allocates(long bytes, List<Turn> turns) {
    long operations = turns.stream().mapToLong(Turn::operations).sum();
    long allocated = turns.stream().mapToLong(Turn::allocatedBytes).sum();

    assertThat(allocated)
        .as("%d operations", operations)
        .isBetween(bytes * operations, bytes * operations + OF_JMH * turns.size());
  }

  @Test
  void a_benchmark_that_throws_crashes_the_comparison_at_once_and_says_why() throws Exception {
    var measured =
        run(
            plan(
                TurnOrder.TURNS,
                List.of(2),
                planned(FAILING, Map.of(), Map.of("test.fail", "true"))),
            new Heard());

    assertThat(measured.ending().kind()).isEqualTo(Ending.Kind.CRASHED);
    assertThat(measured.ending().reason()).contains("planted failure of the candidate");
    assertThat(measured.pairs()).isEmpty();
  }

  @Test
  void a_fork_killed_in_its_turn_costs_its_pair_which_is_measured_again() throws Exception {
    var marker = Files.createFile(work.resolve("dies-once"));
    var heard = new Heard();

    var measured =
        run(
            plan(
                TurnOrder.TURNS,
                List.of(2),
                planned(DYING, Map.of(), Map.of("test.dies.once", marker.toString()))),
            heard);

    assertThat(measured.ending().kind()).isEqualTo(Ending.Kind.FINISHED);
    assertThat(measured.pairs()).hasSize(2);
    assertThat(measured.dropped()).singleElement().asString().contains("137");
    assertThat(measured.pairs().getFirst().baseline().unit()).isEqualTo("ops/us");
  }

  @Test
  void a_benchmark_that_is_not_there_is_a_clear_failure() throws Exception {
    var measured =
        run(
            plan(
                TurnOrder.TURNS,
                List.of(2),
                planned(StringBenchmark.class.getName() + ".absent", Map.of(), Map.of())),
            new Heard());

    assertThat(measured.ending().kind()).isEqualTo(Ending.Kind.CRASHED);
    assertThat(measured.ending().reason()).contains("no such benchmark");
  }

  @Test
  void a_stopped_trial_keeps_whole_pairs_and_leaves_no_process_behind() throws Exception {
    var plan = plan(TurnOrder.TURNS, List.of(200), planned(BUILD, Map.of(), Map.of()));
    var first = new CountDownLatch(1);
    var heard =
        new Heard() {
          @Override
          public void paired(Plan.Planned planned, Pair pair) {
            super.paired(planned, pair);
            first.countDown();
          }
        };
    var mine = ProcessHandle.current();
    try (var trial = Trial.open(plan, agent(), work, heard)) {
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  first.await();
                } catch (InterruptedException interrupted) {
                  Thread.currentThread().interrupt();
                }
                trial.stop();
              });
      var measured = trial.run(_ -> true).getFirst();

      assertThat(measured.ending().kind()).isEqualTo(Ending.Kind.CUT);
      assertThat(measured.pairs()).isNotEmpty();
      assertThat(measured.pairs())
          .allSatisfy(pair -> assertThat(pair.baseline().turns()).hasSize(9));
    }
    for (var child : mine.descendants().toList()) {
      child.onExit().get(10, java.util.concurrent.TimeUnit.SECONDS);
    }
  }

  /// A fork in an endless invocation is no descendant of ours once its host was killed.
  @Test
  void a_fork_does_not_outlive_its_host() throws Exception {
    var heard = new Heard();
    var pids = work.resolve("pids");

    var measured =
        run(
            plan(
                TurnOrder.TURNS,
                List.of(2),
                planned(ORPHAN, Map.of(), Map.of("test.pids", pids.toString()))),
            heard);

    assertThat(measured.ending().kind()).isEqualTo(Ending.Kind.CRASHED);
    assertThat(Files.readAllLines(pids)).isNotEmpty();
    for (var pid : Files.readAllLines(pids)) {
      var fork = ProcessHandle.of(Long.parseLong(pid));
      if (fork.isPresent()) {
        fork.get().onExit().get(10, java.util.concurrent.TimeUnit.SECONDS);
      }
    }
  }

  @Test
  void a_spent_budget_ends_every_comparison_with_what_it_has() throws Exception {
    var planned = planned(BUILD, Map.of(), Map.of());
    var plan =
        new Plan(
            List.of(planned, planned), TurnOrder.TURNS, List.of(2, 400), 1, Duration.ofMillis(1));

    try (var trial = Trial.open(plan, agent(), work, new Heard())) {
      var measured = trial.run(_ -> true);

      assertThat(measured)
          .allSatisfy(
              each -> {
                assertThat(each.ending().kind()).isEqualTo(Ending.Kind.CUT);
                assertThat(each.ending().reason()).contains("budget");
              });
    }
  }

  @Test
  void a_disk_that_gives_no_more_spoils_what_is_open_and_loses_nothing() throws Exception {
    var gone = Files.createDirectory(work.resolve("gone"));
    var planned = planned(BUILD, Map.of(), Map.of());
    var plan =
        new Plan(List.of(planned, planned), TurnOrder.TURNS, List.of(2), 1, Duration.ofMinutes(5));

    try (var trial = Trial.open(plan, agent(), gone, new Heard())) {
      Files.delete(gone);
      var measured = trial.run(_ -> true);

      assertThat(measured)
          .hasSize(2)
          .allSatisfy(
              each -> {
                assertThat(each.ending().kind()).isEqualTo(Ending.Kind.ENVIRONMENT);
                assertThat(each.ending().reason()).contains("the machine gave no more");
              });
    }
  }

  private Comparison run(Plan plan, Heard heard) throws IOException {
    try (var trial = Trial.open(plan, agent(), work, heard)) {
      return trial.run(_ -> true).getFirst();
    }
  }

  static Plan plan(TurnOrder order, List<Integer> looks, Plan.Planned planned) {
    return new Plan(List.of(planned), order, looks, 7, Duration.ofMinutes(5));
  }

  private static Plan.Planned planned(
      String benchmark, Map<String, String> baseline, Map<String, String> candidate) {
    return new Plan.Planned(
        "test",
        benchmark,
        new TreeMap<>(),
        variant("a", baseline),
        variant("b", candidate),
        "time/op",
        Optional.empty(),
        new Turns(3, 6, Duration.ofMillis(10)),
        0);
  }

  static MeasuredVariant variant(String name, Map<String, String> properties) {
    var classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(Path::of)
            .toList();
    return new MeasuredVariant(
        name, Jdk.running(), classPath, List.of(), new TreeMap<>(properties));
  }

  static Path agent() {
    return Path.of(
        dev.dyno.agent.TurnProfiler.class
            .getProtectionDomain()
            .getCodeSource()
            .getLocation()
            .getPath());
  }

  private static List<Boolean> draw(Comparison comparison) {
    return comparison.pairs().stream()
        .flatMap(pair -> pair.baseline().turns().stream())
        .map(Turn::first)
        .toList();
  }

  static double bytesPerOperation(List<Turn> turns) {
    return (double) turns.stream().mapToLong(Turn::allocatedBytes).sum()
        / turns.stream().mapToLong(Turn::operations).sum();
  }

  static class Heard implements Trial.Listener {
    final List<Pair> paired = new ArrayList<>();
    final List<String> dropped = new ArrayList<>();
    final List<Integer> looks = new ArrayList<>();

    @Override
    public void paired(Plan.Planned planned, Pair pair) {
      paired.add(pair);
    }

    @Override
    public void dropped(Plan.Planned planned, String why) {
      dropped.add(why);
    }

    @Override
    public void looked(Plan.Planned planned, Comparison soFar) {
      looks.add(soFar.pairs().size());
    }
  }
}
