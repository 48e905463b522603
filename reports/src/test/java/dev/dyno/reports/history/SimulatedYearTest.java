package dev.dyno.reports.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.reports.statistics.ChangePoints;
import dev.dyno.reports.statistics.TrackedChanges;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The bar of a detector that a team leaves running: nine of ten changes found, and at most one
/// false one in a series and year. Years are simulated, so the changes are known.
class SimulatedYearTest {
  private static final int YEARS = 2;
  private static final int NEAR = 5;

  @Test
  void nine_of_ten_steps_and_drifts_are_found_and_false_ones_are_rare() {
    int steps = 0;
    int found = 0;
    int drifts = 0;
    int crept = 0;
    int wrong = 0;
    for (int year = 0; year < YEARS; year++) {
      var simulated = SimulatedYear.of(year);
      var trends = simulated.series().stream().map(SimulatedYearTest::trend).toList();
      steps += simulated.steps().size();
      found += (int) simulated.steps().stream().filter(it -> found(trends, it)).count();
      drifts += simulated.drifts().size();
      crept += (int) simulated.drifts().stream().filter(it -> creeps(trends.get(it))).count();
      wrong += IntStream.range(0, trends.size()).map(s -> wrong(simulated, s, trends.get(s))).sum();
    }

    assertThat(steps).isEqualTo(6 * YEARS);
    assertThat(found).as("of %d steps", steps).isGreaterThanOrEqualTo(steps * 9 / 10);
    assertThat(crept).as("of %d drifts", drifts).isGreaterThanOrEqualTo(drifts * 9 / 10);
    assertThat(wrong)
        .as("false findings in %d series-years", YEARS * SimulatedYear.SERIES)
        .isLessThanOrEqualTo(YEARS * SimulatedYear.SERIES / 20);
  }

  private static Trend trend(double[] values) {
    return Trend.of(values, TrackedChanges.none().after(values, ChangePoints.usual()));
  }

  private static boolean found(List<Trend> trends, SimulatedYear.Planted planted) {
    return trends.get(planted.series()).findings().stream()
        .anyMatch(each -> matches(each, planted));
  }

  private static boolean matches(Finding finding, SimulatedYear.Planted planted) {
    return finding instanceof Finding.Step(int at, double change, _)
        && Math.abs(at - planted.at()) <= NEAR
        && Math.signum(change) == Math.signum(planted.change());
  }

  private static boolean creeps(Trend trend) {
    return trend.findings().stream().anyMatch(Finding.Drift.class::isInstance);
  }

  /// In a series that creeps, steps upwards only tell of it in another way.
  private static int wrong(SimulatedYear year, int series, Trend trend) {
    boolean creeping = year.drifts().contains(series);
    return (int)
        trend.findings().stream()
            .filter(each -> !(creeping && each.change() > 0))
            .filter(
                each ->
                    year.steps().stream()
                        .noneMatch(it -> it.series() == series && matches(each, it)))
            .count();
  }
}
