package dev.dyno.engine.embedded.container.api;

import dev.dyno.engine.embedded.container.Container;
import dev.dyno.engine.embedded.container.ContainerImage;
import dev.dyno.engine.embedded.container.ContainerProblem;
import dev.dyno.engine.embedded.container.Containers;
import dev.dyno.engine.embedded.container.program.Signal;
import dev.dyno.engine.embedded.http.Exchange;
import dev.dyno.engine.embedded.http.Json;
import dev.dyno.engine.registry.Platform;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/// From the creation of containers to their removal.
///
/// A start or a stop that has begun goes on when its client leaves, as on dockerd.
public final class LifecycleApi {
  private static final int LARGEST_REQUEST = 4 << 20;

  private final Containers containers;
  private final ImageCatalog images;

  /// Serves these containers, made from these images.
  public LifecycleApi(Containers containers, ImageCatalog images) {
    this.containers = containers;
    this.images = images;
  }

  /// `POST /containers/create`.
  public void create(Exchange exchange) throws IOException, ContainerProblem {
    var request = new CreateRequest(Json.tree(exchange.body(LARGEST_REQUEST)));
    var platform = exchange.query("platform").map(Platform::parse);
    var image = images.hold(request.image(), platform);
    Container container;
    try {
      container = containers.create(exchange.query("name"), request.spec(image.config()), image);
    } catch (ContainerProblem | IOException | RuntimeException e) {
      release(image, e);
      throw e;
    }
    exchange.sendJson(201, Map.of("Id", container.id(), "Warnings", List.of()));
  }

  /// `POST /containers/{name}/start`.
  public void start(Exchange exchange) throws IOException, ContainerProblem {
    require(exchange).start();
    exchange.send(204);
  }

  /// `POST /containers/{name}/stop?t=&signal=`.
  public void stop(Exchange exchange) throws IOException, ContainerProblem, InterruptedException {
    var container = require(exchange);
    container.stop(signal(exchange), grace(exchange));
    exchange.send(204);
  }

  /// `POST /containers/{name}/restart?t=&signal=`.
  public void restart(Exchange exchange)
      throws IOException, ContainerProblem, InterruptedException {
    var container = require(exchange);
    try {
      container.stop(signal(exchange), grace(exchange));
    } catch (ContainerProblem.Unchanged _) {
      // Then there is only a start to do.
    }
    container.start();
    exchange.send(204);
  }

  /// `POST /containers/{name}/kill?signal=`.
  public void kill(Exchange exchange) throws IOException, ContainerProblem, InterruptedException {
    require(exchange).kill(signal(exchange).orElse(Signal.KILL));
    exchange.send(204);
  }

  /// `POST /containers/{name}/wait?condition=`: the head of the answer at once, the code at the
  // end.
  public void await(Exchange exchange)
      throws IOException, ContainerProblem, InterruptedException, ExecutionException {
    var exit = exit(require(exchange), exchange.query("condition").orElse("not-running"));
    exchange.with("Content-Type", "application/json");
    try (var out = exchange.stream(200, OptionalLong.empty())) {
      out.flush();
      out.write(Json.bytes(Map.of("StatusCode", exit.get())));
    }
  }

  /// `POST /containers/{name}/rename?name=`.
  public void rename(Exchange exchange) throws IOException, ContainerProblem {
    var container = require(exchange);
    containers.rename(container, exchange.query("name").orElse(""));
    exchange.send(204);
  }

  /// `DELETE /containers/{name}?force=`.
  public void remove(Exchange exchange) throws IOException, ContainerProblem, InterruptedException {
    require(exchange).remove(exchange.flag("force"));
    exchange.send(204);
  }

  /// `POST …/resize`: no program here looks at the size of its terminal.
  public void resize(Exchange exchange) throws IOException {
    exchange.send(200);
  }

  /// Reads the name or the number of a signal.
  static Signal signal(String text) throws ContainerProblem {
    return Signal.parse(text)
        .orElseThrow(() -> new ContainerProblem.Invalid("Invalid signal: %s".formatted(text)));
  }

  private Container require(Exchange exchange) throws ContainerProblem {
    return containers.require(exchange.variable("name"));
  }

  private static Optional<Signal> signal(Exchange exchange) throws ContainerProblem {
    var text = exchange.query("signal");
    return text.isPresent() ? Optional.of(signal(text.get())) : Optional.empty();
  }

  private static Optional<Duration> grace(Exchange exchange) throws ContainerProblem {
    var text = exchange.query("t");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Duration.ofSeconds(Integer.parseInt(text.get())));
    } catch (NumberFormatException e) {
      throw new ContainerProblem.Invalid(
          "t must be a whole number of seconds, not '%s'".formatted(text.get()));
    }
  }

  private static CompletableFuture<Integer> exit(Container container, String condition)
      throws ContainerProblem {
    return switch (condition) {
      case "not-running" -> container.whenNotRunning();
      case "next-exit" -> container.whenNextExited();
      case "removed" -> container.whenRemoved();
      default ->
          throw new ContainerProblem.Invalid("invalid condition: \"%s\"".formatted(condition));
    };
  }

  private static void release(ContainerImage image, Exception because) {
    try {
      image.hold().close();
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }
}
