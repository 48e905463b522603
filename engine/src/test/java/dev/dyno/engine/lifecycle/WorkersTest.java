package dev.dyno.engine.lifecycle;

import static dev.dyno.engine.toggle.Optimization.WORKER_POOL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.OperationKind;
import dev.dyno.engine.deadline.Patience;
import dev.dyno.engine.deadline.TimeoutPolicy;
import dev.dyno.engine.lifecycle.Callers.Call;
import dev.dyno.engine.lifecycle.Callers.Gate;
import dev.dyno.engine.toggle.EveryToggle;
import dev.dyno.engine.toggle.Toggles;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Timeout;

/// Both sides of `worker-pool` under one contract: what becomes of jobs and their submitters.
/// What jobs have time for is in [JobTimeTest].
@Timeout(180)
class WorkersTest {

  private static final TimeoutPolicy POLICY =
      TimeoutPolicy.chosenBy(Toggles.parse("dynamic-timeouts"), Patience.usual());
  private static final Deadline NONE = Deadline.none();
  private static final Duration MOMENT = Duration.ofMillis(20);

  @EveryToggle(WORKER_POOL)
  void pool_result_stolen_by_another_waiter(Toggles toggles) throws Exception {
    int submitters = 8;
    int jobs = 100;
    try (var workers = Workers.chosenBy(toggles, POLICY)) {
      var wrong = new ConcurrentLinkedQueue<String>();
      var threads =
          IntStream.range(0, submitters)
              .mapToObj(
                  who ->
                      Thread.ofVirtual()
                          .start(
                              () -> {
                                for (int i = 0; i < jobs; i++) {
                                  var mine = who + "/" + i;
                                  var told = outcome(workers, start("c" + who, _ -> mine));
                                  if (!told.equals(mine)) {
                                    wrong.add(mine + " was told " + told);
                                  }
                                }
                              }))
              .toList();
      for (var thread : threads) {
        thread.join();
      }

      assertThat(wrong).isEmpty();
      assertThat(workers.counts()).isEqualTo(new Counts(0, 0, (long) submitters * jobs));
    }
  }

  @EveryToggle(WORKER_POOL)
  void what_a_job_throws_reaches_its_submitter_alone_and_hurts_no_later_job(Toggles toggles)
      throws Exception {
    try (var workers = Workers.chosenBy(toggles, POLICY, new Capacity(1, 10))) {
      var thrown =
          List.of(
              new IOException("planted"),
              new IllegalStateException("planted"),
              new StackOverflowError("planted"),
              new OutOfMemoryError("planted"),
              new InterruptedException("planted"));
      for (var each : thrown) {
        var failing = workers.submit(start("bad", _ -> sneak(each)), NONE);
        var next = workers.submit(start("good", _ -> "fine"), NONE);

        assertThatThrownBy(failing::await)
            .isInstanceOf(JobFailure.Failed.class)
            .hasMessage("start of bad failed: planted")
            .hasCause(each);
        assertThat(next.await()).isEqualTo("fine");
      }
    }
  }

  @EveryToggle(WORKER_POOL)
  void after_close_a_job_is_rejected_and_never_begun(Toggles toggles) throws Exception {
    var ran = new AtomicBoolean();
    var workers = Workers.chosenBy(toggles, POLICY);
    workers.close();

    var late = workers.submit(start("late", _ -> ran.getAndSet(true)), NONE);

    assertThat(late.ended()).isTrue();
    assertThatThrownBy(late::await)
        .isInstanceOf(JobFailure.Rejected.class)
        .hasMessageContaining("start of late")
        .hasMessageContaining("submit it to open ones");
    assertThat(ran).isFalse();
  }

