package dev.dyno.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SpendingTest {

  /// Computed apart, in Python.
  @Test
  void shares_of_the_usual_looks() {
    var spending = new Spending(List.of(4, 6, 8, 12, 16, 24));

    assertThat(IntStream.range(0, 6).mapToDouble(spending::share).toArray())
        .containsExactly(
            new double[] {
              0.06804138174397717,
              0.05695861825602283,
              0.06745008972987523,
              0.16110330086339855,
              0.19077766335854357,
              0.45566894604818264
            },
            within(1e-14));
  }

  @Test
  void all_shares_together_are_the_whole_error() {
    for (var looks : List.of(List.of(4), List.of(4, 6, 8), List.of(2, 3, 5, 7, 11))) {
      var spending = new Spending(looks);
      assertThat(IntStream.range(0, looks.size()).mapToDouble(spending::share).sum())
          .isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void no_looks_are_refused() {
    assertThatThrownBy(() -> new Spending(List.of())).hasMessageContaining("at least one");
  }

  @Property
  void every_look_spends_something_and_all_together_the_whole_at_any_scale(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 1, max = 50) Integer> steps,
      @ForAll @IntRange(min = 1, max = 20) int scale) {
    var looks = new ArrayList<Integer>();
    int at = 0;
    for (int step : steps) {
      at += step;
      looks.add(at);
    }
    var spending = new Spending(looks);
    var longer = new Spending(looks.stream().map(look -> scale * look).toList());

    double sum = 0;
    for (int k = 0; k < looks.size(); k++) {
      assertThat(spending.share(k)).isPositive();
      assertThat(longer.share(k)).isCloseTo(spending.share(k), within(1e-12));
      sum += spending.share(k);
    }
    assertThat(sum).isCloseTo(1, within(1e-12));
  }
}
