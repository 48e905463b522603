package dev.dyno.reports.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Gate;
import dev.dyno.reports.measurement.Origin;
import dev.dyno.reports.policy.GateFile;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FamiliesTest {

  @Test
  void the_errors_of_all_families_are_together_that_of_the_gate() {
    for (var families :
        new Families[] {new Families(3, 7), new Families(3, 0), new Families(0, 7)}) {
      double all =
          Arrays.stream(Family.values())
              .filter(family -> families.size(family) > 0)
              .mapToDouble(families::error)
              .sum();
      assertThat(all).as("%s", families).isEqualTo(Families.ERROR, within(1e-12));
    }
  }

  @Test
  void a_count_is_of_counters_and_all_else_of_times() {
    assertThat(Families.of(Stream.of(Metric.values())))
        .isEqualTo(new Families(Metric.values().length - 1, 1));
    assertThat(Family.of(Metric.BYTES)).isEqualTo(Family.COUNTERS);
  }

  /// What sharing costs: of changes that are as clear as can be, only luck must be refuted.
  @ParameterizedTest
  @CsvSource({"1, 6, 6", "4, 6, 6", "5, 8, 6", "19, 8, 6", "20, 8, 8", "113, 8, 8", "114, 12, 8"})
  void a_clear_change_is_called_after_so_many_pairs(int benchmarks, int counter, int time) {
    var names = IntStream.range(0, benchmarks).mapToObj(i -> "a.B.m" + i).toList();
    var looks = List.of(4, 6, 8, 12, 16, 24);
    var judge = GateJudge.of(usual(), looks, names);
    var pairs = IntStream.range(0, 24).mapToObj(i -> Pairs.pair(i, 0.08, 0.08)).toList();
    var dearer = Pairs.comparison(pairs, Ending.finished());

    for (var called : Map.of(Metric.BYTES, counter, Metric.TIME, time).entrySet()) {
      var judgement = judge.judge(dearer, called.getKey()).orElseThrow();
      assertThat(judgement.verdict()).isInstanceOf(Verdict.Regressed.class);
      assertThat(judgement.effect().pairs()).as("%s", called.getKey()).isEqualTo(called.getValue());
    }
  }

  private static Gate usual() {
    var origin = new Origin("a.jar", "", false, "00", "1.37");
    var thresholds = GateFile.usual().thresholds();
    return new Gate(
        origin, origin, thresholds, List.of(), 1, 24, List.of(), List.of(), List.of(), List.of());
  }

  /// What a time must show does not depend on how many counters are held beside it.
  @Test
  void counters_make_no_time_stricter() {
    var one = new Families(20, 1);
    var many = new Families(20, 400);

    assertThat(many.error(Metric.TIME) / many.size(Metric.TIME))
        .isEqualTo(one.error(Metric.TIME) / one.size(Metric.TIME))
        .isGreaterThan(Families.ERROR / (20 + 20));
  }
}
