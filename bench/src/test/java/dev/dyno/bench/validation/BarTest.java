package dev.dyno.bench.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.reports.measurement.Machine;
import dev.dyno.reports.measurement.Provenance;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A bar is met, or missed, by what is certain: never by a handful of lucky verdicts.
class BarTest {

  @Test
  void one_verdict_meets_no_bar_and_misses_none() {
    assertThat(outcome(0.1, 1, 1, 4)).isEqualTo(Bar.Outcome.OPEN);
    assertThat(outcome(0, 1, 0, 8)).isEqualTo(Bar.Outcome.OPEN);
  }

  @Test
  void many_verdicts_do() {
    assertThat(outcome(0.1, 1000, 1000, 8)).isEqualTo(Bar.Outcome.MET);
    assertThat(outcome(0.1, 1000, 900, 8)).isEqualTo(Bar.Outcome.MISSED);
    assertThat(outcome(0, 1000, 1, 8)).isEqualTo(Bar.Outcome.MET);
    assertThat(outcome(0, 1000, 10, 8)).isEqualTo(Bar.Outcome.OPEN);
    assertThat(outcome(0, 1000, 30, 8)).isEqualTo(Bar.Outcome.MISSED);
  }

  @Test
  void too_many_pairs_miss_it_however_much_is_found() {
    assertThat(outcome(0.1, 1000, 1000, 12.5)).isEqualTo(Bar.Outcome.MISSED);
  }

  /// What a rival never reached costs more than what was tried, nobody knows how much.
  @Test
  void a_rival_that_never_got_there_meets_the_bar_by_what_was_tried_or_leaves_it_open() {
    assertThat(cost(10, 4, 100, 40, true)).isEqualTo(Bar.Outcome.MET);
    assertThat(cost(10, 12, 100, 40, true)).as("of CPU time").isEqualTo(Bar.Outcome.MISSED);
    assertThat(cost(10, 12, 100, 40, false)).isEqualTo(Bar.Outcome.OPEN);
    assertThat(cost(10, 4, 100, 40, false)).isEqualTo(Bar.Outcome.MET);
    assertThat(cost(10, -1, 100, 40, true)).as("of wall time").isEqualTo(Bar.Outcome.MET);
  }

  private static Bar.Outcome cost(
      double seconds, double cpu, double rivalSeconds, double rivalCpu, boolean reached) {
    var cost =
        new Cost("here", "a", 0.1, 1, seconds, cpu, "other", 20, rivalSeconds, rivalCpu, reached);
    return Bar.of(known(List.of(), List.of(cost))).getFirst().outcome();
  }

  private static Bar.Outcome outcome(double planted, int trials, int dearer, double pairs) {
    var score =
        new Score(Score.OURS, "here", "a", planted, 0.05, trials, dearer, 0, 0, pairs, 1, -1, 0);
    return Bar.of(known(List.of(score), List.of())).getFirst().outcome();
  }

  private static Qualification known(List<Score> scores, List<Cost> costs) {
    return new Qualification(
        Qualification.SCHEMA,
        "live",
        Instant.EPOCH,
        1,
        new Provenance("test", "test", false),
        new Machine("test", "test", 2, 1, "test", 0),
        List.of(),
        scores,
        List.of(),
        List.of(),
        costs);
  }
}
