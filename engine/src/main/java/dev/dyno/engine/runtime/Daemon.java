package dev.dyno.engine.runtime;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.httpclient5.ApacheDockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient;
import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.metrics.Metrics;
import dev.dyno.engine.metrics.Operation;
import dev.dyno.engine.metrics.OperationEvent;
import dev.dyno.engine.metrics.Outcome;
import dev.dyno.engine.metrics.Watch;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/// The one way to a daemon: past the breakers, on a virtual thread, until the deadline.
final class Daemon implements AutoCloseable {

  private static final Task PROBE = Task.of(Operation.PROBE, "probe of the daemon");

  /// Not limited: who follows a log or waits for a container holds a connection, and a limit here
  /// would be a queue that a ping stands in while its deadline runs. Callers limit themselves.
  private static final int CONNECTIONS = Integer.MAX_VALUE;

  private final DaemonConfig config;
  private final DockerHttpClient transport;
  private final Breakers breakers;
  private final Clock clock;
  private final Metrics metrics;
  private final List<Watch> watches;

  /// What is to be done with a daemon.
  @FunctionalInterface
  interface Work<T> {
    T on(DockerClient docker) throws Exception;
  }

  private Daemon(
      DaemonConfig config,
      DockerHttpClient transport,
      Breakers breakers,
      Clock clock,
      Metrics metrics) {
    this.config = config;
    this.transport = transport;
    this.breakers = breakers;
    this.clock = clock;
    this.metrics = metrics;
    this.watches = breakers.watchedBy(metrics);
  }

  static Daemon at(Endpoint endpoint, BreakerPolicy policy, Clock clock, Metrics metrics) {
    var transport =
        new ApacheDockerHttpClient.Builder()
            .dockerHost(endpoint.uri())
            .maxConnections(CONNECTIONS)
            .build();
    return new Daemon(
        new DaemonConfig(endpoint.uri()),
        transport,
        new Breakers(endpoint, policy, clock),
        clock,
        metrics);
  }

  Metrics metrics() {
    return metrics;
  }

  Breakers breakers() {
    return breakers;
  }

  /// Does the work, or says which kind of failure it was. When it returns, in whatever way, nothing
  /// of the work is left open.
  ///
  /// A daemon that was left in peace is tried with a ping first, never with the work itself, which
  /// may take hours: all others would wait for its outcome.
  <T> T call(Task task, Deadline deadline, Work<T> work) throws RuntimeFailure {
    return observed(task, () -> pastDaemon(task, deadline, work));
  }

  private <T> T observed(Task task, Breaker.Attempt<T> attempt) throws RuntimeFailure {
    var event = OperationEvent.begun();
    long begun = System.nanoTime();
    var outcome = Outcome.FAILED;
    try {
      var result = attempt.make();
      outcome = Outcome.OK;
      return result;
    } catch (RuntimeFailure failure) {
      outcome = failure.outcome();
      throw failure;
    } finally {
      metrics.operation(task.operation(), outcome, System.nanoTime() - begun);
      event.ended(task.operation(), task.what(), outcome);
    }
  }

  private <T> T pastDaemon(Task task, Deadline deadline, Work<T> work) throws RuntimeFailure {
    var daemon = breakers.daemon();
    if (!daemon.closed()) {
      daemon.run(task.what(), () -> observed(PROBE, () -> probe(deadline)));
    }
    return daemon.run(task.what(), () -> pastRegistry(task, () -> attempt(task, deadline, work)));
  }

  private Object probe(Deadline deadline) throws RuntimeFailure {
    return attempt(PROBE, deadline, docker -> docker.pingCmd().exec());
  }

  private <T> T pastRegistry(Task task, Breaker.Attempt<T> attempt) throws RuntimeFailure {
    return task.registry().isEmpty()
        ? attempt.make()
        : breakers.registry(task.registry().get()).run(task.what(), attempt);
  }

  private <T> T attempt(Task task, Deadline deadline, Work<T> work) throws RuntimeFailure {
    try (var connections = new Connections(transport, clock)) {
      var docker = DockerClientImpl.getInstance(config, connections);
      try {
        return deadline.call(task.what(), () -> work.on(docker));
      } catch (TimeoutException | ExecutionException failed) {
        throw FailureKind.of(task, failed, connections.retryAfter());
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw FailureKind.of(task, interrupted, Optional.empty());
      }
    }
  }

  @Override
  public void close() throws IOException {
    watches.forEach(Watch::close);
    transport.close();
  }
}
