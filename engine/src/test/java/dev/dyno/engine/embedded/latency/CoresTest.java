package dev.dyno.engine.embedded.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// On a clock of numbers: nothing sleeps here.
class CoresTest {
  private static final long START = Long.MAX_VALUE - 1000;

  /// From one moment to another.
  private record Work(long from, long to) {}

  @Test
  void no_more_work_is_under_way_than_there_are_tokens() {
    var cores = new Cores(2, 0);
    var random = new SplittableRandom(1);
    var works = new ArrayList<Work>();
    long now = 0;
    for (int i = 0; i < 500; i++) {
      now += random.nextInt(20);
      long length = random.nextLong(1, 50);
      long end = cores.lend(now, 1, length);
      assertThat(end - length).as("begins no sooner than asked").isGreaterThanOrEqualTo(now);
      works.add(new Work(end - length, end));
    }

    assertThat(works.stream().mapToLong(work -> atOnce(works, work.from())).max()).hasValue(2);
  }

  @Test
  void a_free_token_is_lent_at_once_and_a_busy_one_in_the_order_of_asking() {
    var cores = new Cores(2, 0);

    assertThat(cores.lend(0, 1, 10)).isEqualTo(10);
    assertThat(cores.lend(0, 1, 4)).isEqualTo(4);
    assertThat(cores.lend(1, 1, 10)).isEqualTo(14);
    assertThat(cores.lend(2, 1, 10)).isEqualTo(20);
    assertThat(cores.lend(100, 1, 10)).isEqualTo(110);
  }

  @Test
  void slices_of_one_work_run_side_by_side_as_far_as_tokens_go() {
    assertThat(new Cores(2, 0).lend(0, 2, 10)).isEqualTo(10);
    assertThat(new Cores(1, 0).lend(0, 2, 10)).isEqualTo(20);
    assertThat(new Cores(2, 0).lend(0, 3, 10)).isEqualTo(20);
    assertThat(new Cores(2, 0).lend(5, 0, 10)).isEqualTo(5);
  }

  @Test
  void a_clock_that_overflows_does_not_matter() {
    var cores = new Cores(1, START);

    assertThat(cores.lend(START, 1, 2000) - START).isEqualTo(2000);
    assertThat(cores.lend(START + 1, 1, 10) - START).isEqualTo(2010);
    assertThat(cores.lend(START + 5000, 1, 10) - START).isEqualTo(5010);
  }

  private static long atOnce(List<Work> works, long moment) {
    return works.stream().filter(it -> it.from() <= moment && moment < it.to()).count();
  }
}
