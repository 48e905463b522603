package dev.dyno.engine.embedded.container.api;

import dev.dyno.engine.embedded.container.ContainerProblem;
import dev.dyno.engine.embedded.container.Containers;
import dev.dyno.engine.embedded.container.log.LogQuery;
import dev.dyno.engine.embedded.container.log.LogReader;
import dev.dyno.engine.embedded.container.log.StandardStream;
import dev.dyno.engine.embedded.http.Exchange;
import java.io.IOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;

/// What containers print, afterwards and while they do.
public final class OutputApi {
  private static final String BAD_TIME =
      "%s must be seconds since 1970, perhaps with a fraction, not '%s'";
  private static final int NANO_DIGITS = 9;

  private final Containers containers;

  /// Serves these.
  public OutputApi(Containers containers) {
    this.containers = containers;
  }

  /// `GET /containers/{name}/logs?stdout=&stderr=&follow=&tail=&since=&until=&timestamps=`.
  ///
  /// A client that leaves is noticed when the next line comes, or the container ends.
  public void logs(Exchange exchange) throws IOException, ContainerProblem, InterruptedException {
    var container = containers.require(exchange.variable("name"));
    var wanted = wanted(exchange);
    if (wanted.isEmpty()) {
      throw new ContainerProblem.Invalid("Bad parameters: you must choose at least one stream");
    }
    var query =
        new LogQuery(
            exchange.flag("follow"),
            tail(exchange),
            time(exchange, "since", Instant.MIN),
            time(exchange, "until", Instant.MAX));
    exchange.with("Content-Type", Frames.TYPE);
    try (var reader = container.logs(query);
        var out = exchange.stream(200, OptionalLong.empty())) {
      out.flush();
      new Frames(out, container.spec().tty()).copy(reader, wanted, exchange.flag("timestamps"));
    }
  }

  /// `POST /containers/{name}/attach?logs=&stream=&stdout=&stderr=`. Input is taken and dropped.
  public void attach(Exchange exchange) throws IOException, ContainerProblem, InterruptedException {
    var container = containers.require(exchange.variable("name"));
    var wanted = wanted(exchange);
    // From here on nothing is missed, though the conversation begins later.
    var reader =
        exchange.flag("stream")
            ? container.attach(exchange.flag("logs"))
            : container.logs(LogQuery.ALL);
    try {
      exchange.converse(
          Frames.TYPE,
          out -> {
            try (reader) {
              new Frames(out, container.spec().tty()).copy(reader, wanted, false);
            }
          });
    } catch (IOException | RuntimeException e) {
      close(reader, e);
      throw e;
    }
  }

  private static void close(LogReader reader, Exception because) {
    try {
      reader.close();
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }

  private static Set<StandardStream> wanted(Exchange exchange) {
    var wanted = EnumSet.noneOf(StandardStream.class);
    if (exchange.flag("stdout")) {
      wanted.add(StandardStream.OUT);
    }
    if (exchange.flag("stderr")) {
      wanted.add(StandardStream.ERR);
    }
    return wanted;
  }

  /// As dockerd: what is no number means all.
  private static OptionalLong tail(Exchange exchange) {
    var text = exchange.query("tail").orElse("all");
    return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }

  private static Instant time(Exchange exchange, String name, Instant otherwise)
      throws ContainerProblem {
    var text = exchange.query(name).orElse("0");
    if (!text.matches("\\d{1,11}(\\.\\d{1,9})?")) {
      throw new ContainerProblem.Invalid(BAD_TIME.formatted(name, text));
    }
    var parts = text.split("\\.", 2);
    long seconds = Long.parseLong(parts[0]);
    if (parts.length == 1) {
      return seconds == 0 ? otherwise : Instant.ofEpochSecond(seconds);
    }
    var nanos = parts[1] + "0".repeat(NANO_DIGITS - parts[1].length());
    return Instant.ofEpochSecond(seconds, Long.parseLong(nanos));
  }
}
