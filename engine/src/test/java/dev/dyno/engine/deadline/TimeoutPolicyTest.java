package dev.dyno.engine.deadline;

import static dev.dyno.engine.toggle.Optimization.DYNAMIC_TIMEOUTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dyno.engine.toggle.EveryToggle;
import dev.dyno.engine.toggle.Toggles;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
class TimeoutPolicyTest {

  private static final Toggles ON = Toggles.parse("dynamic-timeouts");

  @ParameterizedTest
  @CsvSource({"START,PT2M", "STOP,PT30S", "PULL,PT5M", "BUILD,PT15M", "PUSH,PT10M"})
  void on_each_kind_has_the_limit_of_the_plan_and_twice_that_in_production(
      OperationKind kind, Duration planned) {
    assertThat(TimeoutPolicy.chosenBy(ON, Patience.usual()).own(kind)).contains(planned);
    assertThat(TimeoutPolicy.chosenBy(ON, Patience.inProduction()).own(kind))
        .contains(planned.multipliedBy(2));
  }

  @ParameterizedTest
  @EnumSource
  void off_start_and_stop_have_ten_minutes_and_the_rest_has_none_in_production_too(
      OperationKind kind) {
    for (var patience : new Patience[] {Patience.usual(), Patience.inProduction()}) {
      var own = TimeoutPolicy.chosenBy(Toggles.none(), patience).own(kind);
      switch (kind) {
        case START, STOP -> assertThat(own).contains(Duration.ofMinutes(10));
        case PULL, BUILD, PUSH -> assertThat(own).isEmpty();
      }
    }
  }

  @EveryToggle(DYNAMIC_TIMEOUTS)
  void a_parent_that_ends_earlier_wins(Toggles toggles) {
    var policy = TimeoutPolicy.chosenBy(toggles, Patience.usual());
    var soon = Deadline.after(Duration.ofSeconds(1));

    for (var kind : OperationKind.values()) {
      assertThat(policy.limit(kind, soon)).isEqualTo(soon);
    }
  }

  @EveryToggle(DYNAMIC_TIMEOUTS)
  void an_own_limit_that_ends_earlier_wins_over_the_parent(Toggles toggles) {
    var policy = TimeoutPolicy.chosenBy(toggles, Patience.usual());
    var late = Deadline.after(Duration.ofDays(1));

    for (var kind : OperationKind.values()) {
      var limit = policy.limit(kind, late);
      var own = policy.own(kind);
      if (own.isEmpty()) {
        assertThat(limit).isEqualTo(late);
      } else {
        assertThat(limit.remaining()).isLessThanOrEqualTo(own.get());
        assertThat(limit).isNotEqualTo(late);
      }
    }
  }

  @EveryToggle(DYNAMIC_TIMEOUTS)
  void cleaning_up_has_time_though_the_parents_has_passed(Toggles toggles) {
    var policy = TimeoutPolicy.chosenBy(toggles, Patience.usual());
    var past = new Deadline(System.nanoTime());

    assertThat(policy.limit(OperationKind.STOP, past).passed()).isTrue();
    assertThat(policy.cleanUp().passed()).isFalse();
    assertThat(policy.allowance()).isGreaterThanOrEqualTo(Duration.ofSeconds(10));
  }

  @EveryToggle(DYNAMIC_TIMEOUTS)
  void a_time_scale_shortens_every_limit_and_the_allowance_alike(Toggles toggles) {
    var real = TimeoutPolicy.chosenBy(toggles, Patience.usual());
    var scaled = TimeoutPolicy.chosenBy(toggles, Patience.usual().scaled(0.001));

    for (var kind : OperationKind.values()) {
      assertThat(scaled.own(kind)).isEqualTo(real.own(kind).map(it -> it.dividedBy(1000)));
    }
    assertThat(scaled.allowance()).isEqualTo(real.allowance().dividedBy(1000));
  }

  @EveryToggle(DYNAMIC_TIMEOUTS)
  void work_that_ignores_cancellation_holds_its_caller_no_longer_than_its_limit(Toggles toggles)
      throws Exception {
    var policy = TimeoutPolicy.chosenBy(toggles, Patience.usual().scaled(0.0001));
    var deaf = new Deaf();

    assertThatThrownBy(
            () ->
                policy.limit(OperationKind.STOP, Deadline.none()).call("deaf", deaf::untilReleased))
        .isInstanceOf(TimeoutException.class);

    deaf.interrupted.await();
    assertThat(deaf.ended.getCount()).as("the work still runs").isOne();
    deaf.release.countDown();
    deaf.ended.await();
    assertThat(deaf.ignored).hasValueGreaterThanOrEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, 1.5, Double.NaN, 1e-7})
  void a_time_scale_that_makes_no_sense_is_refused(double scale) {
    assertThatThrownBy(() -> Patience.usual().scaled(scale))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Double.toString(scale));
  }

  @Test
  void no_deadline_is_later_than_any_other() {
    assertThat(Deadline.none().or(Deadline.after(Duration.ofDays(365))).remaining())
        .isLessThanOrEqualTo(Duration.ofDays(365));
  }

  /// Work that goes on when it is interrupted.
  private static final class Deaf {
    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger ignored = new AtomicInteger();

    int untilReleased() {
      while (true) {
        try {
          release.await();
          ended.countDown();
          return 0;
        } catch (InterruptedException _) {
          ignored.incrementAndGet();
          interrupted.countDown();
        }
      }
    }
  }
}
