package dev.dyno.reports.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Fork;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.measurement.Surroundings;
import dev.dyno.reports.measurement.Turn;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The same code, whose candidate had to wait for a core in half of its time.
class WaitingTest {

  private static final long MS = 1_000_000;

  private static final Judge JUDGE = new Judge(Rule.of(List.of(4, 6, 8)));

  @Test
  void a_wait_for_a_core_that_others_held_is_no_slowdown() {
    var waited = comparison(2);

    assertThat(JUDGE.judge(waited, Metric.TIME).orElseThrow().verdict())
        .isInstanceOf(Verdict.Equivalent.class);
    assertThat(Metric.TIME.shown(waited.pairs(), Pair::candidate)).isEqualTo(100);
    var waiting = Waiting.of(waited).orElseThrow();
    assertThat(waiting.baseline()).isCloseTo(0.01, within(1e-3));
    assertThat(waiting.candidate()).isCloseTo(0.5, within(1e-12));
  }

  /// The control: what nobody can say to be others' doing stays a slowdown.
  @Test
  void where_its_threads_are_more_than_its_cores_the_wait_counts() {
    var waited = comparison(0);

    assertThat(JUDGE.judge(waited, Metric.TIME).orElseThrow().verdict())
        .isInstanceOf(Verdict.Regressed.class);
    assertThat(Waiting.of(waited)).isEmpty();
  }

  private static Comparison comparison(int cores) {
    var pairs =
        IntStream.range(0, 8)
            .mapToObj(
                i ->
                    new Pair(
                        i,
                        fork(cores, 101, MS / 10),
                        fork(cores, 200, 10 * MS),
                        new Surroundings(1, 0, 0, 0)))
            .toList();
    return Pairs.comparison(pairs, Ending.finished());
  }

  /// Of 100 operations a turn, 100 us of CPU time each.
  private static Fork fork(int cores, double score, long waited) {
    var turn = new Turn(false, true, score, 100, 20 * MS, 10 * MS, waited, 10 * MS, 0, 0, 0, 0);
    return new Fork(
        1,
        "test",
        "1.37",
        "us/op",
        0,
        List.of(),
        Collections.nCopies(8, turn),
        Optional.empty(),
        1,
        cores);
  }
}
