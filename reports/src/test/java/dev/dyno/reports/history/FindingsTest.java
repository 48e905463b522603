package dev.dyno.reports.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FindingsTest {

  @Test
  void a_step_is_bracketed_by_the_commits_before_and_after_it() {
    var stepped = series("a", 60, i -> i < 40 ? 0 : Math.log(1.1));

    var findings = Findings.of(List.of(stepped, series("b", 60, _ -> 0)), Series.Reading.EFFECT);

    assertThat(findings.followed()).hasSize(2);
    assertThat(findings.found()).hasSize(1);
    var found = findings.found().getFirst();
    assertThat(found.series()).isEqualTo(stepped);
    assertThat(found.finding()).isInstanceOf(Finding.Step.class);
    assertThat(found.finding().change()).isBetween(0.09, 0.11);
    assertThat(found.before().commit()).isEqualTo("commit-39");
    assertThat(found.since().commit()).isEqualTo("commit-40");
    assertThat(found.rate()).isLessThan(Findings.RATE);
  }

  @Test
  void a_slope_is_a_drift_and_no_staircase() {
    var creeping = series("a", 200, i -> 0.1 * i / 200);

    var found = Findings.of(List.of(creeping), Series.Reading.EFFECT).found();

    assertThat(found).hasSize(1);
    assertThat(found.getFirst().finding()).isInstanceOf(Finding.Drift.class);
    assertThat(found.getFirst().finding().change()).isBetween(0.08, 0.13);
  }

  @Test
  void two_steps_up_with_flat_levels_are_no_drift() {
    var steps = series("a", 200, i -> i < 60 ? 0 : i < 150 ? 0.05 : 0.12);

    var found = Findings.of(List.of(steps), Series.Reading.EFFECT).found();

    assertThat(found).hasSize(2);
    assertThat(found).allMatch(each -> each.finding() instanceof Finding.Step);
  }

  @Test
  void throughput_that_falls_is_dearer() {
    var points =
        series("a", 60, _ -> 0).points().stream()
            .map(
                it ->
                    new Series.Point(
                        it.run(),
                        it.at(),
                        it.commit(),
                        100,
                        it.commit().compareTo("commit-40") < 0 ? 100 : 80,
                        0,
                        0,
                        0,
                        24,
                        null,
                        "Equivalent"))
            .toList();
    var throughput = new Series(series("a", 1, _ -> 0).key(), "ops/s", points);

    assertThat(throughput.values(Series.Reading.CANDIDATE)[59])
        .isGreaterThan(throughput.values(Series.Reading.CANDIDATE)[10]);
  }

  @Test
  void a_series_without_points_says_nothing() {
    var findings = Findings.of(List.of(series("a", 0, _ -> 0)), Series.Reading.EFFECT);

    assertThat(findings.found()).isEmpty();
    assertThat(findings.followed().getFirst().trend().segments()).isEmpty();
  }

  private static Series series(String toggle, int nights, IntToDoubleFunction level) {
    var random = new Random(toggle.hashCode());
    var points =
        IntStream.range(0, nights)
            .mapToObj(
                i -> {
                  double effect =
                      Math.expm1(level.applyAsDouble(i) + 0.005 * random.nextGaussian());
                  return new Series.Point(
                      "run-" + i,
                      Runs.FIRST.plus(Duration.ofDays(i)),
                      "commit-" + i,
                      1,
                      1 + effect,
                      effect,
                      effect - 0.01,
                      effect + 0.01,
                      24,
                      0.005,
                      "Undecided");
                })
            .toList();
    var key = new SeriesKey("machine", "nightly", toggle, "a.B.c", new TreeMap<>(), "time/op");
    return new Series(key, "us/op", points);
  }
}
