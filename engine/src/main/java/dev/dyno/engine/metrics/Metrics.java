package dev.dyno.engine.metrics;

import dev.dyno.engine.deadline.OperationKind;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.LongSupplier;

/// Counts and times what the engine does. Every part is given one when it is made.
///
/// | meter, as Prometheus names it | tags | what |
/// |---|---|---|
/// | `dyno_operation_seconds` (histogram) | `operation`, `outcome` | calls of a daemon |
/// | `dyno_transferred_bytes_total` | `operation` | archives to the daemon, files from it |
/// | `dyno_pulls_total` | `outcome` | images pulled, however many attempts each took |
/// | `dyno_pull_attempts_total` | | attempts of these |
/// | `dyno_pulled_bytes_total` | | compressed bytes of layers that daemons fetched, as they told |
/// | `dyno_pulls_in_flight` | | images being pulled |
/// | `dyno_context_entries_total`, `dyno_context_bytes_total` | | files archived, and their bytes |
/// | `dyno_auth_lookups_total` | `result` | logins asked for, by where they came from |
/// | `dyno_job_wait_seconds` (summary) | `kind` | jobs, from their submission until begun |
/// | `dyno_job_seconds` (histogram) | `kind`, `outcome` | jobs that were begun, with clean-up |
/// | `dyno_jobs_ended_total` | `kind`, `outcome` | all jobs that ended, begun or not |
/// | `dyno_jobs` | `state` | jobs that wait or run |
/// | `dyno_circuits` | `of`, `state` | daemons and registries, by their breakers' state |
/// | `dyno_buffers_lent` | `pool` | buffers that somebody holds |
/// | `dyno_log_lines_total`, `dyno_log_bytes_total`, `dyno_log_dropped_bytes_total` | | logs |
/// | `dyno_log_queued` | | log messages that wait for a formatting worker |
///
/// Histograms and summaries come with the greatest value of the last minutes, as `…_seconds_max`.
/// Concurrency: any thread may call; nothing here waits.
public sealed interface Metrics permits NoMetrics, RegistryMetrics {

  /// Counts nothing, holds nothing, allocates nothing.
  static Metrics none() {
    return NoMetrics.NONE;
  }

  /// Counts in a registry of Micrometer. Several engines may share it: their counts are summed.
  ///
  /// @param registry that no other [Metrics] counts in
  /// @throws IllegalArgumentException when one does
  static Metrics on(MeterRegistry registry) {
    return new RegistryMetrics(registry);
  }

  /// A daemon was called.
  ///
  /// @param nanos from the call to its answer's end
  void operation(Operation operation, Outcome outcome, long nanos);

  /// Content went to the daemon, or came from it.
  ///
  /// @param bytes 0 or more
  void transferred(Operation operation, long bytes);

  /// An image was pulled, or could not be.
  ///
  /// @param attempts 0 or more
  void pull(Outcome outcome, int attempts);

  /// An attempt to pull an image brought layers to the daemon, or parts of them.
  ///
  /// @param bytes 0 or more
  void pulled(long bytes);

  /// A build context was archived, as a whole or in part.
  ///
  /// @param entries files and links
  /// @param bytes of the files' content
  void archived(long entries, long bytes);

  /// A login was asked for.
  void authLookup(AuthLookup result);

  /// A job ended that was begun.
  ///
  /// @param queued from its submission until it was begun
  /// @param ran until its submitter was told
  void job(OperationKind kind, Outcome outcome, Duration queued, Duration ran);

  /// A job ended before it was begun.
  void neverBegun(OperationKind kind, Outcome outcome);

  /// Reads a source at each scrape. It is held, and its owner with it, until the watch is closed.
  ///
  /// @param source may be called by any thread, and must not wait
  Watch watch(Reading reading, LongSupplier source);
}
