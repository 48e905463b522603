package dev.dyno.engine.embedded.fault;

import dev.dyno.engine.embedded.http.AnswerFilter;
import dev.dyno.engine.embedded.http.ConnectionCut;
import dev.dyno.engine.embedded.http.Exchange;
import dev.dyno.engine.embedded.http.Pacing;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/// One request and all faults that are on, now and while it lasts.
public final class Exposure implements Pacing, AnswerFilter {
  // A client that has gone shows only when one looks.
  private static final Duration BEAT = Duration.ofMillis(50);

  private final Faults faults;
  private final Exchange exchange;
  private final Subject subject;
  // A fault that lasts decides once whether it strikes a request.
  private final Map<Rule, Boolean> lasting = new ConcurrentHashMap<>();

  Exposure(Faults faults, Exchange exchange, Subject subject) {
    this.faults = faults;
    this.exchange = exchange;
    this.subject = subject;
  }

  /// What goes wrong before the request is looked at.
  ///
  /// @return how the server must refuse it, in its own words
  /// @throws ConnectionCut when there shall be no answer
  public Optional<What.Status> begin() throws IOException, InterruptedException {
    for (var rule : faults.on()) {
      if (rule.fault().what() instanceof What.AtStart what
          && rule.selects(subject)
          && rule.strikes()) {
        var refusal = strike(rule, what);
        if (refusal.isPresent()) {
          return refusal;
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public int chunk() {
    int chunk = Pacing.unlimited().chunk();
    for (var rule : faults.on()) {
      if (rule.fault().what() instanceof What.OfFlow what && rule.selects(subject)) {
        chunk = Math.min(chunk, Throttle.chunk(what));
      }
    }
    return chunk;
  }

  @Override
  public void take(int bytes) throws IOException {
    for (var rule : faults.on()) {
      if (rule.fault().what() instanceof What.OfFlow what
          && rule.selects(subject)
          && lasting.computeIfAbsent(rule, Rule::strikes)) {
        try {
          rule.throttle().take(what, bytes, exchange.connection());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new InterruptedIOException("interrupted while slowed down by a fault");
        }
      }
    }
  }

  @Override
  public OutputStream around(OutputStream body, OptionalLong length) {
    return new TamperedAnswer(this, faults, body, length.isEmpty());
  }

  @Override
  public boolean endsWithClient() {
    for (var rule : faults.on()) {
      if (rule.fault().what() instanceof What.IgnoredCancellation
          && rule.selects(subject)
          && lasting.computeIfAbsent(rule, Rule::strikes)) {
        return false;
      }
    }
    return true;
  }

  Subject subject() {
    return subject;
  }

  Exchange exchange() {
    return exchange;
  }

  /// Waits until the client has gone or the fault is off, and closes the connection in both cases.
  ///
  /// @return to be thrown
  ConnectionCut hang(Rule rule) throws IOException, InterruptedException {
    exchange.body().transferTo(OutputStream.nullOutputStream());
    while (!rule.pause(BEAT) && !exchange.connection().abandoned()) {
      // Still there, and still on.
    }
    return exchange.connection().close("fault '%s' ended".formatted(rule.fault().name()));
  }

  /// Waits, but for no client that has gone. While its body is unread that cannot be seen.
  private void delay(Rule rule, Duration time) throws IOException, InterruptedException {
    long end = System.nanoTime() + time.toNanos();
    var rest = time;
    while (rest.compareTo(BEAT) > 0 && !exchange.hasBody()) {
      if (rule.pause(BEAT)) {
        return;
      }
      if (exchange.connection().abandoned() && endsWithClient()) {
        throw new ConnectionCut("the client has gone while it was delayed");
      }
      rest = Duration.ofNanos(end - System.nanoTime());
    }
    if (rest.isPositive()) {
      rule.pause(rest);
    }
  }

  private Optional<What.Status> strike(Rule rule, What.AtStart what)
      throws IOException, InterruptedException {
    return switch (what) {
      case What.Latency latency -> {
        delay(rule, rule.draw(latency));
        yield Optional.empty();
      }
      case What.Status status -> {
        status
            .retryAfter()
            .ifPresent(it -> exchange.with("Retry-After", Long.toString(it.toSeconds())));
        yield Optional.of(status);
      }
      case What.Refused(var time) -> throw exchange.connection().breakDown(() -> rule.pause(time));
      case What.Reset _ -> throw exchange.connection().reset();
      case What.Hang _ -> throw hang(rule);
    };
  }
}
