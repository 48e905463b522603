package dev.dyno.engine.lifecycle;

import static dev.dyno.engine.toggle.Optimization.DYNAMIC_TIMEOUTS;
import static dev.dyno.engine.toggle.Optimization.WORKER_POOL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.LimitThatLasts;
import dev.dyno.engine.deadline.OperationKind;
import dev.dyno.engine.deadline.Patience;
import dev.dyno.engine.deadline.TimeLimit;
import dev.dyno.engine.deadline.TimeoutPolicy;
import dev.dyno.engine.lifecycle.Callers.Gate;
import dev.dyno.engine.toggle.EveryToggle;
import dev.dyno.engine.toggle.Toggles;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Both sides of `worker-pool`, each with both of `dynamic-timeouts`: a job with a limit of its
/// own, and the end of clean-ups when workers are closed.
@Timeout(180)
class JobOwnLimitTest {

  private static final Capacity ONE = new Capacity(1, 10);

  @EveryToggle({WORKER_POOL, DYNAMIC_TIMEOUTS})
  void a_limit_longer_than_the_policys_takes_its_place(Toggles toggles) throws Exception {
    var policy = TimeoutPolicy.chosenBy(toggles, Patience.usual().scaled(1e-6));
    try (var workers = Workers.chosenBy(toggles, policy, ONE)) {
      long submitted = System.nanoTime();

      var limit =
          workers
              .submit(
                  new Job.Stop<>("web", given -> given),
                  TimeLimit.instead(Duration.ofMinutes(5)),
                  Deadline.none())
              .await();

      assertThat(limit.nanoTime())
          .isGreaterThanOrEqualTo(submitted + Duration.ofMinutes(5).toNanos());
    }
  }

  @EveryToggle({WORKER_POOL, DYNAMIC_TIMEOUTS})
  void a_limit_shorter_than_the_policys_takes_its_place_and_is_named(Toggles toggles)
      throws Exception {
    var policy = TimeoutPolicy.chosenBy(toggles, Patience.usual());
    try (var workers = Workers.chosenBy(toggles, policy, ONE)) {
      var gate = new Gate();

      var hanging =
          workers.submit(
              new Job.Stop<>("web", gate),
              TimeLimit.instead(Duration.ofMillis(50)),
              Deadline.none());

      assertThatThrownBy(hanging::await)
          .isInstanceOf(JobFailure.TimedOut.class)
          .hasMessageContaining("stop of web: given up when its limit of PT0.05S passed");
      Callers.await(gate.interrupted);
    }
  }

  @EveryToggle({WORKER_POOL, DYNAMIC_TIMEOUTS})
  void the_wait_for_a_worker_does_not_count_against_it(Toggles toggles) throws Exception {
    LimitThatLasts.untilBegun("what is no work", own -> waitDoesNotCount(toggles, own));
  }

  /// @return whether the limit was enough for a job that has nothing to do
  private static boolean waitDoesNotCount(Toggles toggles, Duration own) throws Exception {
    var policy = TimeoutPolicy.chosenBy(toggles, Patience.usual());
    try (var workers = Workers.chosenBy(toggles, policy, ONE)) {
      var gate = new Gate();
      new Callers(workers).call(new Job.Build<>(Jobs.APP, gate));
      Callers.await(gate.begun);
      var limit = new CompletableFuture<Deadline>();
      var waiting =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      limit.complete(
                          workers
                              .submit(
                                  new Job.Start<>("web", given -> given),
                                  TimeLimit.instead(own),
                                  Deadline.none())
                              .await());
                    } catch (Throwable failed) {
                      limit.completeExceptionally(failed);
                    }
                  });
      Callers.until(() -> workers.counts().queued() == 1);
      Callers.until(Deadline.after(own.multipliedBy(2))::passed);

      long opened = System.nanoTime();
      gate.open.countDown();

      waiting.join();
      if (limit.handle((_, failed) -> failed instanceof JobFailure.TimedOut).join()) {
        return false;
      }
      assertThat(limit.get().nanoTime())
          .as("its limit, though it waited longer than that")
          .isGreaterThanOrEqualTo(opened + own.toNanos());
      return true;
    }
  }

  @EveryToggle({WORKER_POOL, DYNAMIC_TIMEOUTS})
  void a_clean_up_that_hangs_ends_with_the_workers_close_and_its_submitter_is_told(Toggles toggles)
      throws Exception {
    var policy = TimeoutPolicy.chosenBy(toggles, Patience.inProduction());
    var workers = Workers.chosenBy(toggles, policy, ONE);
    var stuck = new Stuck();
    var call = new Callers(workers).call(new Job.Stop<>("web", stuck));
    Callers.await(stuck.begun);

    workers.close(Deadline.after(Duration.ofNanos(1)), Deadline.after(Duration.ofMillis(100)));

    assertThat(call.failure())
        .isInstanceOf(JobFailure.Cancelled.class)
        .satisfies(
            told ->
                assertThat(told.getSuppressed())
                    .hasOnlyElementsOfType(CancellationException.class)
                    .hasSize(1));
    Callers.await(stuck.interrupted);
  }

  @EveryToggle({WORKER_POOL, DYNAMIC_TIMEOUTS})
  void a_clean_up_that_is_through_before_the_end_is_not_cut_off(Toggles toggles) throws Exception {
    var policy = TimeoutPolicy.chosenBy(toggles, Patience.usual());
    var workers = Workers.chosenBy(toggles, policy, ONE);
    var stuck = new Stuck();
    stuck.cleaned.countDown();
    var call = new Callers(workers).call(new Job.Stop<>("web", stuck));
    Callers.await(stuck.begun);

    workers.close(Deadline.after(Duration.ofNanos(1)), Deadline.after(Duration.ofSeconds(60)));

    assertThat(call.failure().getSuppressed()).isEmpty();
    assertThat(stuck.interrupted.getCount()).isOne();
  }

  @Test
  void a_limit_is_above_0() {
    assertThatThrownBy(() -> TimeLimit.instead(Duration.ZERO))
        .hasMessageContaining("PT0S")
        .hasMessageContaining("more than 0");
    var policy = TimeoutPolicy.chosenBy(Toggles.none(), Patience.usual());
    assertThat(TimeLimit.usual().own(OperationKind.STOP, policy))
        .isEqualTo(policy.own(OperationKind.STOP));
  }

  /// Runs until it is interrupted, and cleans up until it may end.
  private static final class Stuck implements Work<String> {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch cleaned = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    @Override
    public String run(Deadline limit) throws InterruptedException {
      begun.countDown();
      new CountDownLatch(1).await();
      return "never";
    }

    @Override
    public void cleanUp(Deadline allowance) throws InterruptedException {
      try {
        cleaned.await();
      } catch (InterruptedException cut) {
        interrupted.countDown();
        throw cut;
      }
    }
  }
}
