package dev.dyno.bench.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dyno.engine.embedded.latency.Forecast;
import dev.dyno.engine.embedded.latency.OperationLatency;
import dev.dyno.engine.embedded.latency.Spread;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharingFitTest {
  private static final Spread SPREAD = new Spread(100, 130, 60);

  @ParameterizedTest
  @CsvSource({
    // cores, share, places
    "2, 0,   0",
    "2, 0.5, 0",
    "2, 1,   0",
    "2, 1.2, 0",
    "4, 1.5, 0",
    "8, 0,   1",
    "8, 0,   2",
    "8, 0,   3",
  })
  void what_a_daemon_shares_is_found_again(int cores, double share, int places) {
    var millis = batches(new OperationLatency(SPREAD, share, places), cores);

    var fit = SharingFit.of(SPREAD, cores, millis, 1);

    assertThat(fit.atOnce()).isEqualTo(places);
    assertThat(fit.residual()).isLessThan(0.1);
    if (places == 0) {
      assertThat(fit.cpuShare()).isCloseTo(share, within(0.25));
    }
    fit.measured()
        .forEach(
            (number, speedUp) ->
                assertThat(fit.replayed().getOrDefault(number, 0.0) / speedUp)
                    .as("%d at once", number)
                    .isBetween(0.85, 1.15));
  }

  @Test
  void two_places_on_two_cores_are_taken_for_two_cores_which_are_as_fast() {
    var fit = SharingFit.of(SPREAD, 2, batches(new OperationLatency(SPREAD, 0, 2), 2), 1);

    assertThat(fit.atOnce()).isZero();
    assertThat(fit.cpuShare()).isCloseTo(1, within(0.2));
  }

  @Test
  void a_batch_of_one_that_stalled_does_not_change_what_is_found() {
    var millis = batches(new OperationLatency(SPREAD, 1.2, 0), 2);
    var before = SharingFit.of(SPREAD, 2, millis, 1);
    millis.merge(1, 1.3, (time, factor) -> time * factor);

    var after = SharingFit.of(SPREAD, 2, millis, 1);

    assertThat(after.cpuShare()).isCloseTo(before.cpuShare(), within(0.31));
  }

  @Test
  void what_no_candidate_explains_has_a_large_residual() {
    var millis = new TreeMap<Integer, Double>();
    Asked.NUMBERS.forEach(number -> millis.put(number, number * number * 100.0));

    assertThat(SharingFit.of(SPREAD, 2, millis, 1).residual()).isGreaterThan(0.3);
  }

  private static SortedMap<Integer, Double> batches(OperationLatency latency, int cores) {
    var random = new SplittableRandom(7);
    var millis = new TreeMap<Integer, Double>();
    for (int number : Asked.NUMBERS) {
      var times = new double[51];
      Arrays.setAll(times, _ -> Forecast.together(latency, cores, number, random) / 1e6);
      millis.put(number, Quantiles.median(times));
    }
    return millis;
  }
}
