package dev.dyno.profiles.assertions;

import static dev.dyno.profiles.assertions.ProfileAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dyno.profiles.jfr.AllocatedBytes;
import dev.dyno.profiles.jfr.AllocationComparison;
import dev.dyno.profiles.junit.InFork;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// 1,000 bytes and their header of 16 are 1,016; with compact headers 1,016 too (1,012 rounded up).
class AllocatedBytesTest {

  private static final int ARRAYS = 10_000;
  private static final long BYTES = 1_016L * ARRAYS;

  /// What it makes is used by nobody: C2 would leave it out, without escape analysis too.
  private static int allocate(int arrays) {
    int total = 0;
    for (int i = 0; i < arrays; i++) {
      total += new byte[1_000].length;
    }
    return total;
  }

  @Test
  @InFork(jvm = AllocatedBytes.PINNED)
  void bytes_of_one_thread_are_exact() {
    var bytes = AllocatedBytes.of(() -> allocate(ARRAYS));

    assertThat(bytes).isExactly(BYTES).isAtMost(BYTES).isAtMostPerOperation(1_016, ARRAYS);
    assertThatThrownBy(() -> assertThat(bytes).isExactly(BYTES - 1))
        .hasMessageContaining("expected exactly 10,159,999");
    assertThatThrownBy(() -> assertThat(bytes).isAtMost(BYTES - 1))
        .hasMessageContaining("allocated 10,160,000 bytes (rounds: 10,160,000,");
    assertThatThrownBy(() -> assertThat(bytes).isAtMostPerOperation(1_015, ARRAYS))
        .hasMessageContaining("at most 1015.0 per operation, of 10,000");
  }

  @Test
  @InFork(jvm = {AllocatedBytes.PINNED, "-XX:+UseCompactObjectHeaders"})
  void bytes_of_virtual_threads_count_too() {
    var bytes = AllocatedBytes.of(AllocatedBytesTest::crowd, AllocatedBytesTest::allocateIn);

    assertThat(bytes.bytes()).isBetween(4 * BYTES, 4 * BYTES + 100_000); // and the threads
  }

  private static Crowd crowd() {
    return new Crowd(Executors.newVirtualThreadPerTaskExecutor());
  }

  private static void allocateIn(Crowd crowd) {
    for (int i = 0; i < 4; i++) {
      crowd.threads().execute(() -> allocate(ARRAYS));
    }
  }

  /// Closing it waits for its threads.
  private record Crowd(ExecutorService threads) implements AutoCloseable {
    @Override
    public void close() {
      threads.close();
    }
  }

  @Test
  @InFork(jvm = AllocatedBytes.PINNED)
  void a_candidate_is_compared_with_its_baseline() {
    var compared =
        AllocationComparison.compareAllocated(() -> 100, () -> 60, AllocatedBytesTest::allocate);
    var swapped = compared.swapped();

    assertThat(compared).fallsByAtLeast(40).doesNotRise();
    assertThatThrownBy(() -> assertThat(compared).fallsByAtLeast(40.1))
        .hasMessageContaining("expected allocation to fall by at least 40.1 %");
    assertThatThrownBy(() -> assertThat(swapped).doesNotRise())
        .hasMessageContaining("expected allocation not to rise\nbaseline 60,960 bytes");
  }

  @Test
  void a_figure_that_depends_on_warm_up_gates_nothing() {
    var bytes = AllocatedBytes.of(() -> allocate(10));
    var compared = new AllocationComparison(bytes, bytes);

    assertThat(bytes.pinned()).isFalse();
    assertThatThrownBy(() -> assertThat(bytes).isAtMost(Long.MAX_VALUE))
        .hasMessageContaining("C2 to be off");
    assertThatThrownBy(() -> assertThat(compared).doesNotRise())
        .hasMessageContaining("C2 to be off");
  }

  @Test
  void neither_a_round_that_reads_low_nor_one_that_reads_high_is_the_figure() {
    var raced = new AllocatedBytes(List.of(100L, 0L, 100L, 9_000L, 100L), true);

    assertThat(raced).isExactly(100);
    assertThat(raced.toString()).isEqualTo("100 bytes (rounds: 100, 0, 100, 9,000, 100; C2 off)");
  }
}
