package dev.dyno.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.Patience;
import dev.dyno.engine.deadline.TimeoutPolicy;
import dev.dyno.engine.lifecycle.Callers.Call;
import dev.dyno.engine.lifecycle.Callers.Gate;
import dev.dyno.engine.toggle.Toggles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `worker-pool` adds when on: threads, room, importance.
@Timeout(180)
class WorkerPoolTest {

  private static final TimeoutPolicy POLICY =
      TimeoutPolicy.chosenBy(Toggles.none(), Patience.usual());
  private static final Deadline NONE = Deadline.none();

  @Test
  void threads_started_in_a_constructor_and_never_stopped() throws Exception {
    var made = new WorkerPool(POLICY, Capacity.PLANNED);
    assertThat(workerThreads()).as("after the constructor").isEmpty();
    made.close();

    var pool = WorkerPool.open(POLICY, Capacity.PLANNED);
    assertThat(workerThreads()).as("when open").hasSize(4);
    assertThat(workerThreads()).noneMatch(Thread::isDaemon);
    assertThat(pool.submit(start("web", _ -> Thread.currentThread().isVirtual()), NONE).await())
        .isTrue();
    pool.close();

    assertThat(workerThreads()).as("after close").isEmpty();
  }

  @Test
  void the_plan_asks_for_4_workers_and_a_queue_of_100() {
    assertThat(Capacity.PLANNED).isEqualTo(new Capacity(4, 100));
    try (var chosen = Workers.chosenBy(Toggles.parse("worker-pool"), POLICY)) {
      assertThat(chosen).isInstanceOf(WorkerPool.class);
      assertThat(workerThreads()).hasSize(4);
    }
  }

  @ParameterizedTest
  @CsvSource({"0,1", "-1,1", "1001,1", "1,0", "1,1000001"})
  void a_capacity_that_makes_no_sense_is_refused(int workers, int queued) {
    assertThatThrownBy(() -> new Capacity(workers, queued))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("choose 1 to");
  }

  @Test
  void as_many_jobs_run_at_once_as_there_are_workers_and_no_more() throws Exception {
    try (var pool = WorkerPool.open(POLICY, new Capacity(3, 10))) {
      var gates = IntStream.range(0, 5).mapToObj(_ -> new Gate()).toList();
      var told = new ArrayList<Pending<String>>();
      for (var gate : gates) {
        told.add(pool.submit(start("web", gate), NONE));
      }
      for (var gate : gates.subList(0, 3)) {
        Callers.await(gate.begun);
      }

      assertThat(pool.counts()).isEqualTo(new Counts(2, 3, 0));
      assertThat(gates.get(3).begun.getCount()).isOne();

      gates.get(1).open.countDown();
      Callers.await(gates.get(3).begun);
      assertThat(pool.counts()).isEqualTo(new Counts(1, 3, 1));
      gates.forEach(gate -> gate.open.countDown());
      for (var each : told) {
        assertThat(each.await()).isEqualTo("through the gate");
      }
    }
  }

