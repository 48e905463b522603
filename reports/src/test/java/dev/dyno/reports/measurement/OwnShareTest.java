package dev.dyno.reports.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What of a turn's time is taken off, and what never is.
class OwnShareTest {

  private static final long MS = 1_000_000;

  /// 100 operations in 20 ms of thread time, whatever JMH calls that.
  @ParameterizedTest
  @CsvSource({
    "us/op, 200, 1",
    "ns/op, 200000, 1",
    "ms/op, 0.2, 1",
    "s/op, 0.0002, 1",
    "ops/s, 5000, 1",
    "ops/ms, 5, 1",
    "ops/s, 10000, 2",
    "us/op, 200, 2"
  })
  void what_was_waited_for_a_core_is_no_cost(String unit, double score, int threads) {
    var fork = fork(unit, threads, 2, turn(score, 12 * MS, 8 * MS, 14 * MS));

    assertThat(costs(fork)[0] / fork.scoredCosts()[0]).isCloseTo(0.6, within(1e-12));
  }

  @Test
  void a_thread_that_blocks_keeps_that_time() {
    var fork = fork("us/op", 1, 2, turn(200, 2 * MS, 5 * MS, 2 * MS)); // and 13 ms asleep

    assertThat(costs(fork)).containsExactly(150);
  }

  /// A wait before the timed part began is no part of the score.
  @Test
  void never_less_is_left_than_the_cpu_time_that_was_used() {
    var fork = fork("us/op", 1, 2, turn(200, 15 * MS, 9 * MS, 15 * MS));

    assertThat(costs(fork)).containsExactly(150);
  }

  /// Such as set-up around each invocation: whose wait it was, nobody can say.
  @Test
  void where_threads_ran_and_waited_for_more_than_jmh_timed_the_score_counts() {
    var fork = fork("us/op", 1, 2, turn(200, 1 * MS, 26 * MS, 1 * MS));

    assertThat(costs(fork)).containsExactly(200);
  }

  @Test
  void more_threads_than_cores_wait_for_each_other() {
    var turn = turn(200, 12 * MS, 8 * MS, 12 * MS);

    assertThat(costs(fork("us/op", 3, 2, turn))).containsExactly(200);
    assertThat(costs(fork("us/op", 3, 3, turn))).containsExactly(120);
  }

  /// On a machine that does nothing else, the JVM's own collector is what its workers wait for.
  @Test
  void what_the_jvm_s_other_threads_may_have_held_stays_a_cost() {
    var alone = turn(200, 18 * MS, 2 * MS, 20 * MS);

    assertThat(costs(fork("us/op", 2, 2, alone))).containsExactly(200);
  }

  /// Else one side would wait and the other not, and a twofold slowdown come of nothing.
  @Test
  void where_one_side_is_not_known_neither_is_corrected() {
    var known = fork("us/op", 1, 2, turn(200, 10 * MS, 10 * MS, 11 * MS));
    var busy = fork("us/op", 1, 2, turn(200, 10 * MS, 10 * MS, 14 * MS));
    var pair = new Pair(0, known, busy, new Surroundings(1, 0, 0, 0));
    var other = new Pair(0, busy, known, new Surroundings(1, 0, 0, 0));

    assertThat(costs(known)).containsExactly(100);
    assertThat(pair.costs(known)).containsExactly(200);
    assertThat(pair.costs(busy)).containsExactly(200);
    assertThat(other.costs(known)).containsExactly(200);
  }

  @ParameterizedTest
  @CsvSource({
    "us/op, -1, 12, 12", // the kernel does not tell
    "us/op, 0, 12, 12", // a file of before it was asked
    "us/op, 8, -1, 12", // a JVM that does not tell
    "us/op, 8, 12, -1",
    "furlongs/op, 8, 12, 12",
    "us/op, 24, 0, 0" // nothing would be left
  })
  void where_it_is_not_known_the_score_counts(String unit, long waited, long cpu, long process) {
    var turn = turn(200, nanos(cpu), nanos(waited), nanos(process));

    assertThat(costs(fork(unit, 1, 2, turn))).containsExactly(200);
    assertThat(costs(new Fork(1, "", "", "us/op", 0, List.of(), List.of(turn))))
        .as("nobody said how many threads and cores")
        .containsExactly(200);
  }

  private static long nanos(long millis) {
    return millis < 0 ? -1 : millis * MS;
  }

  /// Of the same fork twice.
  private static double[] costs(Fork fork) {
    return new Pair(0, fork, fork, new Surroundings(1, 0, 0, 0)).costs(fork);
  }

  private static Turn turn(double score, long cpu, long waited, long process) {
    return new Turn(false, true, score, 100, 20 * MS, cpu, waited, process, 0, 0, 0, 0);
  }

  private static Fork fork(String unit, int threads, int cores, Turn turn) {
    return new Fork(
        1,
        "vendor 25",
        "1.37",
        unit,
        0,
        List.of(),
        List.of(turn),
        Optional.empty(),
        threads,
        cores);
  }
}
