package dev.dyno.bench.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.measurement.TurnOrder;
import dev.dyno.reports.verdict.Rule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is read off live runs, on runs that somebody made up.
class LiveVerdictsTest {

  private static final LiveState IDLE = new LiveState(0);

  @Test
  void runs_are_counted_together_and_states_and_orders_apart() {
    var verdicts =
        new LiveVerdicts(
            List.of(
                LiveRuns.quiet(Instant.ofEpochSecond(1), 10),
                LiveRuns.quiet(Instant.ofEpochSecond(2), 7),
                LiveRuns.run(new LiveState(2), LiveRuns.comparisons("A/A", 3, 0, 6)),
                forks(4)));

    assertThat(verdicts.scores())
        .extracting(score -> score.rule() + ", " + score.state() + ": " + score.trials())
        .containsExactly("dyno, idle: 17", "dyno, 2 busy loops: 3", "dyno --mode forks, idle: 4");
    assertThat(verdicts.verdicts()).isEqualTo(24);
    assertThat(verdicts.sessions()).hasSize(20); // forks that ran in a row say nothing of turns
    assertThat(verdicts.floors()).extracting(Floor::state).containsExactly("idle", "2 busy loops");
  }

  @Test
  void a_verdict_that_was_cut_is_none_but_its_forks_are_the_rivals() {
    var cut = LiveRuns.comparisons("A/A", 1, 0, 3);
    var all = new ArrayList<Comparison>(cut);
    all.addAll(LiveRuns.comparisons("A/A", 1, 0, 7));
    var outcome = new LiveVerdicts(List.of(LiveRuns.run(IDLE, all))).outcome(1);

    assertThat(outcome.scores())
        .extracting(score -> score.rule() + ": " + score.trials())
        .containsExactly(
            "dyno: 1",
            "JMH: 99.9 % intervals apart (in turns): 2",
            "benchstat: rank sum, p < 0.05 (in turns): 1",
            "one run, 15 % limit (in turns): 10");
  }

  /// Those that were decided by then are the easy ones.
  @Test
  void of_a_part_that_was_cut_nothing_counts_and_the_other_size_of_its_round_does() {
    var all = new ArrayList<Comparison>(LiveRuns.comparisons("A/A", 3, 0, 6));
    var decided = LiveRuns.comparisons("planted 1/10", 3, 0.1, 6);
    all.addAll(decided.subList(0, 2));
    all.add(decided.get(2).ending(new Ending(Ending.Kind.CUT, "the budget was spent")));

    var scores = new LiveVerdicts(List.of(LiveRuns.run(IDLE, all))).scores();

    assertThat(scores)
        .extracting(score -> score.planted() + ": " + score.trials())
        .containsExactly("0.0: 3", "0.1: 2");
  }

  /// Forks of 0.7 % apart, whose turns spread by 0.1 %: JMH takes turns for independent.
  @Test
  void other_rules_judge_the_same_forks() {
    var same = LiveRuns.comparisons("A/A", 50, 0, 6);
    var planted = LiveRuns.comparisons("planted 1/10", 50, 0.1, 6);
    var all = new ArrayList<Comparison>(same);
    all.addAll(planted);
    var scores = new LiveVerdicts(List.of(LiveRuns.run(IDLE, all))).outcome(1).scores();

    var jmh = of(scores, "JMH");
    assertThat(jmh.getFirst().trials()).isEqualTo(60);
    assertThat(jmh.getFirst().dearer() + jmh.getFirst().cheaper()).isPositive();
    assertThat(jmh.getLast().share()).isEqualTo(1);
    assertThat(of(scores, "benchstat").getLast().share()).isEqualTo(1);
    assertThat(of(scores, "one run").getLast().share()).isZero();
    // Five pairs of two forks of half a second of CPU each.
    assertThat(jmh.getFirst().cpuSeconds()).isCloseTo(5, within(1e-9));
    assertThat(jmh.getFirst().seconds()).isCloseTo(10, within(1e-9));
    assertThat(of(scores, "dyno")).extracting(Score::dearer).containsExactly(0, 50);
  }

  @Test
  void what_others_cost_for_the_same_power_is_drawn_from_forks_that_ran_in_a_row() {
    var planted = LiveRuns.run(IDLE, LiveRuns.comparisons("planted 1/10", 4, 0.1, 6));

    assertThat(new LiveVerdicts(List.of(planted)).outcome(1).costs()).isEmpty();
    var costs = new LiveVerdicts(List.of(planted, forks(3))).outcome(1).costs();
    assertThat(costs).extracting(Cost::rival).hasSize(2).doesNotHaveDuplicates();
    assertThat(costs).allMatch(cost -> cost.planted() == 0.1 && cost.reached());
    assertThat(costs)
        .as("a second of CPU time each pair")
        .allSatisfy(
            cost -> {
              assertThat(cost.rivalCpuSeconds()).isCloseTo(cost.forks(), within(1e-9));
              assertThat(cost.share())
                  .isCloseTo(cost.cpuSeconds() / cost.rivalCpuSeconds(), within(1e-9));
            });
  }

