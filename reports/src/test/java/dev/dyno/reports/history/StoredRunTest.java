package dev.dyno.reports.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Gate;
import dev.dyno.reports.measurement.Origin;
import dev.dyno.reports.measurement.SharedMeasurements;
import dev.dyno.reports.measurement.Variant;
import dev.dyno.reports.verdict.Judged;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class StoredRunTest {

  /// Written down, since another process must give the same: a hash of an object would not be.
  private static final String ID = "97954107d2e855a0";

  @Test
  void a_run_has_the_same_id_in_every_process_whatever_was_counted_after_its_pairs() {
    var measured = new SharedMeasurements().shard(1);
    var counted = measured.with(List.of(), List.of("something else"));

    assertThat(StoredRun.of(Judged.of(measured)).id()).isEqualTo(ID);
    assertThat(StoredRun.of(Judged.of(counted)).id()).isEqualTo(ID);
    assertThat(StoredRun.of(Judged.of(new SharedMeasurements().shard(2))).id()).isNotEqualTo(ID);
  }

  @Test
  void a_run_of_other_numbers_is_another_run() {
    var shared = new SharedMeasurements();
    var gate = gate("HEAD~1", "HEAD");

    assertThat(StoredRun.of(Judged.of(shared.gate(1, gate, List.of(), 0.1))).id())
        .isNotEqualTo(StoredRun.of(Judged.of(shared.gate(1, gate, List.of(), 0.2))).id());
  }

  @Test
  void a_run_keeps_what_its_sides_ran_each_once() {
    var run = new SharedMeasurements().shard(1);

    var variants = StoredRun.of(Judged.of(run)).variants();

    assertThat(variants).isNotEmpty().doesNotHaveDuplicates();
    assertThat(variants)
        .extracting(StoredVariant::name)
        .contains(run.comparisons().getFirst().baseline().name());
    assertThat(variants).allMatch(each -> each.commit().equals(run.provenance().commit()));
  }

  /// Another question is another series; the names of commits are none.
  @Test
  void a_gates_series_are_those_of_its_jdks_and_flags() {
    var none = List.<String>of();

    assertThat(toggle("HEAD~1", none, "working tree", none)).isEqualTo("gate");
    assertThat(toggle("a.jar,jdk:/opt/25", none, "jdk:/opt/26", none))
        .isEqualTo("gate jdk:/opt/25 jdk:/opt/26");
    assertThat(toggle("main", none, "main, -Xmx1g", List.of("-Xmx1g")))
        .isEqualTo("gate usual to -Xmx1g");
    assertThat(toggle("main,-Xmx1g,-Da=1\\,2", List.of("-Xmx1g", "-Da=1,2"), "main", none))
        .isEqualTo("gate -Xmx1g -Da=1,2 to usual");
    assertThat(toggle("jdk:/opt/25", none, "jdk:/opt/25,-Xint", List.of("-Xint")))
        .isEqualTo("gate jdk:/opt/25 jdk:/opt/25 usual to -Xint");
  }

  private static String toggle(
      String baseline, List<String> there, String candidate, List<String> here) {
    var comparison =
        new Comparison(
            "toggle",
            "a.B.c",
            new TreeMap<>(),
            new Variant(baseline, "JDK 25", there),
            new Variant(candidate, "JDK 25", here),
            "time/op",
            Optional.empty(),
            List.of(),
            List.of(),
            Ending.finished());
    return StoredRun.toggle(gate(baseline, candidate), List.of(comparison));
  }

  private static Gate gate(String baseline, String candidate) {
    return new Gate(
        new Origin(baseline, "", false, "00", "1.37"),
        new Origin(candidate, "", false, "00", "1.37"),
        List.of(),
        List.of(),
        1,
        4,
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /// Of four pairs it is that of the plain mean: their deviation over the root of four.
  @Test
  void an_estimate_keeps_the_standard_error_of_its_pairs() {
    var run = Judged.of(new SharedMeasurements().shard(1));
    var judgement = run.judgements().getFirst();
    double[] logs = judgement.pairEffects().stream().mapToDouble(Math::log1p).toArray();
    double mean = DoubleStream.of(logs).average().orElseThrow();
    double squares = DoubleStream.of(logs).map(log -> (log - mean) * (log - mean)).sum();

    var estimate = StoredRun.of(run).estimates().getFirst();

    assertThat(logs).hasSize(4);
    assertThat(Objects.requireNonNull(estimate.standardError()))
        .isPositive()
        .isCloseTo(Math.sqrt(squares / 3 / 4), within(1e-12));
  }
}
