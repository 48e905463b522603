package dev.dyno.engine.runtime;

import dev.dyno.engine.archive.BuildContext;
import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.metrics.Metrics;
import dev.dyno.engine.metrics.Operation;
import dev.dyno.engine.registry.ImageReference;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A Docker-compatible daemon: containers, images, and what passes between them and us.
///
/// Every operation has a [Deadline], and ends by it; what it had opened is closed when it returns,
/// in whatever way it does. There is no queue in here that the clock of a deadline could run in;
/// who has one makes the deadline when the operation begins. What the daemon does after the
/// deadline is its own affair: it gives up pulls and builds when the connection ends, but goes on
/// with starts, stops and processes.
///
/// Errors inside a stream that began well are errors. A state that was wanted and is there already
/// is none: a start of what runs, a stop of what stopped, a removal of what is gone. A daemon, or a
/// registry behind it, that was [unavailable][RuntimeFailure.Unavailable] too often is left in
/// peace for a while: [RuntimeFailure.CircuitOpen].
///
/// Concurrency: any thread may call, any number of them at once; an interrupt ends the caller's own
/// operation.
public final class ContainerRuntime extends DaemonImages implements AutoCloseable {

  private final Daemon daemon;
  private final ContainerCalls containers;
  private final ProcessCalls processes;
  private final CopyCalls copies;

  private ContainerRuntime(Daemon daemon) {
    super(daemon);
    this.daemon = daemon;
    this.containers = new ContainerCalls(daemon);
    this.processes = new ProcessCalls(daemon);
    this.copies = new CopyCalls(daemon);
  }

  /// Connects when first asked something.
  ///
  /// @param host `tcp://host:port` or `unix:///path`
  /// @throws IllegalArgumentException for anything else
  public static ContainerRuntime at(URI host) {
    return at(Endpoint.parse(host.toString()), BreakerPolicy.standard());
  }

  /// Connects when first asked something.
  public static ContainerRuntime at(Endpoint endpoint, BreakerPolicy policy) {
    return at(endpoint, policy, Metrics.none());
  }

  /// Connects when first asked something.
  ///
  /// @param metrics count operations, bytes and circuits until closed
  public static ContainerRuntime at(Endpoint endpoint, BreakerPolicy policy, Metrics metrics) {
    return at(endpoint, policy, Clock.systemUTC(), metrics);
  }

  static ContainerRuntime at(Endpoint endpoint, BreakerPolicy policy, Clock clock) {
    return at(endpoint, policy, clock, Metrics.none());
  }

  static ContainerRuntime at(
      Endpoint endpoint, BreakerPolicy policy, Clock clock, Metrics metrics) {
    return new ContainerRuntime(Daemon.at(endpoint, policy, clock, metrics));
  }

  /// Whether the daemon answers.
  public void ping(Deadline deadline) throws RuntimeFailure {
    daemon.call(Task.of(Operation.PING, "ping"), deadline, docker -> docker.pingCmd().exec());
  }

  /// Which daemon answers.
  public DaemonVersion version(Deadline deadline) throws RuntimeFailure {
    return daemon.call(
        Task.of(Operation.VERSION, "question for the version"),
        deadline,
        docker -> {
          var said = docker.versionCmd().exec();
          return new DaemonVersion(
              said.getVersion(), said.getApiVersion(), said.getOperatingSystem(), said.getArch());
        });
  }

  /// How many cores the daemon's machine has.
  ///
  /// @throws RuntimeFailure.Failed when the daemon does not tell
  public int cores(Deadline deadline) throws RuntimeFailure {
    var told =
        daemon.call(
            Task.of(Operation.VERSION, "question for the cores"),
            deadline,
            docker -> Optional.ofNullable(docker.infoCmd().exec().getNCPU()));
    return told.orElseThrow(
        () -> new RuntimeFailure.Failed("the daemon does not tell how many cores it has", null));
  }

  /// Whom it leaves in peace, or does not: the daemon first, then registries it was asked for.
  public List<CircuitState> circuits() {
    return daemon.breakers().states();
  }

  /// Creates a container; does not start it.
  ///
  /// @throws RuntimeFailure.NotFound when the image is not on the daemon
  /// @throws RuntimeFailure.Conflict when the name is taken
  public ContainerId create(ContainerSpec spec, Deadline deadline) throws RuntimeFailure {
    return containers.create(spec, deadline);
  }

  /// Starts a container, again if it has ended. One that runs is left so.
  public void start(ContainerId id, Deadline deadline) throws RuntimeFailure {
    containers.start(id, deadline);
  }

  /// Stops a container by the signal that its image names, or else TERM, and returns when it has
  /// ended. One that does not run is left so.
  ///
  /// @param grace after which the daemon ends it; 0 or more; whole seconds, rounded up
  public void stop(ContainerId id, Duration grace, Deadline deadline) throws RuntimeFailure {
    containers.stop(id, grace, deadline);
  }

