package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.profiles.run.RunProfile.Turns;
import dev.dyno.reports.verdict.Rule;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a gate says of its machine was seen by no more pairs and turns than its own.
class QualifyingTest {

  @Test
  void a_gate_s_own_pairs_are_remembered() {
    assertThat(asked(Rule.LOOKS, GateCommand.TURNS).promisesNoMore()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "20, 40, 20, true",
    "10, 120, 10, true",
    "10, 240, 5, false",
    "60, 121, 10, false",
    "60, 120, 20, false"
  })
  void more_turns_or_more_time_in_them_are_not(
      int warmup, int measured, int millis, boolean remembered) {
    var turns = new Turns(warmup, measured, Duration.ofMillis(millis));

    assertThat(asked(Rule.LOOKS, turns).promisesNoMore()).isEqualTo(remembered);
  }

  @Test
  void more_pairs_are_not() {
    assertThat(asked(List.of(4, 36), GateCommand.TURNS).promisesNoMore()).isFalse();
    assertThat(asked(List.of(12), GateCommand.TURNS).promisesNoMore()).isTrue();
  }

  private static Qualifying.Asked asked(List<Integer> looks, Turns turns) {
    return new Qualifying.Asked(List.of(), 1, 1, looks, turns, 1, Duration.ofMinutes(1), 0);
  }
}