  @EveryToggle(WORKER_POOL)
  void submit_racing_close(Toggles toggles) throws Exception {
    int submitters = 4;
    int results = 0;
    int rejections = 0;
    for (int round = 0; round < 150; round++) {
      var workers = Workers.chosenBy(toggles, POLICY, new Capacity(2, 3));
      var ran = new AtomicInteger();
      var told = new ConcurrentLinkedQueue<String>();
      var go = new CountDownLatch(1);
      var threads =
          IntStream.range(0, submitters)
              .mapToObj(
                  who ->
                      Thread.ofVirtual()
                          .start(
                              () -> {
                                untilOpen(go);
                                for (int i = 0; i < 10; i++) {
                                  told.add(
                                      outcome(
                                          workers,
                                          start("c" + who, _ -> "ran" + ran.incrementAndGet())));
                                }
                              }))
              .toList();
      go.countDown();
      int before = round;
      Callers.until(() -> workers.counts().done() >= before % 20);
      workers.close();
      for (var thread : threads) {
        thread.join();
      }

      assertThat(told).hasSize(submitters * 10).allMatch(it -> it.matches("ran\\d+|Rejected"));
      int ended = (int) told.stream().filter(it -> it.startsWith("ran")).count();
      assertThat(ran).hasValue(ended);
      results += ended;
      rejections += told.size() - ended;
    }
    assertThat(results).as("rounds in which something ran").isPositive();
    assertThat(rejections).as("rounds in which close came first").isPositive();
  }

  @EveryToggle(WORKER_POOL)
  void queued_jobs_dropped_in_silence(Toggles toggles) throws Exception {
    var workers = Workers.chosenBy(toggles, POLICY, new Capacity(1, 3));
    var callers = new Callers(workers);
    var gate = new Gate();
    var ran = new AtomicInteger();
    var running = callers.call(start("first", gate));
    Callers.await(gate.begun);
    var queued = new ArrayList<Call<Integer>>();
    for (int i = 0; i < 5; i++) { // in the pool, the last two at the door
      queued.add(callers.call(start("queued" + i, _ -> ran.incrementAndGet())));
    }
    assertThat(workers.counts()).isEqualTo(new Counts(5, 1, 0));

    var never = workers.close(Deadline.after(MOMENT));

    assertThat(never)
        .extracting(Job::target)
        .containsExactly("queued0", "queued1", "queued2", "queued3", "queued4");
    for (var each : queued) {
      assertThat(each.failure()).isInstanceOf(JobFailure.Rejected.class);
    }
    assertThat(running.failure())
        .isInstanceOf(JobFailure.Cancelled.class)
        .hasMessageContaining("the workers were closed while it ran");
    Callers.await(gate.interrupted);
    assertThat(ran).hasValue(0);
    assertThat(workers.counts()).isEqualTo(new Counts(0, 0, 6));
  }

  @EveryToggle(WORKER_POOL)
  void a_close_with_patience_runs_all_that_was_taken_on(Toggles toggles) throws Exception {
    var workers = Workers.chosenBy(toggles, POLICY, new Capacity(1, 3));
    var callers = new Callers(workers);
    var gate = new Gate();
    var running = callers.call(start("first", gate));
    Callers.await(gate.begun);
    var queued = new ArrayList<Call<Integer>>();
    for (int i = 0; i < 5; i++) {
      int number = i;
      queued.add(callers.call(start("queued" + i, _ -> number)));
    }
    var never = new LinkedBlockingQueue<List<Job<?>>>();
    var closer =
        Thread.ofVirtual()
            .start(() -> never.add(workers.close(Deadline.after(Duration.ofMinutes(1)))));
    Callers.untilItWaits(closer);

    gate.open.countDown();

    assertThat(never.poll(60, TimeUnit.SECONDS)).isEmpty();
    assertThat(running.result()).isEqualTo("through the gate");
    assertThat(queued).extracting(Call::result).containsExactly(0, 1, 2, 3, 4);
  }

  @EveryToggle(WORKER_POOL)
  void an_interrupted_submitter_gives_up_its_job_and_no_other(Toggles toggles) throws Exception {
    try (var workers = Workers.chosenBy(toggles, POLICY, new Capacity(1, 1))) {
      var callers = new Callers(workers);
      var gate = new Gate();
      var ran = new AtomicBoolean();
      var running = callers.call(start("first", gate));
      Callers.await(gate.begun);
      var queued = callers.call(start("second", _ -> ran.getAndSet(true)));
      var atDoor = callers.call(start("third", _ -> ran.getAndSet(true)));
      var other = callers.call(start("fourth", _ -> "mine"));

      atDoor.thread().interrupt();
      queued.thread().interrupt();
      assertThat(queued.failure()).isInstanceOf(InterruptedException.class);
      assertThat(atDoor.failure()).isInstanceOf(InterruptedException.class);
      assertThat(gate.interrupted.getCount()).isOne();
      running.thread().interrupt();

      assertThat(running.failure()).isInstanceOf(InterruptedException.class);
      Callers.await(gate.interrupted);
      assertThat(other.result()).isEqualTo("mine");
      assertThat(ran).isFalse();
      assertThat(workers.counts()).isEqualTo(new Counts(0, 0, 4));
    }
  }

