package dev.dyno.bench.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.dyno.bench.calibration.Timed.Transfer;
import dev.dyno.engine.embedded.latency.RegistryPace;
import org.junit.jupiter.api.Test;

class PaceFitTest {

  /// Round trips of 10 ms, a pull of 150 ms, a push of 30 ms, 200 ms for a layer to come in and
  /// 400 ms to go out.
  private static Stopwatch daemon(double own) {
    var watch = new Stopwatch();
    for (int i = 0; i < 5; i++) {
      watch.note(Transfer.PULL_AGAIN, 30 + own);
      watch.note(Transfer.PULL_SMALL, 190 + own);
      watch.note(Transfer.PULL_LARGE, 390 + own);
      watch.note(Transfer.PUSH_AGAIN, 30 + own);
      watch.note(Transfer.PUSH_LARGE, 430 + own);
    }
    return watch;
  }

  private static Stopwatch own(double millis) {
    var watch = new Stopwatch();
    for (var transfer : Transfer.values()) {
      watch.note(transfer, millis);
    }
    return watch;
  }

  @Test
  void each_term_of_a_transfer_is_found_from_those_that_share_the_others() {
    var fit = PaceFit.of(daemon(5), own(5));

    assertThat(fit.pace().roundTripMillis()).isEqualTo(10);
    assertThat(fit.pull().orElseThrow().spread().medianMillis()).isCloseTo(150, within(0.01));
    assertThat(fit.push().orElseThrow().spread().medianMillis()).isCloseTo(30, within(0.01));
    assertThat(fit.pace().inflatedBytesPerSecond())
        .isCloseTo(Transfers.LARGE_BYTES / 0.2, within(1.0));
    assertThat(fit.pace().uploadBytesPerSecond())
        .isCloseTo(Transfers.LARGE_BYTES / 0.4, within(1.0));
  }

  @Test
  void a_daemon_no_slower_than_the_replay_itself_is_unlimited() {
    var fit = PaceFit.of(own(5), own(6));

    assertThat(fit.pace()).isEqualTo(RegistryPace.UNLIMITED);
    assertThat(fit.pull()).isEmpty();
    assertThat(fit.push()).isEmpty();
  }

  @Test
  void is_not_possible_unless_every_transfer_was_timed_on_both() {
    assertThat(PaceFit.possible(daemon(0), own(0))).isTrue();
    assertThat(PaceFit.possible(daemon(0), new Stopwatch())).isFalse();
    assertThat(PaceFit.possible(new Stopwatch(), own(0))).isFalse();
  }
}
