package dev.dyno.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SteadyStateTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 12, 40})
  void a_step_down_is_found_where_it_is_in_noise_and_outliers(int step) {
    var random = new Random(31);
    int near = 0;
    int runs = 500;
    for (int run = 0; run < runs; run++) {
      double[] logs = series(random, 70, step, 0.5);
      near += Math.abs(SteadyState.of(logs).start() - step) <= 2 ? 1 : 0;
    }
    assertThat(near).isGreaterThan(runs * 95 / 100);
  }

  @Test
  void a_level_series_is_steady_from_its_first_value() {
    var random = new Random(37);
    int first = 0;
    int runs = 1000;
    for (int run = 0; run < runs; run++) {
      first += SteadyState.of(series(random, 70, 0, 0)).start() == 0 ? 1 : 0;
    }
    assertThat(first).isGreaterThan(runs * 95 / 100);
  }

  @Test
  void several_steps_end_at_the_last() {
    var logs = new double[70];
    Arrays.setAll(logs, i -> i < 6 ? 2 : i < 20 ? 1 : 0.5);
    assertThat(SteadyState.of(logs)).isEqualTo(new SteadyState(20, 70));
  }

  @Test
  void a_change_below_one_percent_is_none() {
    var logs = new double[70];
    Arrays.setAll(logs, i -> i < 30 ? 0.009 : 0);
    assertThat(SteadyState.of(logs).start()).isZero();
  }

  @Test
  void a_level_reached_only_at_the_end_is_none() {
    var late = new double[70];
    Arrays.setAll(late, i -> i < 60 ? 1 : 0);
    assertThat(SteadyState.of(late).start()).isEqualTo(60);
    assertThat(SteadyState.of(late).reached()).isFalse();
    Arrays.setAll(late, i -> i < 50 ? 1 : 0);
    assertThat(SteadyState.of(late).reached()).isTrue();
  }

  @Test
  void neither_unit_nor_level_matters() {
    var random = new Random(41);
    for (int run = 0; run < 100; run++) {
      double[] logs = series(random, 70, random.nextInt(50), 0.4);
      double[] other = Arrays.stream(logs).map(log -> log + Math.log(1000)).toArray();
      assertThat(SteadyState.of(other)).isEqualTo(SteadyState.of(logs));
    }
  }

  @Test
  void refuses_too_few_values_and_a_start_beyond_the_end() {
    assertThatThrownBy(() -> SteadyState.of(new double[9])).hasMessageContaining("at least 10");
    assertThatThrownBy(() -> new SteadyState(5, 5)).hasMessageContaining("from 5 of 5");
  }

  /// Normal noise of 3 %, and one value in twenty up to twice as dear.
  private static double[] series(Random random, int n, int step, double fall) {
    var logs = new double[n];
    for (int i = 0; i < n; i++) {
      double hit = random.nextInt(20) == 0 ? random.nextDouble(0.7) : 0;
      logs[i] = (i < step ? fall : 0) + 0.03 * random.nextGaussian() + hit;
    }
    return logs;
  }
}
