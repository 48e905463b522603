package dev.dyno.bench.nightly;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.reports.history.StoredNight;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which nights may be the baseline of the next.
class NightTest {
  private static final Instant NOW = Instant.parse("2026-01-01T02:00:00Z");
  private static final Phase GATE = new Phase.Gate("good", "new", List.of());
  private static final Phase COMPARE = new Phase.Compare("smoke", List.of());

  @Test
  void a_commit_that_was_not_gated_is_no_baseline() {
    assertThat(open("good", GATE, COMPARE).stored(done("gate", "done"), NOW, NOW).good()).isTrue();
    for (var outcome : List.of("unfinished", "left out", "failed")) {
      assertThat(open("good", GATE).stored(done("gate", outcome), NOW, NOW).good())
          .as(outcome)
          .isFalse();
    }
    assertThat(open("good", COMPARE).stored(done("compare", "done"), NOW, NOW).good())
        .as("nobody asked for a gate")
        .isFalse();
  }

  @Test
  void where_there_is_nothing_to_hold_it_against_it_may_be_one() {
    var leftOut = new Phase.LeftOut("gate", "no good night before");
    assertThat(open("", leftOut, COMPARE).stored(List.of(), NOW, NOW).good()).isTrue();
    assertThat(open("", COMPARE).stored(List.of(), NOW, NOW).good()).isTrue();
    assertThat(open("new", COMPARE).stored(List.of(), NOW, NOW).good()).isTrue();
  }

  @Test
  void it_is_one_once_it_is_concluded_and_passed() {
    assertThat(open("", COMPARE).stored(List.of(), NOW, NOW).lastGood()).isFalse();
    assertThat(new StoredNight("n", "m", "c", "p", NOW, NOW, 0, true, List.of()).lastGood())
        .isTrue();
    assertThat(new StoredNight("n", "m", "c", "p", NOW, NOW, 3, true, List.of()).lastGood())
        .isFalse();
  }

  private static Night open(String lastGood, Phase... phases) {
    return new Night(
        "n", "m", "new", lastGood, List.of(), "smoke", 1, NOW, List.of(phases), List.of());
  }

  private static List<StoredNight.Phase> done(String name, String outcome) {
    return List.of(new StoredNight.Phase(name, "", outcome, 0, "", NOW, NOW));
  }
}
