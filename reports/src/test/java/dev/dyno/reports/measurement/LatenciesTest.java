package dev.dyno.reports.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LatenciesTest {

  @Test
  void quantiles_are_those_of_the_sorted_values_within_a_bucket() {
    var random = new Random(43);
    double[] values = random.doubles(20_000).map(u -> 3 * Math.exp(2 * u)).sorted().toArray();
    var latencies = of(values);

    assertThat(latencies.samples()).isEqualTo(20_000);
    for (double share : new double[] {0.01, 0.5, 0.9, 0.99, 0.999}) {
      double exact = values[(int) Math.ceil(share * values.length) - 1];
      assertThat(latencies.quantile(share) / exact).isCloseTo(1, within(0.006));
    }
  }

  /// Bucket 0 is 1 to 2^(1/128), bucket 128 starts at 2.
  @Test
  void a_bucket_lies_where_it_says() {
    assertThat(of(2.001).quantile(1)).isCloseTo(2 * Math.pow(2, 1 / 128.0), within(1e-12));
    assertThat(of(0.25).counts().firstKey()).isEqualTo(-256);
  }

  @Test
  void quantiles_rise_with_their_share() {
    var latencies = of(new Random(47).doubles(500, 0.1, 9).toArray());
    double before = 0;
    for (int percent = 1; percent <= 100; percent++) {
      assertThat(latencies.quantile(percent / 100.0)).isGreaterThan(before);
      before = latencies.quantile(percent / 100.0);
    }
  }

  @Test
  void a_text_is_read_back_and_is_short() {
    var latencies = new Latencies(new TreeMap<>(Map.of(-12, 3L, -11, 40L, -4, 1L, 9, 2L)));

    assertThat(latencies.text()).isEqualTo("-12:3 +1:40 +7:1 +13:2");
    assertThat(Latencies.parse(latencies.text())).isEqualTo(latencies);
  }

  @Test
  void two_turns_together_are_as_if_they_were_one() {
    assertThat(of(1, 2, 3).plus(of(3, 4))).isEqualTo(of(1, 2, 3, 3, 4));
  }

  @Test
  void what_is_none_is_refused() {
    assertThatThrownBy(() -> Latencies.parse("")).hasMessageContaining("no bucket:count");
    assertThatThrownBy(() -> Latencies.parse("1:2 +0:1")).hasMessageContaining("twice");
    assertThatThrownBy(() -> Latencies.parse("1:0")).hasMessageContaining("above 0");
    assertThatThrownBy(() -> of(1).quantile(0)).hasMessageContaining("not above 0");
  }

  private static Latencies of(double... values) {
    var counts = new TreeMap<Integer, Long>();
    Arrays.stream(values)
        .mapToInt(value -> (int) Math.floor(128 * Math.log(value) / Math.log(2)))
        .forEach(bucket -> counts.merge(bucket, 1L, Long::sum));
    return new Latencies(counts);
  }
}
