package dev.dyno.reports.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The bar of a detector that a team leaves running: nine of ten changes found, and at most one
/// false one in a series and year. Years are simulated, so the changes are known, and go through
/// the store and the false discovery rate as nights do.
class SimulatedYearTest {
  private static final int YEARS = 2;
  private static final int NEAR = 5;

  @TempDir Path folder;

  @Test
  void nine_of_ten_steps_and_drifts_are_found_and_false_ones_are_rare() throws Exception {
    int steps = 0;
    int found = 0;
    int drifts = 0;
    int crept = 0;
    int wrong = 0;
    for (int number = 0; number < YEARS; number++) {
      var year = SimulatedYear.of(number);
      var all = findings(year, folder.resolve("year%d.db".formatted(number)));
      steps += year.steps().size();
      found += (int) year.steps().stream().filter(it -> anyOf(all, it)).count();
      drifts += year.drifts().size();
      crept += (int) year.drifts().stream().filter(it -> creeps(all, it)).count();
      wrong += (int) all.stream().filter(it -> isWrong(year, it)).count();
    }

    System.out.printf(
        "%d of %d steps, %d of %d drifts, %d wrong%n", found, steps, crept, drifts, wrong);
    assertThat(steps).isEqualTo(6 * YEARS);
    assertThat(found).as("of %d steps", steps).isGreaterThanOrEqualTo(steps * 9 / 10);
    assertThat(crept).as("of %d drifts", drifts).isGreaterThanOrEqualTo(drifts * 9 / 10);
    assertThat(wrong)
        .as("false findings in %d series-years", YEARS * SimulatedYear.SERIES)
        .isLessThanOrEqualTo(YEARS * SimulatedYear.SERIES / 20);
  }

  private static List<Findings.Found> findings(SimulatedYear year, Path file) throws Exception {
    var store = HistoryStore.open(file.toString());
    store.take(Runs.entries(year.nights()));
    long began = System.nanoTime();
    var series = store.series();
    var found = Findings.of(series, Series.Reading.EFFECT).found();
    System.out.printf(
        "a year of %d nights and %d series: read and analysed in %d ms, %d findings%n",
        year.nights().size(), series.size(), (System.nanoTime() - began) / 1_000_000, found.size());
    assertThat(series).as("never compared across machines").hasSize(2 * SimulatedYear.SERIES);
    return found;
  }

  private static boolean anyOf(List<Findings.Found> all, SimulatedYear.Planted planted) {
    return all.stream().anyMatch(it -> matches(it, planted));
  }

  private static boolean matches(Findings.Found found, SimulatedYear.Planted planted) {
    return number(found) == planted.series()
        && found.finding() instanceof Finding.Step(_, double change, _)
        && Math.abs(Integer.parseInt(found.since().run()) - planted.at()) <= NEAR
        && Math.signum(change) == Math.signum(planted.change());
  }

  private static boolean creeps(List<Findings.Found> all, int series) {
    return all.stream()
        .anyMatch(it -> number(it) == series && it.finding() instanceof Finding.Drift);
  }

  /// In a series that creeps, steps upwards only tell of it in another way.
  private static boolean isWrong(SimulatedYear year, Findings.Found found) {
    boolean creeping = year.drifts().contains(number(found)) && found.finding().change() > 0;
    return !creeping && year.steps().stream().noneMatch(it -> matches(found, it));
  }

  private static int number(Findings.Found found) {
    return Integer.parseInt(found.series().key().params().getOrDefault("n", ""));
  }
}