  /// Stops a container by a signal, and returns when it has ended. One that does not run is left
  /// so.
  ///
  /// @param signal such as `INT` or `SIGQUIT`
  /// @param grace after which it is ended by KILL; 0 or more
  public void stop(ContainerId id, String signal, Duration grace, Deadline deadline)
      throws RuntimeFailure {
    containers.stop(id, signal, grace, deadline);
  }

  /// Waits until a container does not run.
  ///
  /// @return its exit code; 128 + n when signal n ended it; 0 for one that was never started
  public int await(ContainerId id, Deadline deadline) throws RuntimeFailure {
    return containers.await(id, deadline);
  }

  /// Removes a container, a running one too, and its anonymous volumes. One that is not there is no
  /// error.
  public void remove(ContainerId id, Deadline deadline) throws RuntimeFailure {
    containers.remove(id, deadline);
  }

  /// The containers that pass the filter.
  public List<ContainerSummary> list(ContainerFilter filter, Deadline deadline)
      throws RuntimeFailure {
    return containers.list(filter, deadline);
  }

  /// A container, looked at closely.
  ///
  /// @throws RuntimeFailure.NotFound when it is not there
  public Inspection inspect(ContainerId id, Deadline deadline) throws RuntimeFailure {
    return containers.inspect(id.value(), deadline);
  }

  /// The container of exactly that name, if there is one.
  public Optional<Inspection> find(String name, Deadline deadline) throws RuntimeFailure {
    try {
      return Optional.of(containers.inspect(name, deadline)).filter(it -> it.name().equals(name));
    } catch (RuntimeFailure.NotFound absent) {
      return Optional.empty();
    }
  }

  /// Makes an image of a container's files and settings.
  ///
  /// @return the image's id
  public String commit(ContainerId id, ImageReference name, Deadline deadline)
      throws RuntimeFailure {
    return containers.commit(id, name, deadline);
  }

  /// Tells what a container has written, and returns when all is told: for a [following][LogQuery]
  /// one, when the container has ended. Once it has returned, the sink hears nothing more.
  ///
  /// A daemon keeps no order between the two channels.
  public void logs(ContainerId id, LogQuery query, LogSink sink, Deadline deadline)
      throws RuntimeFailure {
    processes.logs(id, query, sink, deadline);
  }

  /// Runs a process in a running container. At the deadline only the caller is let go: the API has
  /// nothing that would end the process.
  ///
  /// @return its exit code
  /// @throws RuntimeFailure.Conflict when the container does not run
  public int exec(ContainerId id, ExecSpec spec, LogSink sink, Deadline deadline)
      throws RuntimeFailure {
    return processes.exec(id, spec, sink, deadline);
  }

  /// Runs a process in a running container and keeps its output, which must fit into memory.
  ///
  /// @throws RuntimeFailure.Conflict when the container does not run
  public ExecResult exec(ContainerId id, ExecSpec spec, Deadline deadline) throws RuntimeFailure {
    return processes.exec(id, spec, deadline);
  }

  /// Unpacks a tar archive in a container, which need not run.
  ///
  /// @param tar closed in any case
  /// @param folder absolute; must be there
  /// @throws IOException when the archive cannot be closed
  public void copyIn(ContainerId id, InputStream tar, String folder, Deadline deadline)
      throws RuntimeFailure, IOException {
    copies.tarIn(id, tar, folder, deadline);
  }

  /// Writes a file in a container, which need not run. Folders that it needs are made.
  ///
  /// @param path absolute
  /// @param mode such as 0644
  public void copyContent(ContainerId id, byte[] content, String path, int mode, Deadline deadline)
      throws RuntimeFailure {
    copies.contentIn(id, content, path, mode, deadline);
  }

  /// Copies a file, or all files of a folder, into a container, which need not run. Folders that
  /// they need are made.
  ///
  /// @param archives how they are packed
  /// @param files a file, or a folder that must keep still meanwhile
  /// @param path absolute: of the file, or of the folder
  /// @throws IOException when the files cannot be read
  public void copyFiles(
      ContainerId id, BuildContext archives, Path files, String path, Deadline deadline)
      throws RuntimeFailure, IOException {
    copies.filesIn(id, archives, files, path, deadline);
  }

  /// Copies a file out of a container, which need not run. When that fails, the target is as it
  /// was.
  ///
  /// @param path of a plain file, absolute
  /// @param target replaced if it is there; its folder must be
  public void copyOut(ContainerId id, String path, Path target, Deadline deadline)
      throws RuntimeFailure {
    copies.fileOut(id, path, target, deadline);
  }

  /// Ends what is under way, and all connections.
  @Override
  public void close() throws IOException {
    daemon.close();
  }
}
