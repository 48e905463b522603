package dev.dyno.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClopperPearsonTest {

  /// The printed table of exact 95 % limits for 10 trials (Documenta Geigy, Scientific Tables).
  @ParameterizedTest
  @CsvSource({
    "0, 0.0000, 0.3085",
    "1, 0.0025, 0.4450",
    "2, 0.0252, 0.5561",
    "3, 0.0667, 0.6525",
    "4, 0.1216, 0.7376",
    "5, 0.1871, 0.8129",
    "10, 0.6915, 1.0000"
  })
  void ten_trials_agree_with_the_printed_table(int hits, double low, double high) {
    var share = ClopperPearson.of(hits, 10, 0.95);

    assertThat(share.low()).isCloseTo(low, within(0.00005));
    assertThat(share.high()).isCloseTo(high, within(0.00005));
  }

  /// In closed form: no hit leaves `1 - tail^(1/n)` possible, at any confidence.
  @Test
  void without_a_hit_the_upper_limit_is_the_closed_form() {
    assertThat(ClopperPearson.of(0, 300, 0.95).high())
        .isCloseTo(1 - Math.pow(0.025, 1.0 / 300), within(1e-12));
    assertThat(ClopperPearson.of(0, 300, 0.95).low()).isZero();
  }

  /// By definition: at each limit, as many hits or more (or fewer) have just the tail's
  /// probability. The binomial tails are summed here, term by term.
  @Property
  void each_limit_leaves_exactly_its_tail(
      @ForAll @IntRange(min = 1, max = 60) int trials,
      @ForAll @DoubleRange(min = 0, max = 1) double where) {
    int hits = (int) Math.round(where * trials);
    var share = ClopperPearson.of(hits, trials, 0.9);

    if (hits > 0) {
      assertThat(between(hits, trials, trials, share.low())).isCloseTo(0.05, within(1e-9));
    }
    if (hits < trials) {
      assertThat(between(0, hits, trials, share.high())).isCloseTo(0.05, within(1e-9));
    }
  }

  @Property
  void misses_mirror_hits(
      @ForAll @IntRange(min = 1, max = 500) int trials,
      @ForAll @DoubleRange(min = 0, max = 1) double where) {
    int hits = (int) Math.round(where * trials);
    var share = ClopperPearson.of(hits, trials, 0.95);
    var mirrored = ClopperPearson.of(trials - hits, trials, 0.95);

    assertThat(mirrored.low()).isCloseTo(1 - share.high(), within(1e-9));
    assertThat(mirrored.high()).isCloseTo(1 - share.low(), within(1e-9));
  }

  @Property
  void a_higher_confidence_is_a_wider_interval_and_one_more_hit_a_higher_one(
      @ForAll @IntRange(min = 2, max = 300) int trials,
      @ForAll @DoubleRange(min = 0, max = 0.99) double where) {
    int hits = (int) (where * trials);
    var share = ClopperPearson.of(hits, trials, 0.95);
    var surer = ClopperPearson.of(hits, trials, 0.99);
    var more = ClopperPearson.of(hits + 1, trials, 0.95);

    assertThat(surer.low()).isLessThanOrEqualTo(share.low());
    assertThat(surer.high()).isGreaterThanOrEqualTo(share.high());
    assertThat(more.low()).isGreaterThan(share.low());
    assertThat(more.high()).isGreaterThan(hits + 1 == trials ? 0.99 * share.high() : share.high());
  }

  @Test
  void what_cannot_be_a_share_is_refused() {
    assertThatThrownBy(() -> ClopperPearson.of(3, 2, 0.95)).hasMessageContaining("3 of 2");
    assertThatThrownBy(() -> ClopperPearson.of(0, 0, 0.95)).hasMessageContaining("0 of 0");
    assertThatThrownBy(() -> ClopperPearson.of(1, 2, 1)).hasMessageContaining("1.0");
    assertThatThrownBy(() -> new ClopperPearson(1, 2, 0.95, 0.6, 0.9))
        .hasMessageContaining("outside");
  }

  /// P(`from` to `to` hits), each term from the one before it.
  private static double between(int from, int to, int trials, double share) {
    double sum = 0;
    double log = trials * Math.log1p(-share);
    for (int hits = 0; hits <= to; hits++) {
      if (hits > 0) {
        log += Math.log((trials - hits + 1.0) / hits) + Math.log(share) - Math.log1p(-share);
      }
      sum += hits >= from ? Math.exp(log) : 0;
    }
    return sum;
  }
}
