package dev.dyno.engine.pipeline;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.TimeoutPolicy;
import dev.dyno.engine.lifecycle.Container;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.runtime.ContainerRuntime;
import dev.dyno.engine.runtime.RuntimeFailure;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/// What a pipeline has on the daemon that was not there before, to be taken away.
///
/// Containers and images are written down by name before they are made, so that they are found
/// though the daemon's answer was given up. A container has no label of ours, which an image that
/// is made of it would take along. Concurrency: any thread may call.
final class Belongings {

  /// A daemon needs a while to end what it does for a client that has gone.
  private static final Duration PAUSE = Duration.ofMillis(300);

  private static final int LOOKS = 10;

  private final ContainerRuntime runtime;
  private final TimeoutPolicy policy;
  private final String mark = UUID.randomUUID().toString();

  // Guarded by this.
  private final Map<String, Made> containers = new LinkedHashMap<>();
  private final Set<ImageReference> images = new LinkedHashSet<>();
  private final Set<String> nameless = new LinkedHashSet<>();
  private final Instant began = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private final Set<String> layers = new LinkedHashSet<>();
  private final Set<ImageReference> bases = new LinkedHashSet<>();
  private int created;
  private boolean late;

  /// A container.
  ///
  /// @param name on the daemon
  /// @param called by the pipeline
  /// @param started when it was
  private record Made(String name, String called, Optional<Container> started) {
    String title() {
      return "container %s (%s on the daemon)".formatted(called, name);
    }
  }

  Belongings(ContainerRuntime runtime, TimeoutPolicy policy) {
    this.runtime = runtime;
    this.policy = policy;
  }

  /// Before a container is created.
  ///
  /// @param called by the pipeline
  /// @return the name that it shall have on the daemon, which nothing else has
  synchronized String willCreate(String called) {
    created++;
    var name = "dyno-%s-%d".formatted(mark, created);
    containers.put(name, new Made(name, called, Optional.empty()));
    return name;
  }

  synchronized void started(String name, Container container) {
    containers.computeIfPresent(
        name, (_, it) -> new Made(name, it.called(), Optional.of(container)));
  }

  /// Before an image gets a name. A name that is there already is another one's: the image behind
  /// it changes, the name stays.
  void willMake(ImageReference image, Deadline deadline) throws RuntimeFailure {
    synchronized (this) {
      if (images.contains(image)) {
        return;
      }
    }
    if (!runtime.imageNames(deadline).contains(image.familiar())) {
      synchronized (this) {
        images.add(image);
      }
    }
  }

  /// An operation that makes something was given up: what it makes may come late.
  synchronized void mayComeLate() {
    late = true;
  }

  /// A step of a build left an image without a name.
  synchronized void nameless(String id) {
    nameless.add(id);
  }

  /// A build told of a layer's image, its own or another one's.
  ///
  /// @param id its first digits
  synchronized void layer(String id) {
    layers.add(id);
  }

  /// A build was given up, perhaps before it told of the first layer.
  ///
  /// @param from the images that it starts from
  synchronized void buildsUpon(Set<ImageReference> from) {
    late = true;
    bases.addAll(from);
  }

  /// A container has been removed.
  synchronized void forget(String name) {
    containers.remove(name);
  }

  synchronized void forget(ImageReference image) {
    images.remove(image);
  }

  /// Takes all away, whatever fails. A daemon whose circuit is open is waited for.
  ///
  /// @param end by which it gives up what is not away by then
  /// @return what is left, with the reason
  List<String> takeAway(Deadline end) {
    var removals = new Removals(policy, end, PAUSE);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var made : containers()) {
        threads.execute(() -> removals.attempt(made.title(), soon -> remove(made, soon)));
      }
    }
    takeAwayImages(removals);
    for (int i = 0; i < LOOKS && late() && !end.passed(); i++) {
      LockSupport.parkNanos(PAUSE.toNanos());
      for (var made : containers()) {
        removals.attempt(made.title(), soon -> remove(made, soon));
      }
      removals.attempt("layers of a build", this::findLayers);
      takeAwayImages(removals);
    }
    return removals.left();
  }

  private synchronized List<Made> containers() {
    return List.copyOf(containers.values());
  }

  private void remove(Made made, Deadline soon) throws RuntimeFailure {
    if (made.started().isPresent()) {
      made.started().get().close(soon);
      return;
    }
    var found = runtime.find(made.name(), soon);
    if (found.isPresent()) {
      runtime.remove(found.get().id(), soon);
    }
  }

  /// A build that is given up may leave a layer that it never told of, upon one that it did.
  private void findLayers(Deadline soon) throws RuntimeFailure {
    for (var base : copy(bases)) {
      layerOf(base, soon);
    }
    for (var image : runtime.images(soon)) {
      if (image.names().isEmpty()
          && !image.created().isBefore(began)
          && copy(layers).stream().anyMatch(it -> image.parent().contains(it))) {
        nameless(image.id());
      }
    }
  }

  private void layerOf(ImageReference base, Deadline soon) throws RuntimeFailure {
    try {
      layer(runtime.inspect(base, soon).id());
    } catch (RuntimeFailure.NotFound neverCame) {
      // Then nothing was built upon it.
    }
  }

  private synchronized boolean late() {
    return late;
  }

  private void takeAwayImages(Removals removals) {
    for (var image : copy(images)) {
      removals.attempt("image " + image.familiar(), soon -> runtime.remove(image, soon));
    }
    for (var id : copy(nameless).reversed()) {
      removals.attempt("image " + id, soon -> runtime.removeNameless(id, soon));
    }
  }

  private synchronized <T> List<T> copy(Iterable<T> some) {
    var copy = new ArrayList<T>();
    some.forEach(copy::add);
    return copy;
  }
}
