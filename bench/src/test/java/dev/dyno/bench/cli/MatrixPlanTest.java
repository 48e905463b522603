package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.bench.variant.Jdk;
import dev.dyno.bench.variant.MeasuredVariant;
import dev.dyno.engine.toggle.Optimization;
import dev.dyno.engine.toggle.Toggles;
import dev.dyno.profiles.run.RunProfileFile;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Fork;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.measurement.Surroundings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MatrixPlanTest {

  private static final MeasuredVariant SUITE =
      new MeasuredVariant("suite", Jdk.running(), List.of(), List.of(), new TreeMap<>());

  @Test
  void every_run_compares_its_set_of_toggles_with_none() throws Exception {
    var plan = plan(List.of("streaming-tar", "buffers"), 1);

    var runs = plan.runs(SUITE);

    assertThat(runs)
        .extracting(MatrixPlan.Run::on)
        .containsExactlyInAnyOrder(
            List.of(),
            List.of("streaming-tar"),
            List.of("buffers"),
            List.of("streaming-tar", "buffers"));
    assertThat(runs)
        .allSatisfy(
            run -> {
              assertThat(run.planned().baseline().properties())
                  .containsEntry("dyno.toggles", "none");
              var candidate = run.planned().candidate().properties().get("dyno.toggles");
              assertThat(Toggles.parse(String.valueOf(candidate)).on())
                  .hasSameSizeAs(run.on())
                  .allMatch(toggle -> run.on().contains(toggle.id()));
              assertThat(run.planned().benchmark()).endsWith("BuildContextBenchmark.send");
              assertThat(run.planned().params()).containsEntry("tree", "mixed");
            });
  }

  @Test
  void all_toggles_of_the_engine_fit_one_matrix() throws Exception {
    var plan = plan(List.of(), 1);

    var all = Arrays.stream(Optimization.values()).map(Optimization::id).toList();
    var runs = plan.runs(SUITE);

    assertThat(runs).extracting(MatrixPlan.Run::on).contains(all);
    assertThat(new HashSet<>(runs.stream().map(MatrixPlan.Run::on).toList()))
        .hasSize(plan.design().runs());
    assertThat(runs.size()).isLessThanOrEqualTo(128);
  }

  @Test
  void the_seed_shuffles_the_runs() throws Exception {
    assertThat(order(1)).isEqualTo(order(1)).isNotEqualTo(order(2));
    assertThat(order(1)).containsExactlyInAnyOrderElementsOf(order(2));
  }

  private static List<List<String>> order(long seed) throws Exception {
    return plan(List.of(), seed).runs(SUITE).stream().map(MatrixPlan.Run::on).toList();
  }

  @Test
  void as_many_pairs_as_leave_ten_degrees_of_freedom_each_set_once_before_any_twice()
      throws Exception {
    assertThat(plan(List.of("buffers"), 1).pairs()).isEqualTo(6);
    assertThat(plan(List.of("buffers", "auth-cache"), 1).pairs()).isEqualTo(4);
    assertThat(plan(List.of("buffers", "auth-cache", "streaming-tar"), 1).pairs()).isEqualTo(3);
    assertThat(plan(List.of("buffers", "auth-cache"), 1).looks()).containsExactly(1, 2, 3, 4);
  }

  @Test
  void a_toggle_named_twice_is_one_factor() throws Exception {
    assertThat(plan(List.of("buffers", "buffers"), 1).toggles())
        .containsExactly(Optimization.BUFFERS);
  }

  @Test
  void what_was_measured_is_gathered_run_by_run_and_what_was_not_is_missing() throws Exception {
    var plan = plan(List.of("streaming-tar", "buffers"), 1);
    var runs = plan.runs(SUITE);
    var measured = new ArrayList<Comparison>();
    for (var run : runs) {
      boolean reached = run.on().contains("buffers");
      measured.add(
          comparison(
              run,
              reached ? 4 : 0,
              reached ? Ending.finished() : new Ending(Ending.Kind.CUT, "the budget was spent")));
    }

    var matrix = plan.gathered(runs, measured);

    assertThat(matrix.factors()).containsExactly("streaming-tar", "buffers");
    assertThat(matrix.wholeRuns()).isEqualTo(2);
    assertThat(matrix.runs())
        .allSatisfy(
            run -> assertThat(run.pairs().isEmpty()).isNotEqualTo(run.on().contains("buffers")));
    assertThat(MatrixComparing.missing(matrix))
        .singleElement()
        .asString()
        .startsWith("2 of 4 runs: 0 of 4 pairs, then the budget was spent (")
        .contains("none", "streaming-tar");
  }

  private static Comparison comparison(MatrixPlan.Run run, int pairs, Ending ending) {
    var planned = run.planned();
    var fork = new Fork(1, "test", "1.37", "us/op", 0, List.of(), List.of());
    var all = new ArrayList<Pair>();
    for (int i = 0; i < pairs; i++) {
      all.add(new Pair(i, fork, fork, new Surroundings(1, 0, 0, 0)));
    }
    return new Comparison(
        planned.toggle(),
        planned.benchmark(),
        planned.params(),
        planned.baseline().described(),
        planned.candidate().described(),
        planned.metric(),
        planned.target(),
        all,
        List.of(),
        ending);
  }

  private static MatrixPlan plan(List<String> toggles, long seed) throws Exception {
    return MatrixPlan.of(
        new MatrixPlan.Asked(
            RunProfileFile.read("smoke"), toggles, Optional.of("send"), Optional.empty(), seed));
  }
}
