package dev.dyno.bench.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.bench.shard.Place;
import dev.dyno.reports.history.StoredNight;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SharedNightTest {

  private static final Instant FIRST = Instant.parse("2026-01-01T02:00:00Z");

  @Test
  void a_shared_night_is_good_when_every_shard_of_it_is() {
    var both = List.of(night("r1", 2, 2, true, "new"), night("r1", 1, 2, true, "new"));
    var one = List.of(night("r1", 2, 2, false, "new"), night("r1", 1, 2, true, "new"));
    var half = List.of(night("r1", 1, 2, true, "new"));

    assertThat(SharedNight.lastGood(both, _ -> true)).contains("new");
    assertThat(SharedNight.lastGood(one, _ -> true)).isEmpty();
    assertThat(SharedNight.lastGood(half, _ -> true)).isEmpty();
    assertThat(SharedNight.lastGood(both, _ -> false)).isEmpty();
  }

  @Test
  void the_newest_good_one_counts_and_a_shard_that_was_run_again_counts_as_it_ended() {
    var nights =
        List.of(
            night("r3", 1, 2, true, "newest"), // its other shard never ended
            night("r2", 1, 2, true, "newer"),
            night("r2", 2, 2, true, "newer"),
            night("r2", 1, 2, false, "newer"),
            night("r1", 1, 1, true, "old"));

    assertThat(SharedNight.lastGood(nights, _ -> true)).contains("newer");
  }

  @Test
  void a_night_that_nobody_shared_is_left_out() {
    var alone = new StoredNight("m-17", "m", "c", "p", FIRST, FIRST, 0, true, List.of());

    assertThat(SharedNight.lastGood(List.of(alone), _ -> true)).isEmpty();
  }

  /// The gate of a shared night whose build fails everywhere is no run: nothing of it is stored.
  @Test
  void what_no_shard_could_begin_is_known_from_the_nights_that_set_out_to() {
    var nights =
        List.of(
            failed("r1", 1, "gate", "failed", "the build ended with exit code 1"),
            failed("r1", 2, "gate", "failed", "the build ended with exit code 1"),
            failed("r1", 2, "qualify", "failed", "of one machine alone"),
            failed("r1", 2, "compare", StoredNight.LEFT_OUT, "nobody asked for it"),
            failed("r2", 1, "compare", "failed", "of another night"));

    assertThat(SharedNight.neverBegun("r1", nights, Set.of("compare")))
        .containsExactly("gate: the build ended with exit code 1");
    assertThat(SharedNight.neverBegun("r1", nights, Set.of("compare", "gate"))).isEmpty();
    assertThat(SharedNight.neverBegun("r3", nights, Set.of("compare"))).isEmpty();
  }

  private static StoredNight failed(
      String run, int shard, String phase, String outcome, String sentence) {
    var id = new SharedNight(run, new Place(shard, 2)).id("m", FIRST);
    var own = new StoredNight.Phase(phase, "", outcome, 2, sentence, FIRST, FIRST);
    return new StoredNight(id, "m", "c", "p", FIRST, FIRST, 2, false, List.of(own));
  }

  @Test
  void an_id_fits_its_column_and_tells_one_shard_and_one_run_from_another() {
    var id = new SharedNight("r1", new Place(1, 2)).id("0123456789ab", FIRST);

    assertThat(id).hasSizeLessThanOrEqualTo(64);
    assertThat(id)
        .isNotEqualTo(new SharedNight("r1", new Place(2, 2)).id("0123456789ab", FIRST))
        .isNotEqualTo(new SharedNight("r2", new Place(1, 2)).id("0123456789ab", FIRST));
  }

  private static StoredNight night(String run, int shard, int of, boolean good, String commit) {
    var id = new SharedNight(run, new Place(shard, of)).id("m", FIRST);
    return new StoredNight(id, "m", commit, "p", FIRST, FIRST, 0, good, List.of());
  }
}
