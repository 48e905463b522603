package dev.dyno.reports.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dyno.reports.measurement.Control;
import dev.dyno.reports.measurement.Gate;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.measurement.Origin;
import dev.dyno.reports.measurement.ShardJoin;
import dev.dyno.reports.measurement.SharedMeasurements;
import dev.dyno.reports.policy.GateFile;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Shards that are judged together: as one gate, but each by its own machine.
class JoinedGateTest {

  private final SharedMeasurements run = new SharedMeasurements();

  @Test
  void a_regression_in_any_shard_regresses_the_joined_gate() throws Exception {
    assertThat(joined(0, 0).decision()).isEqualTo(Gated.Decision.PASS);
    assertThat(joined(0, 0.9).decision()).isEqualTo(Gated.Decision.REGRESSED);
    assertThat(joined(0, 0.9).coverage()).isEqualTo(new Gated.Coverage(4, 4, 1));
  }

  @Test
  void a_ruler_that_moves_on_one_machine_spoils_what_that_machine_measured_and_nothing_else()
      throws Exception {
    var spoiled = Judged.of(ShardJoin.of(List.of(shard(1, 0.9, 0.001), shard(2, 0.9, 0.9)))).gate();

    var rows = spoiled.orElseThrow().rows();
    assertThat(rows)
        .filteredOn(row -> row.metric() == Metric.TIME)
        .extracting(row -> row.verdict().map(Verdict::word).orElse("none"))
        .containsExactly("Regressed", "Invalid", "Regressed", "Invalid");
    assertThat(spoiled.orElseThrow().controls().rows()).hasSize(2);
    assertThat(spoiled.orElseThrow().controls().reasons())
        .singleElement()
        .asString()
        .startsWith("shard 2: ");
  }

  @Test
  void a_shard_alone_is_judged_with_the_error_that_all_of_the_run_share() {
    var alone = shard(1, 0.2, 0.001);
    var whole = alone.shards().orElseThrow();

    assertThat(alone.comparisons()).hasSize(2);
    assertThat(whole.benchmarks()).hasSize(4);
    double level = levelOfBytes(Judged.of(alone).judgements());
    double fewer =
        levelOfBytes(
            GateJudge.of(terms(), List.of(4), whole.benchmarks().subList(0, 2))
                .judge(alone.comparisons())
                .judgements());
    // A fifth of 5 % over four counters, and over two.
    assertThat(level).isCloseTo(0.01 / 4, within(1e-9));
    assertThat(fewer).isCloseTo(0.01 / 2, within(1e-9));
  }

  private static double levelOfBytes(List<Judgement> judgements) {
    return judgements.stream()
        .filter(each -> each.metric() == Metric.BYTES)
        .findFirst()
        .orElseThrow()
        .looks()
        .getLast()
        .level();
  }

  private Gated joined(double first, double second) throws Exception {
    var joined = ShardJoin.of(List.of(shard(1, first, 0.001), shard(2, second, 0.001)));
    return Judged.of(joined).gate().orElseThrow();
  }

  private Measurement shard(int shard, double ratio, double ruler) {
    var control =
        new Control(Control.Kind.RULER, SharedMeasurements.comparison("ruler.R.r", ruler));
    return run.gate(shard, terms(), List.of(control), ratio);
  }

  private static Gate terms() {
    var origin = new Origin("a.jar", "", false, "00", "1.37");
    return new Gate(
        origin,
        origin,
        GateFile.usual().thresholds(),
        List.of(),
        1,
        4,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }
}
