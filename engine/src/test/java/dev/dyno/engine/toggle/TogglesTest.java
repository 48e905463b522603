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
        .hasMessageContaining("parallel-pulls, async-logs, auth-cache, streaming-tar");
  }

  @Test
  void what_is_printed_can_be_read_again() {
    for (var text : new String[] {"none", "all", "buffers", "all,-auth-cache"}) {
      var toggles = Toggles.parse(text);
      assertThat(Toggles.parse(toggles.toString())).isEqualTo(toggles);
    }
  }

  @Test
  void a_share_needs_a_build_to_be_decided_for() {
    assertThatThrownBy(() -> Toggles.parse("buffers,auth-cache=25%"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'auth-cache=25%' needs the id of a build: write auth-cache or -auth-cache here");
  }

  @Test
  void a_whole_share_and_an_empty_one_need_no_build() {
    assertThat(Toggles.parse("all,auth-cache=0%")).isEqualTo(Toggles.parse("all,-auth-cache"));
    assertThat(Toggles.parse("auth-cache=100%")).isEqualTo(Toggles.parse("auth-cache"));
  }

  @Test
  void proven_is_what_the_committed_evidence_backs() {
    assertThat(Toggles.parse("proven")).isEqualTo(Toggles.proven());
    assertThat(Toggles.parse("proven,-auth-cache").has(Optimization.AUTH_CACHE)).isFalse();
    assertThat(Toggles.proven().on()).isEqualTo(Proven.committed().set());
  }
}