  @Test
  void a_recording_has_the_pairs_of_the_same_code_of_each_state_where_there_are_enough() {
    var recordings =
        new LiveVerdicts(
                List.of(
                    LiveRuns.quiet(Instant.ofEpochSecond(1), 2),
                    LiveRuns.quiet(Instant.ofEpochSecond(2), 1),
                    LiveRuns.run(IDLE, LiveRuns.comparisons("planted 1/10", 3, 0.1, 6)),
                    LiveRuns.run(new LiveState(2), LiveRuns.comparisons("A/A", 1, 0, 6)),
                    forks(2)))
            .recordings("made up");

    assertThat(recordings).extracting(Recording::state).containsExactly("idle");
    var idle = recordings.getFirst();
    assertThat(idle.of("Benchmark.b", "turns")).hasSize(18);
    assertThat(idle.of("Benchmark.b", "forks")).hasSize(12);
    assertThat(idle.pairs())
        .allSatisfy(
            pair -> {
              assertThat(pair.planted()).isZero();
              assertThat(pair.cpuSeconds()).isCloseTo(1, within(1e-9));
              assertThat(pair.seconds()).isEqualTo(2);
              assertThat(pair.candidate()).hasSameSizeAs(pair.baseline());
            });
    assertThat(new LiveVerdicts(List.of(forks(3))).recordings("forks alone")).isEmpty();
  }

  /// Beside busy loops, half of a turn is waited: no part of ours, but of JMH's score.
  @Test
  void others_read_the_scores_of_a_recording_as_jmh_gave_them() {
    var busy = LiveRuns.waited(TurnOrder.TURNS);
    var alone = LiveRuns.waited(TurnOrder.FORKS);
    var recording = new LiveVerdicts(List.of(busy, alone)).recordings("made up").getFirst();

    assertThat(recording.of("Benchmark.b", "forks"))
        .hasSize(12)
        .allSatisfy(pair -> assertThat(pair.baseline()).containsOnly(1.0));
    assertThat(recording.scored("Benchmark.b"))
        .hasSize(12)
        .allSatisfy(pair -> assertThat(pair.baseline()).containsOnly(2.0));
    assertThat(recording.of("Benchmark.b", "turns"))
        .allSatisfy(pair -> assertThat(pair.candidate()).containsOnly(1.0));
    var committed = Recording.committed().getFirst();
    var benchmark = committed.benchmarks().getFirst();
    assertThat(committed.scored(benchmark)).isEqualTo(committed.of(benchmark, "forks"));
  }

  /// So that what others cost is compared in CPU time there, too.
  @Test
  void what_is_drawn_from_a_recording_costs_what_its_pairs_did() {
    var live = new LiveVerdicts(List.of(LiveRuns.quiet(Instant.EPOCH, 4), forks(3)));
    var drawn =
        new Simulation(50, 20, 5, List.of(0.1), Rule.LOOKS, 1).of(live.recordings("made up"));

    assertThat(of(drawn.scores(), "dyno").getFirst())
        .satisfies(score -> assertThat(score.cpuSeconds()).isCloseTo(score.pairs(), within(1e-6)));
    assertThat(drawn.costs()).isNotEmpty().allMatch(Cost::inCpuTime);
    assertThat(drawn.gates()).extracting(GateScore::state).containsOnly("idle");
  }

  @Test
  void all_benchmarks_together_have_the_sum_of_their_verdicts() {
    var one = new Score("dyno", "idle", "a", 0, 0.05, 10, 1, 0, 9, 4, 8, 4, 0);
    var other = new Score("dyno", "idle", "b", 0, 0.05, 30, 0, 0, 30, 8, 16, 12, 0);
    var forks = new Score("dyno", "loaded", "b", 0, 0.05, 30, 0, 0, 30, 8, 16, -1, 0);

    var together = Together.of(List.of(one, other, forks));
    assertThat(together)
        .containsExactly(
            new Together("dyno", "idle", 0, 0.05, 2, 40, 1, 7, 14, 10),
            new Together("dyno", "loaded", 0, 0.05, 1, 30, 0, 8, 16, -1));
    assertThat(together.getFirst().calledDearer().high()).isBetween(0.13, 0.14);
  }

  @Test
  void labels_and_states_are_read_as_they_were_written() {
    assertThat(LiveState.of(LiveRuns.run(new LiveState(1), List.of()))).isEqualTo(new LiveState(1));
    assertThat(LiveState.of(LiveRuns.run(IDLE, List.of()))).isEqualTo(IDLE);
    for (double size : List.of(0.0, 0.05, 0.1)) {
      var label = LiveLabel.of(size).text(3);
      var comparison = LiveRuns.comparisons(label.replaceAll(" 3$", ""), 3, 0, 2).getLast();
      assertThat(LiveLabel.of(comparison).size()).as(label).isEqualTo(size);
    }
  }

  private static Measurement forks(int comparisons) {
    return LiveRuns.run(
        Instant.ofEpochSecond(9),
        TurnOrder.FORKS,
        IDLE,
        LiveRuns.comparisons("A/A", comparisons, 0, 6));
  }

  private static List<Score> of(List<Score> scores, String rule) {
    return scores.stream().filter(score -> score.rule().startsWith(rule)).toList();
  }
}
