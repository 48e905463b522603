package dev.dyno.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TickedCpuTest {

  private static final long TICK = 10_000_000;

  @Test
  void what_no_tick_has_shown_yet_is_taken_off_the_next_turn() {
    var ticked = new TickedCpu();

    assertThat(ticked.without(0, 700_000)).isZero();
    assertThat(ticked.without(0, 600_000)).isZero();
    assertThat(ticked.without(TICK, 500_000)).isEqualTo(TICK - 1_800_000);
    assertThat(ticked.without(TICK, 0)).isEqualTo(TICK);
  }

  @Test
  void over_many_turns_the_sum_is_the_process_s_without_the_thread_s() {
    var random = new SplittableRandom(7);
    var ticked = new TickedCpu();
    long used = 0;
    long off = 0;
    long ticks = 0;
    long told = 0;
    for (int turn = 0; turn < 1000; turn++) {
      long thread = random.nextLong(1_200_000);
      used += thread + random.nextLong(6_000_000);
      off += thread;
      long shown = used / TICK * TICK - ticks;
      ticks += shown;
      told += ticked.without(shown, thread);
    }

    assertThat(told).isBetween(used - off - TICK, used - off + TICK);
  }
}
