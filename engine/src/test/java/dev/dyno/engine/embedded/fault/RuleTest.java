package dev.dyno.engine.embedded.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.engine.embedded.latency.Spread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RuleTest {
  private static final int TIMES = 10_000;

  @Test
  void always_strikes_each_time() {
    assertThat(pattern(new Often.Always(), 4)).containsExactly(true, true, true, true);
  }

  @Test
  void first_strikes_that_often_and_never_again() {
    assertThat(pattern(new Often.First(2), 4)).containsExactly(true, true, false, false);
  }

  @Test
  void every_third_strikes_the_third_the_sixth_and_so_on() {
    assertThat(pattern(new Often.Every(3), 7))
        .containsExactly(false, false, true, false, false, true, false);
  }

  @Test
  void chance_strikes_its_share_and_the_same_for_the_same_seed() {
    var seen = pattern(new Often.Chance(0.3, 7), TIMES);

    // Six standard deviations of a binomial distribution.
    assertThat(seen.stream().filter(it -> it).count()).isBetween(2725L, 3275L);
    assertThat(pattern(new Often.Chance(0.3, 7), TIMES)).isEqualTo(seen);
    assertThat(pattern(new Often.Chance(0.3, 8), TIMES)).isNotEqualTo(seen);
    assertThat(pattern(new Often.Chance(0, 7), TIMES)).containsOnly(false);
    assertThat(pattern(new Often.Chance(1, 7), TIMES)).containsOnly(true);
  }

  @Test
  void counts_what_it_met_and_what_it_struck() {
    var rule = new Rule(fault(new Often.Every(4)));

    IntStream.range(0, 9).forEach(_ -> rule.strikes());

    assertThat(rule.strikesSoFar()).isEqualTo(new Strikes("Hang", 9, 2));
  }

  @Test
  void strikes_exactly_as_often_as_asked_however_many_threads_ask() throws Exception {
    var rule = new Rule(fault(new Often.First(100)));

    try (var threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 1000; i++) {
        var _ = threads.submit(rule::strikes);
      }
    }

    assertThat(rule.strikesSoFar()).isEqualTo(new Strikes("Hang", 1000, 100));
  }

  @Test
  void no_longer_strikes_nor_waits_when_it_is_off() throws Exception {
    var rule = new Rule(fault(new Often.Always()));

    rule.switchOff();

    assertThat(rule.strikes()).isFalse();
    assertThat(rule.pause(Duration.ofDays(1))).isTrue();
    assertThat(rule.strikesSoFar()).isEqualTo(new Strikes("Hang", 0, 0));
  }

  @Test
  void times_of_a_latency_are_the_same_for_the_same_seed() {
    assertThat(times(3)).isEqualTo(times(3)).isNotEqualTo(times(4));
  }

  @Test
  void selects_by_operation_path_and_image_together() {
    var rule =
        new Rule(
            Fault.at(Place.DAEMON, new What.Hang())
                .on("start", "stop")
                .onPath("/containers/.*")
                .onImage("box.*"));

    assertThat(rule.selects(subject("start", "/containers/box1/start", "box1"))).isTrue();
    assertThat(rule.selects(subject("kill", "/containers/box1/kill", "box1"))).isFalse();
    assertThat(rule.selects(subject("start", "/v1/containers/box1/start", "box1"))).isFalse();
    assertThat(rule.selects(subject("start", "/containers/abox/start", "abox"))).isFalse();
    assertThat(rule.selects(new Subject("start", "/containers/box1/start", Optional.empty())))
        .isFalse();
  }

  private static List<Boolean> pattern(Often often, int times) {
    var rule = new Rule(fault(often));
    return IntStream.range(0, times).mapToObj(_ -> rule.strikes()).toList();
  }

  private static List<Duration> times(long seed) {
    var latency = new What.Latency(new Spread(20, 40, 1), seed);
    var rule = new Rule(Fault.at(Place.DAEMON, latency));
    var times = new ArrayList<Duration>();
    for (int i = 0; i < 20; i++) {
      times.add(rule.draw(latency));
    }
    return times;
  }

  private static Fault fault(Often often) {
    return Fault.at(Place.DAEMON, new What.Hang()).happening(often);
  }

  private static Subject subject(String operation, String path, String image) {
    return new Subject(operation, path, Optional.of(image));
  }
}
