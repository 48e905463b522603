package dev.dyno.engine.image;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.image.EnsureException.Failure;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;

/// `parallel-pulls` on.
///
/// Guarantees: at most so many images are in flight at once, over all callers; a permit is held
/// until its pull is drained; however many callers ask for one image at once, it is pulled once,
/// and all learn the same outcome. An interrupted caller gives up its own images; those that others
/// wait for go on.
final class SeveralAtOnce implements ImageEnsure {

  /// What dockerd allows itself.
  static final int IN_FLIGHT = 3;

  private final SingleImage single;
  private final Semaphore permits;
  private final Map<Wanted, FutureTask<Wanted>> running = new ConcurrentHashMap<>();

  private record Wanted(ImageReference image, Platform platform) {}

  SeveralAtOnce(SingleImage single, int inFlight) {
    this.single = single;
    this.permits = new Semaphore(inFlight, true);
  }

  @Override
  public void ensure(List<ImageReference> images, Platform platform, Deadline deadline)
      throws EnsureException {
    var distinct = images.stream().distinct().toList();
    var failures = new ArrayList<Failure>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var outcomes = new ArrayList<Future<Wanted>>();
      for (var image : distinct) {
        outcomes.add(threads.submit(shared(new Wanted(image, platform), deadline)));
      }
      for (int i = 0; i < distinct.size(); i++) {
        try {
          outcomes.get(i).get();
        } catch (ExecutionException failed) {
          failures.add(new Failure(distinct.get(i), cause(failed)));
        } catch (InterruptedException interrupted) {
          threads.shutdownNow();
          Thread.currentThread().interrupt();
          failures.add(new Failure(distinct.get(i), interrupted));
          break;
        }
      }
    }
    if (!failures.isEmpty()) {
      throw new EnsureException(failures);
    }
  }

  /// Joins a pull of the same image that is under way, or starts one.
  private Callable<Wanted> shared(Wanted wanted, Deadline deadline) {
    return () -> {
      var mine = new FutureTask<>(() -> one(wanted, deadline));
      var other = running.putIfAbsent(wanted, mine);
      if (other != null) {
        return other.get();
      }
      try {
        mine.run();
      } finally {
        running.remove(wanted, mine);
      }
      return mine.get();
    };
  }

  private Wanted one(Wanted wanted, Deadline deadline) throws Exception {
    permits.acquire();
    try {
      single.ensure(wanted.image(), wanted.platform(), single.present(deadline), deadline);
      return wanted;
    } finally {
      permits.release();
    }
  }

  private static Exception cause(ExecutionException failed) {
    Throwable cause = failed;
    while (cause instanceof ExecutionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof Exception known ? known : failed;
  }
}
