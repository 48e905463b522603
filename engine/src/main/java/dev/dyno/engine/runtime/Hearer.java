package dev.dyno.engine.runtime;

import com.github.dockerjava.api.async.ResultCallback;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Hears a stream of docker-java to its end.
///
/// docker-java's own callbacks forget that they were closed when the stream begins after that, log
/// each error, and judge by the last item alone; this one does neither.
///
/// Guarantees: [#close], before or after the stream began, ends it and the thread that reads it; an
/// exception of [#hear] ends it, too, and is thrown by [#await].
abstract class Hearer<T> implements ResultCallback<T> {

  private final CountDownLatch ended = new CountDownLatch(1);
  private @Nullable Closeable stream;
  private @Nullable Throwable failure;
  private boolean closed;

  /// One that hands on each item.
  static <T> Hearer<T> of(Consumer<T> items) {
    return new Hearer<>() {
      @Override
      void hear(T item) {
        items.accept(item);
      }
    };
  }

  /// One item; called by one thread at a time.
  abstract void hear(T item) throws Exception;

  /// Waits for the stream's end.
  ///
  /// @throws Exception what ended it early
  final void await() throws Exception {
    ended.await();
    Throwable early;
    synchronized (ended) {
      early = failure;
    }
    switch (early) {
      case null -> {}
      case Exception known -> throw known;
      case Error error -> throw error;
      default -> throw new IllegalStateException(early);
    }
  }

  @Override
  public final void onStart(Closeable begun) {
    synchronized (ended) {
      stream = begun;
      if (!closed) {
        return;
      }
    }
    end(begun);
  }

  @Override
  public final void onNext(T item) {
    synchronized (ended) {
      if (closed || failure != null) {
        return;
      }
    }
    try {
      hear(item);
    } catch (Exception failed) {
      onError(failed);
      close();
    }
  }

  @Override
  public final void onError(Throwable thrown) {
    synchronized (ended) {
      failure = failure == null ? thrown : failure;
    }
    ended.countDown();
  }

  @Override
  public final void onComplete() {
    ended.countDown();
  }

  @Override
  public final void close() {
    Closeable begun;
    synchronized (ended) {
      closed = true;
      begun = stream;
    }
    if (begun != null) {
      end(begun);
    }
  }

  /// Interrupts docker-java's thread and cuts the connection.
  private static void end(Closeable begun) {
    try {
      begun.close();
    } catch (IOException _) {
      // It is of no more use in either case.
    }
  }
}
