package dev.dyno.engine.toggle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TogglesTest {

  @Test
  void none_all_and_lists_are_read() {
    assertThat(Toggles.parse("none").on()).isEmpty();
    assertThat(Toggles.parse("all").on()).containsExactlyInAnyOrder(Optimization.values());
    assertThat(Toggles.parse("buffers, auth-cache").on())
        .containsExactlyInAnyOrder(Optimization.BUFFERS, Optimization.AUTH_CACHE);
    assertThat(Toggles.parse("all,-buffers").has(Optimization.BUFFERS)).isFalse();
  }

  @Test
  void an_unknown_toggle_is_named_beside_those_there_are() {
    assertThatThrownBy(() -> Toggles.parse("auth-cash"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'auth-cash'")
        .hasMessageContaining("auth-cache, parallel-pulls, streaming-tar, buffers");
  }

  @Test
  void what_is_printed_can_be_read_again() {
    for (var text : new String[] {"none", "all", "buffers", "all,-auth-cache"}) {
      var toggles = Toggles.parse(text);
      assertThat(Toggles.parse(toggles.toString())).isEqualTo(toggles);
    }
  }
}
