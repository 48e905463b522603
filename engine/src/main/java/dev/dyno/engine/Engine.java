package dev.dyno.engine;

import dev.dyno.engine.archive.Buffers;
import dev.dyno.engine.archive.BuildContext;
import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.OperationKind;
import dev.dyno.engine.deadline.Patience;
import dev.dyno.engine.deadline.TimeoutPolicy;
import dev.dyno.engine.image.EnsureException;
import dev.dyno.engine.image.ImageEnsure;
import dev.dyno.engine.lifecycle.Capacity;
import dev.dyno.engine.lifecycle.ContainerOperations;
import dev.dyno.engine.lifecycle.ImageOperations;
import dev.dyno.engine.lifecycle.Labels;
import dev.dyno.engine.lifecycle.Workers;
import dev.dyno.engine.logs.LogAggregator;
import dev.dyno.engine.metrics.Metrics;
import dev.dyno.engine.metrics.Reading;
import dev.dyno.engine.metrics.Watch;
import dev.dyno.engine.pipeline.Outcome;
import dev.dyno.engine.pipeline.Pipeline;
import dev.dyno.engine.pipeline.PipelineRun;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.Platform;
import dev.dyno.engine.registry.RegistryAccounts;
import dev.dyno.engine.registry.RegistryAuth;
import dev.dyno.engine.runtime.BreakerPolicy;
import dev.dyno.engine.runtime.BuildSpec;
import dev.dyno.engine.runtime.ContainerRuntime;
import dev.dyno.engine.runtime.Endpoint;
import dev.dyno.engine.runtime.RuntimeFailure;
import dev.dyno.engine.toggle.Toggles;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/// The engine: its parts, put together once as the toggles ask.
///
/// Concurrency: any thread may call.
public final class Engine implements AutoCloseable {

  private final Toggles toggles;
  private final Metrics metrics;
  private final TimeoutPolicy policy;
  private final ContainerRuntime runtime;
  private final RegistryAuth auth;
  private final ImageEnsure images;
  private final BuildContext context;
  private final List<Watch> watches;

  private Engine(
      Toggles toggles,
      ContainerRuntime runtime,
      RegistryAccounts accounts,
      Metrics metrics,
      Patience patience) {
    this.toggles = toggles;
    this.metrics = metrics;
    this.policy = TimeoutPolicy.chosenBy(toggles, patience);
    this.runtime = runtime;
    this.auth = RegistryAuth.chosenBy(toggles, accounts, metrics);
    this.images = ImageEnsure.chosenBy(toggles, runtime, auth, policy, metrics);
    var buffers = Buffers.chosenBy(toggles);
    this.context = BuildContext.chosenBy(toggles, buffers, metrics);
    this.watches =
        List.of(
            metrics.watch(Reading.PULLS_IN_FLIGHT, images::inFlight),
            metrics.watch(Reading.CONTEXT_BUFFERS_LENT, buffers::lent));
  }

  /// An engine for one daemon.
  ///
  /// @param host of the daemon: `tcp://host:port` or `unix:///path`
  public static Engine of(URI host, Toggles toggles, RegistryAccounts accounts) {
    return of(Endpoint.parse(host.toString()), toggles, accounts);
  }

  /// An engine for one daemon, that nobody counts.
  public static Engine of(Endpoint daemon, Toggles toggles, RegistryAccounts accounts) {
    return of(daemon, toggles, accounts, Metrics.none());
  }

  /// An engine for one daemon.
  ///
  /// @param metrics count what it does; several engines may share them
  public static Engine of(
      Endpoint daemon, Toggles toggles, RegistryAccounts accounts, Metrics metrics) {
    return of(daemon, toggles, accounts, metrics, Patience.usual());
  }

  /// An engine for one daemon.
  ///
  /// @param metrics count what it does; several engines may share them
  /// @param patience how long its limits are where it runs
  public static Engine of(
      Endpoint daemon,
      Toggles toggles,
      RegistryAccounts accounts,
      Metrics metrics,
      Patience patience) {
    return new Engine(
        toggles,
        ContainerRuntime.at(daemon, BreakerPolicy.standard(), metrics),
        accounts,
        metrics,
        patience);
  }

  /// Returns when every image is on the daemon.
  ///
  /// @throws EnsureException when some could not be had; names each
  public void ensureImages(List<ImageReference> names, Platform platform, Deadline deadline)
      throws EnsureException {
    images.ensure(names, platform, deadline);
  }

  /// Builds an image from a folder with a `Dockerfile`, in the time that a build has.
  ///
  /// @param deadline of the whole that it is part of
  /// @return the image's id
  /// @throws IOException when the folder cannot be archived
  public String build(Path folder, ImageReference name, Deadline deadline)
      throws IOException, RuntimeFailure {
    var limit = policy.limit(OperationKind.BUILD, deadline);
    return runtime.build(BuildSpec.of(name), context.open(folder), limit);
  }

  /// Runs a pipeline, on workers of its own, and takes away what it made. An interrupt cancels it,
  /// and is kept.
  ///
  /// @param log that shows it; stays open
  /// @param deadline of the whole; clean-up has time of its own
  public Outcome run(Pipeline pipeline, LogAggregator log, Deadline deadline) {
    try (var workers = Workers.chosenBy(toggles, policy, Capacity.PLANNED, metrics)) {
      return new PipelineRun(
              new ImageOperations(workers, runtime, images, auth, context),
              new ContainerOperations(workers, policy, runtime, log, Labels.chosenBy(toggles)))
          .run(pipeline, deadline);
    }
  }

  /// The daemon itself.
  public ContainerRuntime runtime() {
    return runtime;
  }

  /// Who we are to registries.
  public RegistryAuth auth() {
    return auth;
  }

  @Override
  public void close() throws IOException {
    watches.forEach(Watch::close);
    runtime.close();
  }
}
