package dev.dyno.reports.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class FidelityTest {

  private static final Judge JUDGE = new Judge(Rule.of(List.of(4)));

  @Test
  void an_effect_within_ten_points_of_the_embedded_interval_is_predicted() {
    var row = row(-0.60, -0.52);

    assertThat(row.predicted()).isTrue();
  }

  @Test
  void an_effect_further_away_is_not() {
    assertThat(row(-0.60, -0.40).predicted()).isFalse();
    assertThat(row(-0.40, -0.60).predicted()).isFalse();
  }

  @Test
  void the_same_saving_is_a_smaller_share_of_a_dearer_baseline() {
    var row = row(-0.60, -0.40);

    double saved = row.embedded().candidate() - row.embedded().baseline();
    assertThat(row.sameSaving()).isCloseTo(saved / row.real().baseline(), within(1e-12));
    assertThat(row.sameSaving()).isNegative();
  }

  @Test
  void only_comparisons_of_both_runs_are_shown() {
    var there = judgement(-0.4);

    assertThat(Fidelity.of("docker", List.of(), List.of(there)).rows()).isEmpty();
  }

  @Test
  void a_comparison_of_the_embedded_run_alone_is_named() {
    var here = judgement(-0.4);

    assertThat(Fidelity.of("docker", List.of(here), List.of()).alone()).containsExactly(here);
    assertThat(Fidelity.of("docker", List.of(here), List.of(here)).alone()).isEmpty();
  }

  private static Fidelity.Row row(double embedded, double real) {
    var rows = Fidelity.of("docker", List.of(judgement(embedded)), List.of(judgement(real))).rows();
    assertThat(rows).hasSize(1);
    return rows.getFirst();
  }

  private static Judgement judgement(double effect) {
    double ratio = Math.log1p(effect);
    var pairs = Pairs.withLogRatios(ratio - 0.001, ratio, ratio, ratio + 0.001);
    return JUDGE.judge(pairs, Metric.TIME).orElseThrow();
  }
}
