package dev.dyno.engine.lifecycle;

import static dev.dyno.engine.toggle.Optimization.WORKER_POOL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.Patience;
import dev.dyno.engine.deadline.TimeoutPolicy;
import dev.dyno.engine.metrics.Prometheus;
import dev.dyno.engine.metrics.Scrape;
import dev.dyno.engine.toggle.EveryToggle;
import dev.dyno.engine.toggle.Toggles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Both sides of `worker-pool`, as meters and events tell them.
@Timeout(180)
class JobMetricsTest {

  private final Prometheus prometheus = new Prometheus();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch open = new CountDownLatch(1);

  @EveryToggle(WORKER_POOL)
  void blocked_workers_are_seen_in_the_gauges_until_they_go_on(Toggles toggles) throws Exception {
    try (var workers = workers(toggles);
        var submitters = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = new ArrayList<Future<String>>();
      all.add(submitters.submit(() -> workers.submit(start(this::blocked), none()).await()));
      assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
      for (int i = 0; i < 3; i++) {
        all.add(submitters.submit(() -> workers.submit(start(_ -> "ran"), none()).await()));
      }
      Callers.until(() -> workers.counts().queued() == 3);

      var seen = scrape();
      assertThat(seen.value("dyno_jobs", "state", "running")).isEqualTo(1);
      assertThat(seen.value("dyno_jobs", "state", "queued")).isEqualTo(3);

      open.countDown();
      for (var each : all) {
        assertThat(each.get(60, TimeUnit.SECONDS)).isEqualTo("ran");
      }
      var after = scrape();
      assertThat(after.value("dyno_jobs", "state", "running")).isZero();
      assertThat(after.value("dyno_jobs", "state", "queued")).isZero();
      assertThat(after.value("dyno_job_wait_seconds_count", "kind", "start")).isEqualTo(4);
      assertThat(after.value("dyno_job_seconds_count", "kind", "start", "outcome", "ok"))
          .isEqualTo(4);
      assertThat(ended(after, "start", "ok")).isEqualTo(4);
    }
    assertThat(scrape().has("dyno_jobs")).as("gauges go with the workers").isFalse();
    assertThat(ended(scrape(), "start", "ok")).isEqualTo(4);
  }

  @EveryToggle(WORKER_POOL)
  void each_way_to_end_has_its_count_and_event_before_its_submitter_knows(
      Toggles toggles, @TempDir Path folder) throws Exception {
    List<RecordedEvent> events;
    var workers = workers(toggles);
    try (var recording = new Recording()) {
      recording.enable("dyno.Job");
      recording.start();
      for (var job : Jobs.<String>ofEveryKind(_ -> "ran")) {
        workers.submit(job, none()).await();
        assertThat(ended(scrape(), job.kind().name().toLowerCase(java.util.Locale.ROOT), "ok"))
            .isEqualTo(1);
      }
      var failing = workers.submit(start(_ -> fail()), none());
      assertThatExceptionOfType(JobFailure.Failed.class).isThrownBy(failing::await);
      assertThat(ended(scrape(), "start", "failed")).isEqualTo(1);
      workers.close();
      var late = workers.submit(start(_ -> "ran"), none());
      assertThatExceptionOfType(JobFailure.Rejected.class).isThrownBy(late::await);
      assertThat(ended(scrape(), "start", "rejected")).isEqualTo(1);
      assertThat(scrape().value("dyno_job_wait_seconds_count", "kind", "start"))
          .as("what never began has no wait")
          .isEqualTo(2);
      recording.stop();
      recording.dump(folder.resolve("jobs.jfr"));
      events = RecordingFile.readAllEvents(folder.resolve("jobs.jfr"));
    }
    assertThat(events)
        .extracting(event -> event.getString("kind") + " " + event.getString("outcome"))
        .containsExactlyInAnyOrder(
            "build ok",
            "push ok",
            "pull ok",
            "start ok",
            "stop ok",
            "start failed",
            "start rejected");
    assertThat(events)
        .allMatch(
            event ->
                event.getString("outcome").equals("rejected") == event.getDuration("ran").isZero());
  }

  private static String fail() {
    throw new IllegalStateException("as wanted");
  }

  private String blocked(Deadline limit) throws InterruptedException {
    begun.countDown();
    assertThat(limit.passed()).isFalse();
    assertThat(open.await(60, TimeUnit.SECONDS)).isTrue();
    return "ran";
  }

  private static Job.Start<String> start(Work<String> work) {
    return new Job.Start<>("web", work);
  }

  private Workers workers(Toggles toggles) {
    return Workers.chosenBy(
        toggles,
        TimeoutPolicy.chosenBy(Toggles.none(), Patience.usual()),
        new Capacity(1, 10),
        prometheus.metrics());
  }

  private static double ended(Scrape seen, String kind, String outcome) {
    return seen.value("dyno_jobs_ended_total", "kind", kind, "outcome", outcome);
  }

  private static Deadline none() {
    return Deadline.none();
  }

  private Scrape scrape() {
    return Scrape.of(prometheus.scrape());
  }
}
