package dev.dyno.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dyno.reports.statistics.FactorialFit.Interaction;
import dev.dyno.reports.statistics.FactorialFit.Main;
import dev.dyno.reports.statistics.FactorialFit.Term;
import dev.dyno.reports.statistics.FactorialFit.WithError;
import dev.dyno.reports.statistics.FactorialFit.WithoutError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactorialFitTest {

  /// Montgomery's filtration rate (Design and Analysis of Experiments, table 6.10): temperature,
  /// pressure, concentration, stirring; the effects are those of his table 6.12.
  @Test
  void the_filtration_rates_of_the_textbook_have_the_textbooks_effects() {
    var design = FractionalFactorial.of(4);
    double[] rates = {45, 71, 48, 65, 68, 60, 80, 65, 43, 100, 45, 104, 75, 86, 70, 96};

    var told = told(FactorialFit.of(high(design, 1), rates, 0));

    assertThat(of(new Main(0), told).mean()).isCloseTo(21.625, within(1e-12));
    assertThat(of(new Main(1), told).mean()).isCloseTo(3.125, within(1e-12));
    assertThat(of(new Main(2), told).mean()).isCloseTo(9.875, within(1e-12));
    assertThat(of(new Main(3), told).mean()).isCloseTo(14.625, within(1e-12));
    assertThat(of(new Interaction(0, 2), told).mean()).isCloseTo(-18.125, within(1e-12));
    assertThat(of(new Interaction(0, 3), told).mean()).isCloseTo(16.625, within(1e-12));
    assertThat(of(new Interaction(0, 1), told).mean()).isCloseTo(0.125, within(1e-12));
    assertThat(told.values())
        .allSatisfy(effect -> assertThat(effect.degreesOfFreedom()).isEqualTo(5));
  }

  /// Residual squares of the same table: those of ABC, ABD, ACD, BCD and ABCD, 14.0625 + 68.0625 +
  /// 10.5625 + 27.5625 + 7.5625 (its table 6.12 rounds them), over 5 degrees of freedom.
  @Test
  void what_three_factors_do_together_is_the_error() {
    double[] rates = {45, 71, 48, 65, 68, 60, 80, 65, 43, 100, 45, 104, 75, 86, 70, 96};

    var fit = (WithError) FactorialFit.of(high(FractionalFactorial.of(4), 1), rates, 0);

    assertThat(fit.deviation()).isCloseTo(Math.sqrt(127.8125 / 5), within(1e-12));
    assertThat(fit.told().getFirst().effect().standardError())
        .isCloseTo(2 * fit.deviation() / 4, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11})
  void planted_effects_come_back_exactly_without_noise(int factors) {
    var random = new SplittableRandom(factors);
    var high = high(FractionalFactorial.of(factors), 2);
    var planted = planted(random, factors);

    var fit = FactorialFit.of(high, observed(high, planted, 0, random), 0);

    assertThat(fit.untold()).isEmpty();
    var told = told(fit);
    assertThat(told.keySet()).containsExactlyInAnyOrderElementsOf(planted.keySet());
    planted.forEach(
        (term, effect) -> assertThat(of(term, told).mean()).isCloseTo(effect, within(1e-12)));
  }

  /// Each observation moves every effect by as much, so that all profit from all runs.
  @ParameterizedTest
  @ValueSource(ints = {4, 6, 11})
  void every_effect_has_the_same_error_two_deviations_over_the_root_of_all_observations(
      int factors) {
    var random = new SplittableRandom(factors);
    var high = high(FractionalFactorial.of(factors), 2);

    var fit =
        (WithError) FactorialFit.of(high, observed(high, planted(random, factors), 0.1, random), 0);

    int terms = 1 + factors * (factors + 1) / 2;
    assertThat(fit.degreesOfFreedom()).isEqualTo(high.length - terms);
    assertThat(fit.told())
        .allSatisfy(
            told ->
                assertThat(told.effect().standardError())
                    .isCloseTo(2 * fit.deviation() / Math.sqrt(high.length), within(1e-12)));
  }

  @Test
  void as_many_terms_as_observations_have_values_but_no_error() {
    for (int factors : List.of(1, 2, 5)) {
      var random = new SplittableRandom(factors);
      var high = high(FractionalFactorial.of(factors), 1);
      var planted = planted(random, factors);

      var fit = FactorialFit.of(high, observed(high, planted, 0, random), 0);

      assertThat(fit).isInstanceOf(WithoutError.class);
      assertThat(((WithoutError) fit).values())
          .hasSize(planted.size())
          .allSatisfy(
              value ->
                  assertThat(value.effect()).isCloseTo(of(value.term(), planted), within(1e-12)));
    }
  }

  @Test
  void observing_the_runs_again_gives_them_an_error() {
    boolean[][] high = {{false}, {true}, {false}, {true}};

    var fit = (WithError) FactorialFit.of(high, new double[] {1, 5, 2, 4}, 0);

    assertThat(fit.told().getFirst().effect().mean()).isCloseTo(3, within(1e-12));
    assertThat(fit.degreesOfFreedom()).isEqualTo(2);
    assertThat(fit.deviation()).isCloseTo(Math.sqrt(0.5), within(1e-12));
  }

  @Test
  void readings_that_agree_are_known_no_better_than_their_step() {
    boolean[][] high = {{false}, {true}, {false}, {true}};
    double[] same = {0, 0, 0, 0};

    assertThat(((WithError) FactorialFit.of(high, same, 0)).deviation()).isZero();
    assertThat(((WithError) FactorialFit.of(high, same, 0.12)).deviation())
        .isCloseTo(0.12 / Math.sqrt(12), within(1e-15));
  }

  /// Four factors have 16 runs for 11 terms: losing a few still leaves all of them.
  @Test
  void missing_runs_cost_precision_before_they_cost_effects() {
    var random = new SplittableRandom(3);
    var whole = high(FractionalFactorial.of(4), 1);
    var planted = planted(random, 4);
    var cut = without(whole, 2, 7, 13);

    var fit = (WithError) FactorialFit.of(cut, observed(cut, planted, 0.05, random), 0);
    var exact = told(FactorialFit.of(cut, observed(cut, planted, 0, random), 0));

    assertThat(fit.untold()).isEmpty();
    assertThat(fit.degreesOfFreedom()).isEqualTo(2);
    planted.forEach(
        (term, effect) -> assertThat(of(term, exact).mean()).isCloseTo(effect, within(1e-12)));
    assertThat(fit.told())
        .allSatisfy(
            told ->
                assertThat(told.effect().standardError())
                    .isGreaterThan(2 * fit.deviation() / Math.sqrt(cut.length)));
  }

  @Test
  void a_factor_that_never_changed_cannot_be_told_and_the_others_can() {
    var random = new SplittableRandom(4);
    var whole = high(FractionalFactorial.of(4), 1);
    var cut = Arrays.stream(whole).filter(run -> run[3]).toArray(boolean[][]::new);
    var planted = planted(random, 4);

    var fit = FactorialFit.of(cut, observed(cut, planted, 0, random), 0);

    assertThat(fit.untold())
        .as("D, and what it shares its column with: each factor with its interaction with D")
        .containsExactlyInAnyOrder(
            new Main(0),
            new Main(1),
            new Main(2),
            new Main(3),
            new Interaction(0, 3),
            new Interaction(1, 3),
            new Interaction(2, 3));
    var told = told(fit);
    assertThat(of(new Interaction(0, 1), told).mean())
        .isCloseTo(of(new Interaction(0, 1), planted), within(1e-12));
  }

  /// Whatever is said to be told must come back, whichever runs are missing.
  @Test
  void whatever_is_told_of_any_part_of_a_design_is_right() {
    var random = new SplittableRandom(5);
    int untold = 0;
    for (int round = 0; round < 500; round++) {
      int factors = random.nextInt(2, 7);
      var whole = new ArrayList<>(List.of(high(FractionalFactorial.of(factors), 1)));
      int kept = random.nextInt(1, whole.size() + 1);
      while (whole.size() > kept) {
        whole.remove(random.nextInt(whole.size()));
      }
      var cut = whole.toArray(boolean[][]::new);
      var planted = planted(random, factors);

      var fit = FactorialFit.of(cut, observed(cut, planted, 0, random), 0);

      untold += fit.untold().size();
      told(fit)
          .forEach(
              (term, effect) ->
                  assertThat(effect.mean()).isCloseTo(of(term, planted), within(1e-9)));
    }
    assertThat(untold).isPositive();
  }

  @Test
  void a_design_of_resolution_four_leaves_its_interactions_untold() {
    var random = new SplittableRandom(6);
    var high = high(new FractionalFactorial(4, List.of("D=ABC")), 2);

    var fit = FactorialFit.of(high, observed(high, planted(random, 4), 0.1, random), 0);

    assertThat(fit.untold()).hasSize(6).allMatch(Interaction.class::isInstance);
  }

  /// 4,000 runs: each interval misses in 5 of 100, and at least one of all in no more than that
  /// once they are made for all at once.
  @ParameterizedTest
  @ValueSource(ints = {4, 6})
  void intervals_hold_as_often_as_they_say(int factors) {
    var random = new SplittableRandom(7);
    var high = high(FractionalFactorial.of(factors), 1);
    var planted = planted(random, factors);
    double each = Simultaneous.each(0.05, planted.size());
    int rounds = 4000;
    int missedAlone = 0;
    int missedAny = 0;
    for (int round = 0; round < rounds; round++) {
      var told = told(FactorialFit.of(high, observed(high, planted, 0.3, random), 0));
      missedAlone += missed(told, planted, 0.05);
      missedAny += missed(told, planted, each) > 0 ? 1 : 0;
    }
    assertThat((double) missedAlone / rounds / planted.size()).isBetween(0.045, 0.055);
    assertThat((double) missedAny / rounds).isBetween(0.02, 0.055);
  }

  @Test
  void what_cannot_be_fitted_is_refused() {
    assertThatThrownBy(() -> FactorialFit.of(new boolean[0][], new double[0], 0))
        .hasMessageContaining("at least one");
    assertThatThrownBy(
            () -> FactorialFit.of(new boolean[][] {{true}}, new double[] {Double.NaN}, 0))
        .hasMessageContaining("NaN");
    assertThatThrownBy(
            () -> FactorialFit.of(new boolean[][] {{true}, {true, false}}, new double[] {1, 2}, 0))
        .hasMessageContaining("at 2 factors");
    assertThatThrownBy(() -> Simultaneous.each(1, 3)).hasMessageContaining("1.0");
  }

  @Test
  void shares_of_an_error_multiply_to_it() {
    assertThat(Math.pow(1 - Simultaneous.each(0.05, 66), 66)).isCloseTo(0.95, within(1e-12));
    assertThat(Simultaneous.each(0.05, 1)).isCloseTo(0.05, within(1e-15));
  }

  private static <T> T of(Term term, Map<Term, T> effects) {
    return Objects.requireNonNull(effects.get(term), () -> term + " is not told");
  }

  private static int missed(Map<Term, Estimate> told, Map<Term, Double> planted, double error) {
    int missed = 0;
    for (var each : told.entrySet()) {
      double off = Math.abs(each.getValue().mean() - of(each.getKey(), planted));
      missed += off > each.getValue().margin(error / 2) ? 1 : 0;
    }
    return missed;
  }

  private static boolean[][] high(FractionalFactorial design, int times) {
    var high = new boolean[times * design.runs()][design.factors()];
    for (int i = 0; i < high.length; i++) {
      for (int factor = 0; factor < design.factors(); factor++) {
        high[i][factor] = design.high(i % design.runs(), factor);
      }
    }
    return high;
  }

  private static boolean[][] without(boolean[][] high, Integer... runs) {
    var gone = List.of(runs);
    var left = new ArrayList<boolean[]>();
    for (int run = 0; run < high.length; run++) {
      if (!gone.contains(run)) {
        left.add(high[run]);
      }
    }
    return left.toArray(boolean[][]::new);
  }

  private static Map<Term, Double> planted(RandomGenerator random, int factors) {
    var planted = new HashMap<Term, Double>();
    for (var term : FactorialFit.terms(factors)) {
      planted.put(term, random.nextDouble(-1, 1));
    }
    return planted;
  }

  private static double[] observed(
      boolean[][] high, Map<Term, Double> planted, double deviation, RandomGenerator random) {
    var y = new double[high.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = 3 + deviation * random.nextGaussian();
      for (var effect : planted.entrySet()) {
        boolean plus =
            switch (effect.getKey()) {
              case Main(int factor) -> high[i][factor];
              case Interaction(int first, int second) -> high[i][first] == high[i][second];
            };
        y[i] += (plus ? 0.5 : -0.5) * effect.getValue();
      }
    }
    return y;
  }

  private static Map<Term, Estimate> told(FactorialFit fit) {
    var told = new HashMap<Term, Estimate>();
    switch (fit) {
      case WithError some -> some.told().forEach(each -> told.put(each.term(), each.effect()));
      case WithoutError none ->
          none.values()
              .forEach(each -> told.put(each.term(), new Estimate(each.effect(), 0, 1, 0, 1)));
    }
    return told;
  }
}
