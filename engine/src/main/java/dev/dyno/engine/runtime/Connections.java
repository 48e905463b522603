package dev.dyno.engine.runtime;

import com.github.dockerjava.transport.DockerHttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// One operation's view of the connections to a daemon: what it opened is closed with it.
///
/// docker-java reads streams on threads of its own, `docker-java-stream-N`, and gives them a way to
/// stop only once the daemon has answered; an interrupt does not wake such a thread on TCP. So
/// each request is sent on a virtual thread, which an interrupt does wake, and [#close] ends
/// requests that wait for their answer as well as streams that are being read.
///
/// Concurrency: any thread may close.
final class Connections implements DockerHttpClient {

  private final DockerHttpClient transport;
  private final Clock clock;
  private final Set<Runnable> endings = new LinkedHashSet<>();
  private boolean closed;
  private volatile Optional<Duration> retryAfter = Optional.empty();

  Connections(DockerHttpClient transport, Clock clock) {
    this.transport = transport;
    this.clock = clock;
  }

  /// How long the last answer asked to be left in peace.
  Optional<Duration> retryAfter() {
    return retryAfter;
  }

  @Override
  public Response execute(Request request) {
    var task = new FutureTask<Response>(() -> answer(request));
    Runnable cancel = () -> task.cancel(true);
    if (!whileOpen(cancel)) {
      throw over();
    }
    try {
      Thread.ofVirtual().name(request.method() + " " + request.path()).start(task);
      return task.get();
    } catch (CancellationException ended) {
      throw over();
    } catch (InterruptedException interrupted) {
      task.cancel(true);
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted", interrupted));
    } catch (ExecutionException failed) {
      throw rethrown(failed);
    } finally {
      forget(cancel);
    }
  }

  /// Sends the request; runs where an interrupt ends it.
  private Response answer(Request request) {
    var response = new Tracked(transport.execute(request));
    if (!whileOpen(response)) {
      response.close();
      throw over();
    }
    if (response.getStatusCode() >= 300) {
      retryAfter =
          Optional.ofNullable(response.getHeader("Retry-After"))
              .flatMap(value -> RetryAfter.ofHeader(value, clock));
    }
    return response;
  }

  /// Ends what is under way. Requests that come later fail.
  @Override
  public void close() {
    List<Runnable> last;
    synchronized (endings) {
      closed = true;
      last = List.copyOf(endings);
      endings.clear();
    }
    last.forEach(Runnable::run);
  }

  private boolean whileOpen(Runnable ending) {
    synchronized (endings) {
      if (!closed) {
        endings.add(ending);
      }
      return !closed;
    }
  }

  private void forget(Runnable ending) {
    synchronized (endings) {
      endings.remove(ending);
    }
  }

  private static UncheckedIOException over() {
    return new UncheckedIOException(new IOException("the operation is over"));
  }

  private static RuntimeException rethrown(ExecutionException failed) {
    return switch (failed.getCause()) {
      case RuntimeException known -> known;
      case Error error -> throw error;
      case Throwable other -> new IllegalStateException(other);
      case null -> new IllegalStateException(failed);
    };
  }

  /// An answer that knows when it is closed.
  private final class Tracked implements Response, Runnable {

    private final Response response;

    Tracked(Response response) {
      this.response = response;
    }

    @Override
    public int getStatusCode() {
      return response.getStatusCode();
    }

    @Override
    public Map<String, List<String>> getHeaders() {
      return response.getHeaders();
    }

    @Override
    public @Nullable String getHeader(String name) {
      return response.getHeader(name);
    }

    @Override
    public InputStream getBody() {
      return response.getBody();
    }

    @Override
    public void close() {
      forget(this);
      response.close();
    }

    @Override
    public void run() {
      response.close();
    }
  }
}
