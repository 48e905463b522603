package dev.dyno.bench.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dyno.engine.embedded.latency.Spread;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LognormalFitTest {

  @Test
  void the_distribution_that_times_were_drawn_from_is_found_again() {
    var fit = LognormalFit.of(drawn(new Spread(100, 150, 0), 2000), 0).orElseThrow();

    assertThat(fit.number()).isEqualTo(2000);
    assertThat(fit.spread().medianMillis()).isCloseTo(100, within(3.0));
    assertThat(fit.spread().p90Millis()).isCloseTo(150, within(5.0));
    assertThat(fit.residual()).isLessThan(0.02);
  }

  @Test
  void what_the_replay_takes_of_its_own_is_taken_off_once() {
    var times = Arrays.stream(drawn(new Spread(100, 150, 60), 2000)).map(it -> it + 7).toArray();

    var fit = LognormalFit.of(times, 7).orElseThrow();

    assertThat(fit.spread().medianMillis()).isCloseTo(100, within(3.0));
    assertThat(fit.spread().minimumMillis()).isCloseTo(60, within(0.01));
    assertThat(LognormalFit.of(times, 0).orElseThrow().spread().medianMillis())
        .isCloseTo(107, within(3.0));
  }

  @Test
  void nothing_is_left_of_times_that_the_replay_takes_by_itself() {
    assertThat(LognormalFit.of(new double[] {1, 2, 3}, 2)).isEmpty();
  }

  @Test
  void one_time_that_stalled_widens_nothing() {
    var times = new double[20];
    Arrays.setAll(times, i -> 100 + i);
    var calm = LognormalFit.of(times, 0).orElseThrow();
    times[19] = 60_000;

    var stalled = LognormalFit.of(times, 0).orElseThrow();

    assertThat(stalled.spread()).isEqualTo(calm.spread());
  }

  @Test
  void times_that_subtraction_leaves_near_nothing_widen_nothing() {
    var times = new double[] {10, 10.01, 10.02, 20, 20, 20, 20, 21, 22, 23};

    var fit = LognormalFit.of(times, 10).orElseThrow();

    assertThat(fit.spread().p90Millis()).isLessThan(15);
    assertThat(fit.spread().minimumMillis()).isZero();
  }

  @Test
  void times_far_from_a_lognormal_have_a_large_residual() {
    var two = new double[40];
    Arrays.setAll(two, i -> i < 30 ? 10 : 100);

    assertThat(LognormalFit.of(two, 0).orElseThrow().residual()).isGreaterThan(0.3);
  }

  private static double[] drawn(Spread spread, int number) {
    var random = new SplittableRandom(1);
    var times = new double[number];
    Arrays.setAll(times, _ -> spread.draw(random).toNanos() / 1e6);
    return times;
  }
}
