package dev.dyno.engine.image;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.deadline.TimeLimit;
import dev.dyno.engine.image.EnsureException.Failure;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.Platform;
import dev.dyno.engine.runtime.RuntimeFailure;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// `parallel-pulls` on.
///
/// Guarantees: at most so many images are in flight at once, over all callers; a permit is held
/// until its pull is drained; nobody waits for a permit or for another one's pull beyond the own
/// deadline; however many callers ask for one image at once, it is pulled once,
/// and all learn the same outcome, unless whoever led the pull gave it up, interrupted or out of
/// time: then another one leads.
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
  public void ensure(
      List<ImageReference> images, Platform platform, TimeLimit each, Deadline deadline)
      throws EnsureException {
    var distinct = images.stream().distinct().toList();
    var failures = new ArrayList<Failure>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var outcomes = new ArrayList<Future<Wanted>>();
      for (var image : distinct) {
        outcomes.add(threads.submit(shared(new Wanted(image, platform), each, deadline)));
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

  @Override
  public int inFlight() {
    return single.inFlight();
  }

  /// Joins a pull of the same image that is under way, or starts one.
  private Callable<Wanted> shared(Wanted wanted, TimeLimit limit, Deadline deadline) {
    return () -> {
      while (true) {
        var mine = new FutureTask<>(() -> one(wanted, limit, deadline));
        var other = running.putIfAbsent(wanted, mine);
        if (other == null) {
          return led(wanted, mine);
        }
        try {
          return other.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
          throw late("another one's pull of it");
        } catch (ExecutionException failed) {
          if (!givenUp(cause(failed)) || deadline.passed()) {
            throw failed;
          }
          running.remove(wanted, other); // whoever led it gave it up for reasons of its own
        }
      }
    };
  }

  private Wanted led(Wanted wanted, FutureTask<Wanted> mine) throws Exception {
    try {
      mine.run();
    } finally {
      running.remove(wanted, mine);
    }
    return mine.get();
  }

  private static boolean givenUp(Exception cause) {
    return cause instanceof InterruptedException
        || cause instanceof RuntimeFailure.Interrupted
        || cause instanceof TimeoutException
        || cause instanceof RuntimeFailure.TimedOut;
  }

  private Wanted one(Wanted wanted, TimeLimit limit, Deadline deadline) throws Exception {
    if (!permits.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
      throw late("its turn among other pulls");
    }
    try {
      single.ensure(wanted.image(), wanted.platform(), limit, deadline);
      return wanted;
    } finally {
      permits.release();
    }
  }

  private static TimeoutException late(String wait) {
    return new TimeoutException(
        "time was up while it waited for %s: give it more time".formatted(wait));
  }

  private static Exception cause(ExecutionException failed) {
    Throwable cause = failed;
    while (cause instanceof ExecutionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof Exception known ? known : failed;
  }
}
