package dev.dyno.engine.lifecycle;

import static dev.dyno.engine.toggle.Optimization.DYNAMIC_TIMEOUTS;
import static dev.dyno.engine.toggle.Optimization.WORKER_POOL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.LimitThatLasts;
import dev.dyno.engine.deadline.OperationKind;
import dev.dyno.engine.deadline.Patience;
import dev.dyno.engine.deadline.TimeLimit;
import dev.dyno.engine.deadline.TimeoutPolicy;
import dev.dyno.engine.lifecycle.Callers.Gate;
import dev.dyno.engine.toggle.EveryToggle;
import dev.dyno.engine.toggle.Toggles;
import java.io.IOException;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Timeout;

/// Both sides of `worker-pool`, each with both of `dynamic-timeouts`: what jobs have time for. Time
/// is scaled to a thousandth: a start has 600 ms (off) or 120 ms (on), a stop 600 ms or 30 ms.
@Timeout(180)
class JobTimeTest {

  private static final Patience THOUSANDTH = Patience.usual().scaled(0.001);
  private static final Capacity ONE = new Capacity(1, 10);

  @EveryToggle({WORKER_POOL, DYNAMIC_TIMEOUTS})
  void time_in_a_queue_does_not_count(Toggles toggles) throws Exception {
    LimitThatLasts.untilBegun("what is no work", time -> queueTimeDoesNotCount(toggles, time));
  }

  /// @return whether the limit was enough for a job that has nothing to do
  private static boolean queueTimeDoesNotCount(Toggles toggles, Duration time) throws Exception {
    var policy = TimeoutPolicy.chosenBy(toggles, scaledTo(time));
    var limit = policy.own(OperationKind.START).orElseThrow();
    try (var workers = Workers.chosenBy(toggles, policy, ONE)) {
      var callers = new Callers(workers);
      var gate = new Gate();
      var first =
          callers.call(new Job.Build<>(Jobs.APP, gate), Deadline.after(Duration.ofHours(1)));
      Callers.await(gate.begun);
      var second = callers.call(new Job.Start<>("web", given -> given));
      Callers.until(Deadline.after(limit.multipliedBy(2))::passed);

      long opened = System.nanoTime();
      gate.open.countDown();

      assertThat(first.result()).isEqualTo("through the gate");
      if (second.isLate()) {
        return false;
      }
      assertThat(second.result().nanoTime())
          .as("the limit of the second job, which waited longer than that")
          .isGreaterThanOrEqualTo(opened + limit.toNanos());
      return true;
    }
  }

  @EveryToggle({WORKER_POOL, DYNAMIC_TIMEOUTS})
  void a_job_that_hangs_ends_at_its_limit_and_says_whose_it_was(Toggles toggles) throws Exception {
    var policy = TimeoutPolicy.chosenBy(toggles, THOUSANDTH);
    try (var workers = Workers.chosenBy(toggles, policy, ONE)) {
      var gate = new Gate();

      var hanging = workers.submit(new Job.Stop<>("web", gate), Deadline.none());

      assertThatThrownBy(hanging::await)
          .isInstanceOf(JobFailure.TimedOut.class)
          .hasMessageContaining("stop of web: given up when its limit of ")
          .hasMessageContaining(policy.own(OperationKind.STOP).orElseThrow().toString());
      Callers.await(gate.interrupted);
    }
  }

  @EveryToggle({WORKER_POOL, DYNAMIC_TIMEOUTS})
  void a_job_ends_at_its_parents_deadline_when_that_is_earlier(Toggles toggles) throws Exception {
    var policy = TimeoutPolicy.chosenBy(toggles, Patience.usual());
    try (var workers = Workers.chosenBy(toggles, policy, ONE)) {
      LimitThatLasts.untilBegun(
          "the job",
          limit -> {
            var gate = new Gate();

            var hanging = workers.submit(new Job.Stop<>("web", gate), Deadline.after(limit));

            var late = late(hanging);
            if (neverBegun(late)) {
              return false;
            }
            assertThat(late).hasMessageContaining("given up when the deadline of the whole passed");
            Callers.await(gate.interrupted);
            return true;
          });
    }
  }

