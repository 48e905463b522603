package dev.dyno.engine.archive;

import static dev.dyno.engine.toggle.Optimization.BUFFERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dyno.engine.toggle.EveryToggle;
import dev.dyno.engine.toggle.Toggles;
import java.util.Collections;
import java.util.IdentityHashMap;
import org.junit.jupiter.api.Test;

class BuffersTest {

  @EveryToggle(BUFFERS)
  void buffers_that_are_out_together_are_different_ones(Toggles toggles) {
    var buffers = Buffers.chosenBy(toggles);
    var seen = Collections.newSetFromMap(new IdentityHashMap<byte[], Boolean>());

    var leases = java.util.stream.IntStream.range(0, 40).mapToObj(_ -> buffers.lease()).toList();
    leases.forEach(lease -> seen.add(lease.bytes()));

    assertThat(seen).hasSize(40).allSatisfy(bytes -> assertThat(bytes).hasSize(Buffers.SIZE));
    assertThat(buffers.lent()).isEqualTo(40);
    leases.forEach(Buffers.Lease::close);
    assertThat(buffers.lent()).isZero();
  }

  @EveryToggle(BUFFERS)
  void a_second_close_and_a_use_after_it_are_refused(Toggles toggles) {
    var buffers = Buffers.chosenBy(toggles);
    var lease = buffers.lease();
    lease.close();

    assertThatThrownBy(lease::close)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("twice");
    assertThatThrownBy(lease::bytes).isInstanceOf(IllegalStateException.class);
    assertThat(buffers.lent()).isZero();
  }

  @EveryToggle(BUFFERS)
  void a_leak_shows_in_the_count(Toggles toggles) {
    var buffers = Buffers.chosenBy(toggles);

    var forgotten = buffers.lease();

    assertThat(forgotten.bytes()).isNotEmpty();
    assertThat(buffers.lent()).isEqualTo(1);
  }

  @EveryToggle(BUFFERS)
  void a_buffer_has_the_size_that_was_asked_for(Toggles toggles) {
    try (var lease = Buffers.chosenBy(toggles, 8192).lease()) {
      assertThat(lease.bytes()).hasSize(8192);
    }
    assertThatThrownBy(() -> Buffers.chosenBy(toggles, 0)).hasMessageContaining("0 bytes");
  }

  @Test
  void on_lends_the_same_buffer_again_and_off_never() {
    assertThat(secondIsFirst(Toggles.parse("buffers"))).isTrue();
    assertThat(secondIsFirst(Toggles.none())).isFalse();
  }

  private static boolean secondIsFirst(Toggles toggles) {
    var buffers = Buffers.chosenBy(toggles);
    byte[] first;
    try (var lease = buffers.lease()) {
      first = lease.bytes();
    }
    try (var lease = buffers.lease()) {
      return lease.bytes() == first;
    }
  }
}
