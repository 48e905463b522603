package dev.dyno.engine.embedded.latency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForecastTest {
  private static final Spread TENTH = Spread.fixed(Duration.ofMillis(100));

  @ParameterizedTest
  @CsvSource({
    // share, at once, cores, number, ms
    "0,   0, 2, 8, 100", // they only wait
    "1,   0, 2, 1, 100", // alone
    "1,   0, 2, 6, 300", // three rounds on two cores
    "0.5, 0, 2, 6, 200", // half of the time waiting, then three rounds of the other half
    "1.2, 0, 2, 6, 400", // 40 ms waiting, then six times 60 ms on both cores
    "0,   2, 2, 6, 300", // two places
    "1,   3, 8, 6, 200", // cores for all, places for three
    "2,   0, 4, 4, 200", // each keeps two of four cores busy
  })
  void several_at_once_take_the_rounds_that_cores_and_places_allow(
      double share, int atOnce, int cores, int number, long millis) {
    var latency = new OperationLatency(TENTH, share, atOnce);

    assertThat(Forecast.together(latency, cores, number, new SplittableRandom(1)))
        .isEqualTo(Duration.ofMillis(millis).toNanos());
  }

  @Test
  void the_slowest_of_several_that_only_wait_is_slower_than_a_usual_one() {
    var spread = new Spread(100, 200, 0);
    var random = new SplittableRandom(1);
    long alone = 0;
    long eight = 0;
    for (int i = 0; i < 1000; i++) {
      alone += Forecast.together(new OperationLatency(spread, 0, 0), 2, 1, random);
      eight += Forecast.together(new OperationLatency(spread, 0, 0), 2, 8, random);
    }

    assertThat((double) eight / alone).isGreaterThan(1.5);
  }

  @Test
  void none_at_once_is_a_bug() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> Forecast.together(OperationLatency.NONE, 1, 0, new SplittableRandom(1)))
        .withMessage("0 at once: must be at least 1");
  }
}
