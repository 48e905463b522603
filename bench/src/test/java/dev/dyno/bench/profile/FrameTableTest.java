package dev.dyno.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.dyno.profiles.sampler.ProfiledSide;
import dev.dyno.profiles.sampler.SampledEvent;
import dev.dyno.profiles.sampler.Stacks;
import dev.dyno.profiles.sampler.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FrameTableTest {

  /// A sample is worth 10 ns.
  private static ProfiledSide side(long operations, List<Map<String, Long>> forks) {
    var stacks = new ArrayList<Stacks>();
    for (var fork : forks) {
      var byStack = new TreeMap<String, Weight>();
      fork.forEach((stack, count) -> byStack.put(stack, new Weight(count, count * 10.0)));
      stacks.add(new Stacks(SampledEvent.CPU, "perf_events", byStack));
    }
    return new ProfiledSide("side", stacks, operations);
  }

  private static FrameChange change(FrameTable table, String frame) {
    return table.changes().stream()
        .filter(each -> each.frame().equals(frame))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_frame_that_vanished_stands_first_when_it_changed_most() {
    var baseline =
        side(
            100,
            List.of(
                Map.of("run;copy", 900L, "run;rest", 500L),
                Map.of("run;copy", 1100L, "run;rest", 500L)));
    var candidate = side(100, List.of(Map.of("run;rest", 510L), Map.of("run;rest", 490L)));

    var table = FrameTable.between(baseline, candidate);

    var first = table.changes().getFirst();
    assertThat(first.frame()).isEqualTo("copy");
    assertThat(first.baseline()).isEqualTo(100);
    assertThat(first.candidate()).isZero();
    assertThat(first.change()).isEqualTo(-100);
    assertThat(first.told()).isTrue();
    assertThat(change(table, "rest").change()).isZero();
    assertThat(change(table, "rest").told()).isFalse();
    assertThat(change(table, "run").baselineTotal()).isEqualTo(150);
    assertThat(change(table, "run").baseline()).isZero();
  }

  @Test
  void sides_of_different_work_are_compared_by_operation() {
    var fewer = side(100, List.of(Map.of("run", 100L), Map.of("run", 100L)));
    var more = side(1000, List.of(Map.of("run", 1000L), Map.of("run", 1000L)));

    assertThat(FrameTable.between(fewer, more).changes().getFirst().change()).isZero();
  }

  /// Differences 10 and 20 in each pair of forks: pooled variance 50, standard error
  /// sqrt(50 (1/2 + 1/2)), and Student's t of 2 degrees of freedom is 4.3027.
  @Test
  void the_margin_is_students_over_forks() {
    var baseline = side(1, List.of(Map.of("run", 1_000_000L), Map.of("run", 1_010_000L)));
    var candidate = side(1, List.of(Map.of("run", 2_000_000L), Map.of("run", 2_010_000L)));

    var run = FrameTable.between(baseline, candidate).changes().getFirst();

    assertThat(run.change()).isEqualTo(10_000_000);
    assertThat(run.margin()).isCloseTo(4.3027 * Math.sqrt(5e9), within(1e3));
  }

  @Test
  void forks_that_happen_to_agree_are_no_surer_than_their_number_of_samples_allows() {
    var baseline = side(1, List.of(Map.of("run", 4L), Map.of("run", 4L)));
    var candidate = side(1, List.of(Map.of("run", 6L), Map.of("run", 6L)));

    var run = FrameTable.between(baseline, candidate).changes().getFirst();

    // 4 and 6 samples of 10 ns, twice each: sqrt(2 * 400 + 2 * 600) / 2
    assertThat(run.margin()).isCloseTo(4.3027 * Math.sqrt(2000) / 2, within(0.1));
    assertThat(run.told()).isFalse();
  }

  @Test
  void one_side_alone_is_told_by_its_own_forks() {
    var side = side(1, List.of(Map.of("run", 1_000_000L), Map.of("run", 1_010_000L)));

    var run = FrameTable.of(side).changes().getFirst();

    assertThat(run.candidate()).isEqualTo(10_050_000);
    assertThat(run.margin()).isCloseTo(12.7062 * Math.sqrt(2.5e9), within(1e3)); // t of 1 degree
  }

  @Test
  void a_single_fork_has_no_interval() {
    var one = side(1, List.of(Map.of("run", 1L)));
    var two = side(1, List.of(Map.of("run", 1L), Map.of("run", 1L)));

    assertThatThrownBy(() -> FrameTable.of(one)).hasMessageContaining("two or more");
    assertThatThrownBy(() -> FrameTable.between(two, one)).hasMessageContaining("two or more");
  }
}
