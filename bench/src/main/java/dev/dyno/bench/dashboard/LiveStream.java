package dev.dyno.bench.dashboard;

import io.javalin.http.sse.SseClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Tells every open page what changed, by server-sent events.
///
/// The source is asked every [#PACE] while somebody listens, and not at all otherwise: the death of
/// a process, and a file that another machine writes, tell nobody. Guarantees: a page gets the
/// newest state, and skips what it was too slow for; one that does not read holds up nobody else.
final class LiveStream implements AutoCloseable {
  private static final Duration PACE = Duration.ofMillis(500);
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);
  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final Supplier<String> source;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("dyno-live").factory());
  private final Set<SseClient> clients = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Set<Thread> telling = ConcurrentHashMap.newKeySet();
  private String newest = "";
  private long version;
  private boolean closed;
  private volatile boolean abandoned;

  /// @param source what is to be seen now
  LiveStream(Supplier<String> source) {
    this.source = source;
    var _ =
        clock.scheduleWithFixedDelay(
            this::lookAgain, PACE.toMillis(), PACE.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// How many pages listen.
  int listeners() {
    return clients.size();
  }

  /// How many threads tell them: as many, and none once it is closed.
  int tellers() {
    return telling.size();
  }

  /// Serves a page until it goes away.
  void serve(SseClient client) {
    client.keepAlive();
    clients.add(client);
    client.onClose(() -> clients.remove(client));
    look();
    var teller = Thread.ofVirtual().name("dyno-live-page").unstarted(() -> tell(client));
    if (!begun(teller)) {
      clients.remove(client);
      farewell(client);
    }
  }

  /// @return false when all are being let go
  private boolean begun(Thread teller) {
    lock.lock();
    try {
      if (!closed) {
        telling.add(teller);
        teller.start();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /// A look that fails, at a file that is just being written perhaps, is not the last one.
  private void lookAgain() {
    try {
      look();
    } catch (RuntimeException spoiled) {
      // Pages keep what they have until the next look.
    }
  }

  private void look() {
    if (clients.isEmpty()) {
      return;
    }
    var now = source.get();
    lock.lock();
    try {
      if (!now.equals(newest)) {
        newest = now;
        version++;
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void tell(SseClient client) {
    long told = 0;
    try {
      while (!client.terminated()) {
        var next = await(told);
        if (next.version() < 0) {
          break;
        }
        if (next.version() == told) {
          client.sendComment("alive");
        } else {
          client.sendEvent("live", next.text());
          told = next.version();
        }
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    } finally {
      clients.remove(client);
      farewell(client);
      telling.remove(Thread.currentThread());
    }
  }

  /// Ends an answer, unless its server is gone: Javalin handles the error of a request that the
  /// server took back by the same request, and would do so for ever, on a whole core.
  private void farewell(SseClient client) {
    if (!abandoned) {
      client.close();
    }
  }

  /// @param version of the text; negative when the stream is closed
  private record Told(long version, String text) {}

  private Told await(long told) throws InterruptedException {
    lock.lock();
    try {
      long left = SIGN_OF_LIFE.toNanos();
      while (version == told && !closed && left > 0) {
        left = changed.awaitNanos(left);
      }
      return closed ? new Told(-1, "") : new Told(version, newest);
    } finally {
      lock.unlock();
    }
  }

  /// Lets every page go. Before its server stops, or there would be no answer left to end.
  @Override
  public void close() {
    clock.shutdownNow();
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    var until = Instant.now().plus(FAREWELL);
    try {
      for (var teller : telling) {
        teller.join(Duration.between(Instant.now(), until)); // a page that reads nothing holds it
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    abandoned = true;
  }
}
