package dev.dyno.reports.measurement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardJoinTest {

  private static final Instant LATER = Instant.parse("2026-01-02T02:00:00Z");

  private final SharedMeasurements run = new SharedMeasurements();

  @Test
  void joined_shards_have_every_comparison_once_in_the_order_of_the_plan() throws Exception {
    var joined = ShardJoin.of(List.of(run.shard(2), run.shard(1)));

    assertThat(joined.comparisons())
        .extracting(Comparison::benchmark)
        .containsExactly("a.B.m0", "a.B.m1", "a.B.m2", "a.B.m3");
    assertThat(joined.missing()).containsExactly("shard 1: a note", "shard 2: a note");
    assertThat(joined.startedAt()).isEqualTo(run.shard(1).startedAt());
    assertThat(joined.elapsed()).isEqualTo(Duration.ofSeconds(121));
  }

  @Test
  void every_shard_keeps_its_machine() throws Exception {
    var joined = ShardJoin.of(List.of(run.shard(1), run.shard(2)));

    var shards = joined.shards().orElseThrow();
    assertThat(shards.parts())
        .extracting(Shards.Part::machine)
        .isEqualTo(SharedMeasurements.MACHINES);
    assertThat(joined.comparisons()).extracting(shards::shard).containsExactly(1, 2, 1, 2);
  }

  @Test
  void a_joined_measurement_comes_back_from_its_file(@TempDir Path folder) throws Exception {
    var joined = ShardJoin.of(List.of(run.shard(1), run.shard(2)));
    var file = folder.resolve(MeasurementFile.NAME);

    MeasurementFile.write(joined, file);

    assertThat(MeasurementFile.read(file)).isEqualTo(joined);
    assertThat(MeasurementFile.read(MeasurementFile.bytes(joined))).isEqualTo(joined);
  }

  @Test
  void the_same_shard_twice_is_one() throws Exception {
    var twice = ShardJoin.of(List.of(run.shard(1), run.shard(2), run.shard(1)));

    assertThat(twice).isEqualTo(ShardJoin.of(List.of(run.shard(1), run.shard(2))));
  }

  @Test
  void a_missing_shard_is_told() {
    assertThatThrownBy(() -> ShardJoin.of(List.of(run.shard(2))))
        .isInstanceOf(ShardException.Missing.class)
        .hasMessageContaining("run run-17 lacks 1 of 2 shards: 1/2");
    assertThatThrownBy(() -> ShardJoin.of(List.of())).isInstanceOf(ShardException.Missing.class);
  }

  @Test
  void a_shard_that_has_nothing_to_measure_is_not_missed() throws Exception {
    var plan = SharedMeasurements.plan();
    var all = new Shards(plan.run(), 3, plan.plan(), List.of());
    var parts = List.of(run.shard(1).shard(all, 1), run.shard(2).shard(all, 2));

    assertThat(ShardJoin.of(parts).comparisons()).hasSize(4);
  }

  @Test
  void a_shard_with_two_contents_is_told() {
    var another = new SharedMeasurements("c0ffee", 1, LATER);

    assertThatThrownBy(() -> ShardJoin.of(List.of(run.shard(1), run.shard(2), another.shard(2))))
        .isInstanceOf(ShardException.Mismatch.class)
        .hasMessageContaining("shard 2/2 of run run-17 is there twice, with different contents")
        .hasMessageContaining("--again");
  }

  @Test
  void shards_of_two_commits_or_seeds_are_told_by_what_differs() {
    var commit = new SharedMeasurements("badc0de", 1, LATER);
    var seed = new SharedMeasurements("c0ffee", 2, LATER);

    assertThatThrownBy(() -> ShardJoin.of(List.of(run.shard(1), commit.shard(2))))
        .isInstanceOf(ShardException.Mismatch.class)
        .hasMessageContaining("commit of Dyno: badc0de here, c0ffee there");
    assertThatThrownBy(() -> ShardJoin.of(List.of(run.shard(1), seed.shard(2))))
        .isInstanceOf(ShardException.Mismatch.class)
        .hasMessageContaining("seed: 2 here, 1 there");
  }

  @Test
  void shards_of_another_split_are_told() {
    var plan = SharedMeasurements.plan();
    var moved = plan.plan().stream().map(row -> row.in(3 - row.shard())).toList();
    var other = new Shards(plan.run(), plan.of(), moved, List.of());

    assertThatThrownBy(() -> ShardJoin.of(List.of(run.shard(1), run.shard(2).shard(other, 2))))
        .isInstanceOf(ShardException.Mismatch.class)
        .hasMessageContaining("was split otherwise");
  }

  @Test
  void a_shard_that_lacks_what_its_plan_gave_it_is_told() {
    var wrong = run.shard(1).shard(SharedMeasurements.plan(), 2);

    assertThatThrownBy(() -> ShardJoin.of(List.of(run.shard(1), wrong)))
        .isInstanceOf(ShardException.Mismatch.class)
        .hasMessageContaining("shard 2/2 of run run-17 does not have the 2 comparisons");
  }

  @Test
  void what_is_no_shard_is_told() {
    var whole = run.shard(1);
    var alone =
        new Measurement(
            whole.schema(),
            whole.command(),
            whole.startedAt(),
            whole.elapsed(),
            whole.design(),
            whole.provenance(),
            whole.machine(),
            whole.comparisons(),
            whole.facts(),
            whole.missing());

    assertThat(alone.shards()).isEqualTo(Optional.empty());
    assertThatThrownBy(() -> ShardJoin.of(List.of(alone)))
        .isInstanceOf(ShardException.Mismatch.class)
        .hasMessageContaining("is no shard of a run");
  }
}
