package dev.dyno.engine.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.dyno.engine.deadline.OperationKind;
import dev.dyno.engine.embedded.Eventually;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What counts and what is read, without an engine.
@Timeout(180)
class MetricsTest {

  private final Prometheus prometheus = new Prometheus();
  private final Metrics metrics = prometheus.metrics();

  @Test
  void a_level_is_the_sum_over_its_owners_and_goes_with_the_last() {
    var first = metrics.watch(Reading.JOBS_QUEUED, () -> 3);
    var second = metrics.watch(Reading.JOBS_QUEUED, () -> 4);
    assertThat(scrape().value("dyno_jobs", "state", "queued")).isEqualTo(7);

    first.close();
    first.close();
    assertThat(scrape().value("dyno_jobs", "state", "queued")).isEqualTo(4);

    second.close();
    assertThat(scrape().has("dyno_jobs")).isFalse();
    try (var third = metrics.watch(Reading.JOBS_QUEUED, () -> 5)) {
      assertThat(third).isNotNull();
      assertThat(scrape().value("dyno_jobs", "state", "queued")).isEqualTo(5);
    }
  }

  @Test
  void a_total_never_falls_when_an_owner_goes() {
    var count = new AtomicLong(10);
    var first = metrics.watch(Reading.LOG_LINES, count::get);
    var second = metrics.watch(Reading.LOG_LINES, () -> 5);
    assertThat(scrape().value("dyno_log_lines_total")).isEqualTo(15);

    count.set(12);
    first.close();
    count.set(99);
    first.close();
    assertThat(scrape().value("dyno_log_lines_total")).isEqualTo(17);

    second.close();
    assertThat(scrape().value("dyno_log_lines_total")).isEqualTo(17);
  }

  @Test
  void an_owner_is_held_while_it_is_watched_and_let_go_of_afterwards() throws Exception {
    var owner = new WeakReference<>(new AtomicLong(6));
    var watch = metrics.watch(Reading.LOG_QUEUED, source(owner));
    System.gc();
    assertThat(scrape().value("dyno_log_queued")).isEqualTo(6);

    watch.close();

    Eventually.isTrue(
        "the owner is collected",
        () -> {
          System.gc();
          return owner.get() == null;
        });
  }

  private static LongSupplier source(WeakReference<AtomicLong> owner) {
    var held = owner.get();
    if (held == null) {
      throw new AssertionError("collected already");
    }
    return held::get;
  }

  @Test
  void counts_of_many_threads_are_exact() throws Exception {
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 8; i++) {
        threads.execute(
            () -> {
              for (int j = 0; j < 1_000; j++) {
                metrics.authLookup(AuthLookup.CACHED);
                metrics.archived(2, 3);
                metrics.operation(Operation.PING, Outcome.OK, 5);
                metrics.job(
                    OperationKind.PULL, Outcome.OK, Duration.ofNanos(1), Duration.ofMillis(2));
                metrics.neverBegun(OperationKind.PULL, Outcome.REJECTED);
              }
            });
      }
    }
    var seen = scrape();
    assertThat(seen.value("dyno_auth_lookups_total", "result", "cached")).isEqualTo(8_000);
    assertThat(seen.value("dyno_context_entries_total")).isEqualTo(16_000);
    assertThat(seen.value("dyno_context_bytes_total")).isEqualTo(24_000);
    assertThat(seen.value("dyno_operation_seconds_count", "operation", "ping", "outcome", "ok"))
        .isEqualTo(8_000);
    assertThat(
            seen.value(
                "dyno_operation_seconds_bucket",
                "operation",
                "ping",
                "outcome",
                "ok",
                "le",
                "0.001"))
        .isEqualTo(8_000);
    assertThat(seen.value("dyno_job_wait_seconds_count", "kind", "pull")).isEqualTo(8_000);
    assertThat(seen.value("dyno_job_seconds_count", "kind", "pull", "outcome", "ok"))
        .isEqualTo(8_000);
    assertThat(seen.value("dyno_job_seconds_sum", "kind", "pull", "outcome", "ok"))
        .isBetween(15.99, 16.01);
    assertThat(seen.value("dyno_jobs_ended_total", "kind", "pull", "outcome", "rejected"))
        .isEqualTo(8_000);
  }

  @Test
  void every_operation_outcome_and_reading_has_its_series() {
    for (var operation : Operation.values()) {
      for (var outcome : Outcome.values()) {
        metrics.operation(operation, outcome, 1);
      }
    }
    for (var reading : Reading.values()) {
      var _ = metrics.watch(reading, () -> 1);
    }
    var seen = scrape();
    assertThat(
            seen.values().keySet().stream()
                .filter(series -> series.startsWith("dyno_operation_seconds_count")))
        .hasSize(Operation.values().length * Outcome.values().length);
    assertThat(seen.values().keySet().stream().filter(it -> it.startsWith("dyno_circuits")))
        .hasSize(6);
  }

  @Test
  void only_tags_that_are_known_beforehand_are_used() {
    every_operation_outcome_and_reading_has_its_series();
    assertThat(scrape().values().keySet())
        .allMatch(
            series ->
                series.matches(
                    "dyno_[a-z_]+(\\{((operation|outcome|result|kind|state|of|pool|le)=\"[a-z_0-9.+Inf]+\",?)+})?"));
  }

  @Test
  void a_second_metrics_on_one_registry_would_be_deaf_and_is_refused() {
    var registry = new SimpleMeterRegistry();
    var _ = Metrics.on(registry);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Metrics.on(registry))
        .withMessageContaining("share the Metrics, not the registry");
  }

  @Test
  void none_holds_nothing_and_allocates_nothing() {
    var none = Metrics.none();
    LongSupplier source = () -> 1;
    assertThat(allocated(none, source)).isZero();
    assertThat(allocated(metrics, source)).as("negative control").isPositive();
  }

  private static long allocated(Metrics counted, LongSupplier source) {
    var beans = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    use(counted, source);
    beans.getCurrentThreadAllocatedBytes();
    long before = beans.getCurrentThreadAllocatedBytes();
    use(counted, source);
    return beans.getCurrentThreadAllocatedBytes() - before;
  }

  private static void use(Metrics counted, LongSupplier source) {
    counted.operation(Operation.PING, Outcome.OK, 1);
    counted.transferred(Operation.BUILD, 1);
    counted.pull(Outcome.OK, 1);
    counted.archived(1, 1);
    counted.authLookup(AuthLookup.CACHED);
    counted.job(OperationKind.PULL, Outcome.OK, Duration.ZERO, Duration.ZERO);
    counted.neverBegun(OperationKind.PULL, Outcome.OK);
    counted.watch(Reading.JOBS_QUEUED, source).close();
  }

  private Scrape scrape() {
    return Scrape.of(prometheus.scrape());
  }
}