  @EveryToggle({WORKER_POOL, DYNAMIC_TIMEOUTS})
  void a_job_whose_parents_deadline_passes_in_the_queue_is_told_then_and_never_begun(
      Toggles toggles) throws Exception {
    var policy = TimeoutPolicy.chosenBy(toggles, Patience.usual());
    try (var workers = Workers.chosenBy(toggles, policy, new Capacity(1, 1))) {
      var callers = new Callers(workers);
      var gate = new Gate();
      var ran = new AtomicBoolean();
      var first = callers.call(new Job.Build<>(Jobs.APP, gate));
      Callers.await(gate.begun);

      var soon = Deadline.after(Duration.ofMillis(50));
      var queued = callers.call(new Job.Stop<>("a", _ -> ran.getAndSet(true)), soon);
      var atDoor = callers.call(new Job.Stop<>("b", _ -> ran.getAndSet(true)), soon);

      assertThat(queued.failure())
          .isInstanceOf(JobFailure.TimedOut.class)
          .hasMessageContaining("stop of a: never begun");
      assertThat(atDoor.failure())
          .isInstanceOf(JobFailure.TimedOut.class)
          .hasMessageContaining("stop of b: never begun");
      assertThat(first.told()).as("the job that kept the worker").isNotDone();
      gate.open.countDown();
      assertThat(first.result()).isEqualTo("through the gate");
      assertThat(ran).isFalse();
    }
  }

  @EveryToggle({WORKER_POOL, DYNAMIC_TIMEOUTS})
  void a_job_deaf_to_interrupts_holds_up_neither_submitter_nor_workers(Toggles toggles)
      throws Exception {
    var policy = TimeoutPolicy.chosenBy(toggles, Patience.usual());
    var release = new CountDownLatch(1);
    var ended = new CountDownLatch(1);
    try (var workers = Workers.chosenBy(toggles, policy, ONE)) {
      var deaf =
          workers.submit(
              new Job.Stop<>("deaf", _ -> deaf(release, ended)),
              TimeLimit.instead(Duration.ofMillis(50)),
              Deadline.none());
      var next = workers.submit(new Job.Build<>(Jobs.APP, _ -> "built"), Deadline.none());

      assertThatThrownBy(deaf::await).isInstanceOf(JobFailure.TimedOut.class);
      assertThat(next.await()).isEqualTo("built");
    }
    assertThat(ended.getCount()).as("the deaf job has not ended").isOne();
    release.countDown();
    Callers.await(ended);
  }

  @EveryToggle({WORKER_POOL, DYNAMIC_TIMEOUTS})
  void after_a_timeout_the_clean_up_has_time_of_its_own_and_ends_before_the_submitter_is_told(
      Toggles toggles) throws Exception {
    var policy = TimeoutPolicy.chosenBy(toggles, Patience.usual());
    try (var workers = Workers.chosenBy(toggles, policy, ONE)) {
      LimitThatLasts.untilBegun(
          "the job",
          limit -> {
            var hanging = new Hanging(_ -> {});
            var told = workers.submit(new Job.Start<>("web", hanging), Deadline.after(limit));

            if (neverBegun(late(told))) {
              return false;
            }
            assertThat(hanging.undone.getNow(Duration.ZERO))
                .as("what the clean-up had left when it began")
                .isPositive()
                .isLessThanOrEqualTo(policy.allowance());
            return true;
          });
    }
  }

  @EveryToggle({WORKER_POOL, DYNAMIC_TIMEOUTS})
  void a_clean_up_that_fails_is_told_beside_the_timeout(Toggles toggles) throws Exception {
    var policy = TimeoutPolicy.chosenBy(toggles, Patience.usual());
    var failing =
        new Hanging(
            _ -> {
              throw new IOException("planted in clean-up");
            });
    try (var workers = Workers.chosenBy(toggles, policy, ONE)) {
      LimitThatLasts.untilBegun(
          "the job",
          limit -> {
            var late = late(workers.submit(new Job.Stop<>("web", failing), Deadline.after(limit)));
            if (neverBegun(late)) {
              return false;
            }
            assertThat(late.getSuppressed()[0]).hasRootCauseMessage("planted in clean-up");
            return true;
          });
    }
  }

  @EveryToggle({WORKER_POOL, DYNAMIC_TIMEOUTS})
  void a_clean_up_that_hangs_holds_up_neither_submitter_nor_workers(Toggles toggles)
      throws Exception {
    var policy = TimeoutPolicy.chosenBy(toggles, Patience.usual().scaled(0.01));
    try (var workers = Workers.chosenBy(toggles, policy, ONE)) {
      LimitThatLasts.untilBegun(
          "the job",
          limit -> {
            var hanging = new Hanging(_ -> new CountDownLatch(1).await());
            var told = workers.submit(new Job.Stop<>("web", hanging), Deadline.after(limit));
            var next = workers.submit(new Job.Build<>(Jobs.APP, _ -> "built"), Deadline.none());

            var late = late(told);
            assertThat(next.await()).isEqualTo("built");
            if (neverBegun(late)) {
              return false;
            }
            assertThat(late.getSuppressed()[0]).isInstanceOf(TimeoutException.class);
            return true;
          });
    }
  }

