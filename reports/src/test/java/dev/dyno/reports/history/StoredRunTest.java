package dev.dyno.reports.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dyno.reports.measurement.SharedMeasurements;
import dev.dyno.reports.verdict.Judged;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class StoredRunTest {

  /// Written down, since another process must give the same: a hash of an object would not be.
  private static final String ID = "8100e91bd2b9131f";

  @Test
  void a_run_has_the_same_id_in_every_process_whatever_was_counted_after_its_pairs() {
    var measured = new SharedMeasurements().shard(1);
    var counted = measured.with(List.of(), List.of("something else"));

    assertThat(StoredRun.of(Judged.of(measured)).id()).isEqualTo(ID);
    assertThat(StoredRun.of(Judged.of(counted)).id()).isEqualTo(ID);
    assertThat(StoredRun.of(Judged.of(new SharedMeasurements().shard(2))).id()).isNotEqualTo(ID);
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
