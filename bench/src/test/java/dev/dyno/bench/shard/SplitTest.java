package dev.dyno.bench.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SplitTest {

  @RepeatedTest(300)
  void every_comparison_is_in_one_shard_and_no_shard_has_much_more_than_another(
      RepetitionInfo which) {
    var random = new SplittableRandom(which.getCurrentRepetition());
    int shards = random.nextInt(1, 9);
    var costs = costs(random, random.nextInt(60));

    var split = Split.of(costs, shards);

    assertThat(split).hasSize(costs.size()).allMatch(shard -> shard >= 1 && shard <= shards);
    var load = new long[shards];
    var cheapest = new long[shards];
    Arrays.fill(cheapest, Long.MAX_VALUE);
    for (int i = 0; i < costs.size(); i++) {
      long millis = costs.get(i).orElseThrow().toMillis();
      load[split.get(i) - 1] += millis;
      cheapest[split.get(i) - 1] = Math.min(cheapest[split.get(i) - 1], millis);
    }
    long least = Arrays.stream(load).min().orElseThrow();
    for (int shard = 0; shard < shards; shard++) {
      // What came last, its cheapest, came when it had least.
      assertThat(cheapest[shard] == Long.MAX_VALUE || load[shard] - cheapest[shard] <= least)
          .as("%s in %s", costs, split)
          .isTrue();
    }
  }

  /// A skipped one costs nothing, and says nothing of what an unknown one costs.
  @Test
  void what_needs_no_measuring_does_not_make_the_rest_cheap() {
    Optional<Duration> unknown = Optional.empty();
    var none = Optional.of(Duration.ZERO);

    var split = Split.of(List.of(unknown, none, unknown, none), 2);
    assertThat(split.get(0)).isNotEqualTo(split.get(2));

    var costs = new ArrayList<Optional<Duration>>(Collections.nCopies(90, none));
    costs.addAll(List.of(Optional.of(Duration.ofSeconds(60)), unknown, unknown, unknown));
    assertThat(Split.of(costs, 2).subList(90, 94)).containsExactly(1, 2, 1, 2);
  }

  @Test
  void where_no_cost_is_known_all_shards_have_as_many() {
    var unknown = IntStream.range(0, 10).mapToObj(_ -> Optional.<Duration>empty()).toList();

    assertThat(Split.of(unknown, 4)).containsExactly(1, 2, 3, 4, 1, 2, 3, 4, 1, 2);
  }

  @Test
  void what_is_not_known_counts_as_the_mean_of_what_is() {
    var costs =
        List.of(seconds(9), seconds(3), Optional.<Duration>empty(), Optional.<Duration>empty());

    assertThat(Split.of(costs, 2)).containsExactly(1, 1, 2, 2);
  }

  @Test
  void the_dearest_has_a_shard_for_itself() {
    assertThat(Split.of(List.of(seconds(1), seconds(90), seconds(2), seconds(1)), 2))
        .containsExactly(2, 1, 2, 2);
  }

  @Test
  void what_costs_nothing_is_spread_as_well() {
    var none = List.of(seconds(0), seconds(0), seconds(0), seconds(0));

    assertThat(Split.of(none, 2)).containsExactly(1, 2, 1, 2);
  }

  @Test
  void a_place_is_read_from_one_to_all_of_them_and_nothing_else() {
    assertThat(Place.read("2/5")).contains(new Place(2, 5));
    assertThat(Place.read("5/5")).isPresent();
    for (var wrong : List.of("0/5", "6/5", "1/0", "2", "a/b", "2/5 ", "-1/5", "1/99999")) {
      assertThat(Place.read(wrong)).as(wrong).isEmpty();
    }
    assertThatThrownBy(() -> new Place(6, 5)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_run_is_called_what_its_pipeline_is_called_and_our_own_word_comes_first() {
    assertThat(RunId.of(Map.of("GITHUB_RUN_ID", "17"))).contains("17");
    assertThat(RunId.of(Map.of("CI_PIPELINE_ID", "18"))).contains("18");
    assertThat(RunId.of(Map.of("GITHUB_RUN_ID", "17", "DYNO_RUN_ID", "mine"))).contains("mine");
    assertThat(RunId.of(Map.of("GITHUB_RUN_ID", " "))).isEmpty();
    assertThat(RunId.of(Map.of())).isEmpty();
  }

  private static List<Optional<Duration>> costs(SplittableRandom random, int number) {
    var costs = new ArrayList<Optional<Duration>>();
    for (int i = 0; i < number; i++) {
      costs.add(Optional.of(Duration.ofMillis(random.nextLong(20) * random.nextLong(5_000))));
    }
    return costs;
  }

  private static Optional<Duration> seconds(int seconds) {
    return Optional.of(Duration.ofSeconds(seconds));
  }
}