  @EveryToggle({WORKER_POOL, DYNAMIC_TIMEOUTS})
  void a_job_that_fails_by_itself_is_not_cleaned_up_after(Toggles toggles) throws Exception {
    var policy = TimeoutPolicy.chosenBy(toggles, Patience.usual());
    var cleaned = new AtomicBoolean();
    var failing =
        new Work<String>() {
          @Override
          public String run(Deadline limit) throws IOException {
            throw new IOException("planted");
          }

          @Override
          public void cleanUp(Deadline allowance) {
            cleaned.set(true);
          }
        };
    try (var workers = Workers.chosenBy(toggles, policy, ONE)) {
      var told = workers.submit(new Job.Start<>("web", failing), Deadline.none());

      assertThatThrownBy(told::await).isInstanceOf(JobFailure.Failed.class);
      assertThat(cleaned).isFalse();
    }
  }

  @EveryToggle({WORKER_POOL, DYNAMIC_TIMEOUTS})
  void streams_bound_to_a_cancelled_context(Toggles toggles) throws Exception {
    LimitThatLasts.untilBegun("the start", time -> streamOutlivesTheStart(toggles, time));
  }

  /// @return whether the limit was enough for a start that has nothing to do
  private static boolean streamOutlivesTheStart(Toggles toggles, Duration time) throws Exception {
    var policy = TimeoutPolicy.chosenBy(toggles, scaledTo(time));
    var begun = new CompletableFuture<Deadline>();
    var in = new PipedInputStream();
    try (var workers = Workers.chosenBy(toggles, policy, ONE);
        var out = new PrintStream(new PipedOutputStream(in), true, StandardCharsets.UTF_8)) {
      InputStream logs =
          workers
              .submit(
                  new Job.Start<>(
                      "web",
                      limit -> {
                        begun.complete(limit);
                        return in;
                      }),
                  Deadline.none())
              .await();
      Callers.until(begun.join()::passed);

      out.println("a line after the start's limit has passed");

      assertThat(new String(logs.readNBytes(6), StandardCharsets.UTF_8)).isEqualTo("a line");
      return true;
    } catch (JobFailure.TimedOut late) {
      return false;
    }
  }

  @EveryToggle({WORKER_POOL, DYNAMIC_TIMEOUTS})
  void a_stream_that_is_opened_too_late_for_anybody_is_closed(Toggles toggles) throws Exception {
    var policy = TimeoutPolicy.chosenBy(toggles, THOUSANDTH);
    var closed = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    try (var workers = Workers.chosenBy(toggles, policy, ONE)) {
      var told =
          workers.submit(
              new Job.Stop<AutoCloseable>(
                  "web",
                  _ -> {
                    var _ = deaf(release, new CountDownLatch(1));
                    return closed::countDown;
                  }),
              Deadline.none());
      assertThatThrownBy(told::await).isInstanceOf(JobFailure.TimedOut.class);

      release.countDown();

      Callers.await(closed);
    }
  }

  /// Waits however often it is interrupted.
  private static String deaf(CountDownLatch release, CountDownLatch ended) {
    boolean released = false;
    while (!released) {
      try {
        released = release.await(1, TimeUnit.MINUTES);
      } catch (InterruptedException _) {
        // Deaf.
      }
    }
    ended.countDown();
    return "ended";
  }

  /// A thousandth for 150 ms, and more for more.
  private static Patience scaledTo(Duration limit) {
    return Patience.usual().scaled(limit.toMillis() / 150_000.0);
  }

  private static JobFailure.TimedOut late(Pending<?> pending) {
    return catchThrowableOfType(JobFailure.TimedOut.class, pending::await);
  }

  /// Whether the deadline passed before a worker came to the job: then there is nothing to see.
  private static boolean neverBegun(JobFailure.TimedOut late) {
    return String.valueOf(late.getMessage()).contains("never begun");
  }

  /// What a clean-up does.
  private interface CleanUp {
    void run(Deadline allowance) throws Exception;
  }

  /// Work that hangs, and tells what its clean-up had left.
  private static final class Hanging implements Work<String> {
    private final CompletableFuture<Duration> undone = new CompletableFuture<>();
    private final CleanUp cleanUp;

    Hanging(CleanUp cleanUp) {
      this.cleanUp = cleanUp;
    }

    @Override
    public String run(Deadline limit) throws InterruptedException {
      new CountDownLatch(1).await();
      return "never";
    }

    @Override
    public void cleanUp(Deadline allowance) throws Exception {
      undone.complete(allowance.remaining());
      cleanUp.run(allowance);
    }
  }
}
