package dev.dyno.engine.lifecycle;

import dev.dyno.engine.archive.BuildContext;
import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.TimeLimit;
import dev.dyno.engine.image.ImageEnsure;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.Platform;
import dev.dyno.engine.registry.RegistryAuth;
import dev.dyno.engine.runtime.BuildSpec;
import dev.dyno.engine.runtime.ContainerRuntime;
import dev.dyno.engine.runtime.RuntimeFailure;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/// What is done with images, and what it is done with. The daemon gives up pulls, builds and pushes
/// whose connection ends, so that one that is given up needs no clean-up.
///
/// Concurrency: any thread may call.
///
/// @param workers that pulls, builds and pushes run on
/// @param runtime of the daemon that the images are on
/// @param ensure pulls them
/// @param auth tells who we are when they are pushed
/// @param contexts turns folders into build contexts
public record ImageOperations(
    Workers workers,
    ContainerRuntime runtime,
    ImageEnsure ensure,
    RegistryAuth auth,
    BuildContext contexts) {

  /// Sees to it that an image is on the daemon, as a job.
  ///
  /// @return fails with an [dev.dyno.engine.image.EnsureException] as cause
  public Pending<ImageReference> pull(ImageReference image, Platform platform, Deadline parent)
      throws InterruptedException {
    return pull(image, platform, TimeLimit.usual(), parent);
  }

  /// The same, and says how long it may take.
  ///
  /// @param own of the pull, without its time in the queue of the workers, and without that in the
  ///     queue of pulls that only so many of may travel at once
  public Pending<ImageReference> pull(
      ImageReference image, Platform platform, TimeLimit own, Deadline parent)
      throws InterruptedException {
    return workers.submit(
        new Job.Pull<>(
            image,
            limit -> {
              ensure.ensure(List.of(image), platform, own, limit);
              return image;
            }),
        TimeLimit.itsParts(),
        parent);
  }

  /// Builds an image from a folder, as a job.
  ///
  /// @return the image's id; fails with a [RuntimeFailure], or an [java.io.IOException] about the
  ///     folder, as cause
  public Pending<String> build(BuildSpec spec, Path folder, Deadline parent)
      throws InterruptedException {
    return build(spec, folder, _ -> {}, TimeLimit.usual(), parent);
  }

  /// The same, tells what the daemon says meanwhile, and says how long it may take.
  ///
  /// @param words hears each line, by one thread at a time
  /// @param own of the job, without its time in the queue
  public Pending<String> build(
      BuildSpec spec, Path folder, Consumer<String> words, TimeLimit own, Deadline parent)
      throws InterruptedException {
    return workers.submit(
        new Job.Build<>(
            spec.name(), limit -> runtime.build(spec, contexts.open(folder), words, limit)),
        own,
        parent);
  }

  /// Takes an image to its registry, as a job.
  ///
  /// @return fails with a [RuntimeFailure] or an [dev.dyno.engine.registry.AuthException] as cause
  public Pending<ImageReference> push(ImageReference image, Deadline parent)
      throws InterruptedException {
    return push(image, TimeLimit.usual(), parent);
  }

  /// The same, and says how long it may take.
  ///
  /// @param own of the job, without its time in the queue
  public Pending<ImageReference> push(ImageReference image, TimeLimit own, Deadline parent)
      throws InterruptedException {
    return workers.submit(
        new Job.Push<>(
            image,
            limit -> {
              try {
                runtime.push(image, auth.login(image.registry()), limit);
                return image;
              } catch (RuntimeFailure.Refused refused) {
                auth.refused(image.registry());
                throw refused;
              }
            }),
        own,
        parent);
  }
}