  @Test
  void a_submitter_waits_while_the_queue_is_full_and_goes_on_when_there_is_room() throws Exception {
    try (var pool = WorkerPool.open(POLICY, new Capacity(1, 2))) {
      var gate = new Gate();
      var second = new Gate();
      pool.submit(start("running", gate), NONE);
      Callers.await(gate.begun);
      pool.submit(start("queued1", second), NONE);
      pool.submit(start("queued2", _ -> "ran"), NONE);
      var submitted = new AtomicBoolean();
      var submitter =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      pool.submit(start("full", _ -> "ran"), NONE);
                      submitted.set(true);
                    } catch (InterruptedException interrupted) {
                      throw new AssertionError(interrupted);
                    }
                  });
      Callers.untilItWaits(submitter);
      assertThat(pool.counts().queued()).isEqualTo(3);
      assertThat(submitted).isFalse();

      gate.open.countDown(); // one leaves the queue for the worker

      assertThat(submitter.join(Duration.ofSeconds(60))).isTrue();
      assertThat(submitted).isTrue();
      assertThat(pool.counts()).isEqualTo(new Counts(2, 1, 1));
      second.open.countDown();
    }
  }

  @Test
  void a_cancelled_job_gives_its_place_to_one_whose_submitter_waits() throws Exception {
    try (var pool = WorkerPool.open(POLICY, new Capacity(1, 1))) {
      var gate = new Gate();
      var ran = new AtomicBoolean();
      pool.submit(start("running", gate), NONE);
      Callers.await(gate.begun);
      var queued = pool.submit(start("queued", _ -> ran.getAndSet(true)), NONE);
      var waiting = new Callers(pool).call(start("waiting", _ -> "ran"));

      assertThat(queued.cancel()).isTrue();
      assertThat(queued.cancel()).as("a second time").isFalse();

      assertThatThrownBy(queued::await)
          .isInstanceOf(JobFailure.Cancelled.class)
          .hasMessageContaining("cancelled before it was begun");
      assertThat(pool.counts()).isEqualTo(new Counts(1, 1, 1));
      gate.open.countDown();
      assertThat(waiting.result()).isEqualTo("ran");
      assertThat(ran).isFalse();
    }
  }

  @Test
  void a_job_cancelled_at_work_is_interrupted_and_its_worker_takes_the_next() throws Exception {
    try (var pool = WorkerPool.open(POLICY, new Capacity(1, 1))) {
      var gate = new Gate();
      var running = pool.submit(start("running", gate), NONE);
      Callers.await(gate.begun);
      var next = pool.submit(start("next", _ -> "ran"), NONE);

      assertThat(running.cancel()).isTrue();

      Callers.await(gate.interrupted);
      assertThatThrownBy(running::await)
          .isInstanceOf(JobFailure.Cancelled.class)
          .hasMessageContaining("cancelled while it ran");
      assertThat(next.await()).isEqualTo("ran");
      assertThat(next.cancel()).as("after it ended").isFalse();
      assertThat(next.await()).isEqualTo("ran");
    }
  }

  @Test
  void a_stop_goes_before_a_start_that_goes_before_a_pull_a_push_and_a_build() throws Exception {
    var order = Collections.synchronizedList(new ArrayList<String>());
    try (var pool = WorkerPool.open(POLICY, new Capacity(1, 100))) {
      var gate = new Gate();
      pool.submit(start("first", gate), NONE);
      Callers.await(gate.begun);
      for (int i = 1; i <= 2; i++) {
        int round = i;
        for (var template : Jobs.ofEveryKind(_ -> true)) {
          var kind = template.kind();
          pool.submit(with(template, _ -> order.add(kind + " " + round)), NONE);
        }
      }
      gate.open.countDown();
    }

    assertThat(order)
        .containsExactly(
            "STOP 1", "STOP 2", "START 1", "START 2", "PULL 1", "PULL 2", "PUSH 1", "PUSH 2",
            "BUILD 1", "BUILD 2");
  }

  @Test
  void a_stop_is_not_kept_out_by_a_queue_full_of_builds() throws Exception {
    var order = new ConcurrentLinkedQueue<String>();
    try (var pool = WorkerPool.open(POLICY, new Capacity(1, 2))) {
      var gate = new Gate();
      var callers = new Callers(pool);
      pool.submit(start("first", gate), NONE);
      Callers.await(gate.begun);
      var calls = new ArrayList<Call<Boolean>>();
      for (int i = 0; i < 4; i++) {
        var name = "build" + i;
        calls.add(callers.call(new Job.Build<>(Jobs.APP, _ -> order.add(name))));
      }
      calls.add(callers.call(new Job.Stop<>("web", _ -> order.add("stop"))));

      gate.open.countDown();
      calls.forEach(Call::result);
    }

    assertThat(order).containsExactly("stop", "build0", "build1", "build2", "build3");
  }

  @Test
  void a_build_waits_for_at_most_four_hundred_later_stops() {
    var queue = new JobQueue(10_000);
    enter(queue, new Job.Build<>(Jobs.APP, _ -> true));
    for (int i = 0; i < 1_000; i++) {
      enter(queue, new Job.Stop<>("web", _ -> true));
    }

    int before = 0;
    while (queue.take().orElseThrow().job() instanceof Job.Stop<?>) {
      before++;
    }

    assertThat(before).isEqualTo(4 * JobQueue.HEAD_START);
  }

  @Test
  void an_interrupt_of_a_worker_by_a_stranger_hurts_its_job_and_no_other() throws Exception {
    try (var pool = WorkerPool.open(POLICY, new Capacity(1, 10))) {
      var gate = new Gate();
      var hurt = pool.submit(start("hurt", gate), NONE);
      Callers.await(gate.begun);

      workerThreads().forEach(Thread::interrupt);

      assertThatThrownBy(hurt::await).isInstanceOf(JobFailure.Cancelled.class);
      for (int i = 0; i < 20; i++) {
        int number = i;
        assertThat(pool.submit(start("next", _ -> number), NONE).await()).isEqualTo(number);
      }
    }
  }

  private static <T> Job<T> start(String container, Work<T> work) {
    return new Job.Start<>(container, work);
  }

  private static <T> Job<T> with(Job<?> template, Work<T> work) {
    return switch (template) {
      case Job.Build<?> build -> new Job.Build<>(build.image(), work);
      case Job.Push<?> push -> new Job.Push<>(push.image(), work);
      case Job.Pull<?> pull -> new Job.Pull<>(pull.image(), work);
      case Job.Start<?> start -> new Job.Start<>(start.container(), work);
      case Job.Stop<?> stop -> new Job.Stop<>(stop.container(), work);
    };
  }

  private static void enter(JobQueue queue, Job<?> job) {
    assertThat(queue.enter(new Task<>(job, NONE, POLICY, queue))).isTrue();
  }

  private static List<Thread> workerThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("dyno-worker-"))
        .toList();
  }
}
