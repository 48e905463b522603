package dev.dyno.reports.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.reports.measurement.SharedMeasurements;
import dev.dyno.reports.verdict.Judged;
import java.util.List;
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
}