  @EveryToggle(WORKER_POOL)
  void a_closer_that_is_interrupted_waits_no_longer_and_keeps_the_interrupt(Toggles toggles)
      throws Exception {
    var workers = Workers.chosenBy(toggles, POLICY, new Capacity(1, 3));
    var callers = new Callers(workers);
    var gate = new Gate();
    var running = callers.call(start("first", gate));
    Callers.await(gate.begun);
    var queued = callers.call(start("second", _ -> "never"));
    var kept = new LinkedBlockingQueue<Boolean>();
    var closer =
        Thread.ofVirtual()
            .start(
                () -> {
                  var _ = workers.close(NONE);
                  kept.add(Thread.currentThread().isInterrupted());
                });
    Callers.untilItWaits(closer);

    closer.interrupt();

    assertThat(kept.poll(60, TimeUnit.SECONDS)).isTrue();
    assertThat(running.failure()).isInstanceOf(JobFailure.Cancelled.class);
    assertThat(queued.failure()).isInstanceOf(JobFailure.Rejected.class);
  }

  @EveryToggle(WORKER_POOL)
  void closing_twice_and_at_once_is_closing(Toggles toggles) throws Exception {
    var workers = Workers.chosenBy(toggles, POLICY);
    var closers =
        IntStream.range(0, 4).mapToObj(_ -> Thread.ofVirtual().start(workers::close)).toList();
    for (var closer : closers) {
      assertThat(closer.join(Duration.ofSeconds(60))).isTrue();
    }
    workers.close();

    assertThat(outcome(workers, start("late", _ -> "ran"))).isEqualTo("Rejected");
  }

  @EveryToggle(WORKER_POOL)
  void a_job_that_submits_another_is_told_why_not_instead_of_waiting_for_ever(Toggles toggles)
      throws Exception {
    try (var workers = Workers.chosenBy(toggles, POLICY, new Capacity(1, 1))) {
      var inner = start("inner", _ -> "never");

      var outer = workers.submit(start("outer", _ -> workers.submit(inner, NONE).await()), NONE);
      var closing = workers.submit(start("closing", _ -> workers.close(NONE)), NONE);

      assertThatThrownBy(outer::await)
          .hasCauseInstanceOf(IllegalStateException.class)
          .hasMessageContaining("a job called submit");
      assertThatThrownBy(closing::await)
          .hasCauseInstanceOf(IllegalStateException.class)
          .hasMessageContaining("a job called close");
    }
  }

  @EveryToggle(WORKER_POOL)
  void every_kind_of_job_has_its_own_limit_and_says_what_it_was(Toggles toggles) throws Exception {
    try (var workers = Workers.chosenBy(toggles, POLICY)) {
      for (var job : Jobs.ofEveryKind(limit -> limit)) {
        long before = System.nanoTime();
        var limit = workers.submit(job, NONE).await();
        long after = System.nanoTime();

        long own = POLICY.own(job.kind()).orElseThrow().toNanos();
        assertThat(limit.nanoTime()).isBetween(before + own, after + own);
      }
      assertThat(Jobs.ofEveryKind(_ -> 0))
          .extracting(Job::title)
          .containsExactly(
              "build of app:1", "push of app:1", "pull of app:1", "start of web", "stop of web");
      assertThat(Jobs.ofEveryKind(_ -> 0))
          .extracting(Job::kind)
          .containsOnlyOnce(OperationKind.values());
    }
  }

  private static <T> Job<T> start(String container, Work<T> work) {
    return new Job.Start<>(container, work);
  }

  /// The job's result, or the simple name of its failure.
  private static String outcome(Workers workers, Job<String> job) {
    try {
      return workers.submit(job, NONE).await();
    } catch (JobFailure failure) {
      return failure.getClass().getSimpleName();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private static void untilOpen(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  @SuppressWarnings("unchecked")
  private static <X extends Throwable> String sneak(Throwable thrown) throws X {
    throw (X) thrown;
  }
}
