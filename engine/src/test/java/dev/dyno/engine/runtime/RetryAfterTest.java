package dev.dyno.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.Platform;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// How long somebody asks to be left in peace, in each way that they say it.
@Timeout(180)
class RetryAfterTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2015-10-21T07:28:00Z"), ZoneOffset.UTC);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | PT0S",
        "120 | PT2M",
        "Wed, 21 Oct 2015 07:28:30 GMT | PT30S",
        "Wed, 21 Oct 2015 07:27:00 GMT | PT0S"
      })
  void a_header_says_seconds_or_a_date(String header, Duration wait) {
    assertThat(RetryAfter.ofHeader(header, CLOCK)).contains(wait);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "1.5", "99999999999999999999", "2015-10-21"})
  void a_header_that_says_neither_says_nothing(String header) {
    assertThat(RetryAfter.ofHeader(header, CLOCK)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "toomanyrequests: retry-after: 1.318ms, allowed: 44000/minute | PT0.001318S",
        "toomanyrequests: retry-after: 45.5µs, allowed: 44000/minute | PT0.0000455S",
        "429 Too Many Requests; Retry-After: 7 | PT7S",
        "retry-after 2m | PT2M"
      })
  void a_message_may_say_it_in_words(String message, Duration wait) {
    assertThat(RetryAfter.inWords(message)).contains(wait);
  }

  @Test
  void a_message_may_say_nothing_of_it() {
    assertThat(RetryAfter.inWords("toomanyrequests: try again")).isEmpty();
  }

  @Test
  void the_words_of_a_registry_reach_the_failure() throws Exception {
    var said = "toomanyrequests: retry-after: 250ms, allowed: 10/minute";
    try (var daemon =
            FakeDaemon.tcp(
                (_, wire) -> {
                  wire.chunked("application/json")
                      .chunk(
                          "{\"errorDetail\":{\"message\":\"%1$s\"},\"error\":\"%1$s\"}\n"
                              .formatted(said));
                  wire.end();
                });
        var runtime = ContainerRuntime.at(daemon.endpoint(), BreakerPolicy.standard())) {

      var failure =
          catchThrowableOfType(
              RuntimeFailure.RegistryUnavailable.class,
              () ->
                  runtime.pull(
                      ImageReference.parse("registry.test/app:1"),
                      Platform.host(),
                      Optional.empty(),
                      Deadline.after(Duration.ofSeconds(60))));

      assertThat(failure.retryAfter()).contains(Duration.ofMillis(250));
    }
  }

  @Test
  void the_header_of_a_daemon_reaches_the_failure() throws Exception {
    try (var daemon =
            FakeDaemon.tcp(
                (_, wire) ->
                    wire.plain(
                        "504 Gateway Timeout",
                        "application/json",
                        "{\"message\":\"busy\"}",
                        "Retry-After: 9"));
        var runtime = ContainerRuntime.at(daemon.endpoint(), BreakerPolicy.standard())) {

      var failure =
          catchThrowableOfType(
              RuntimeFailure.DaemonUnavailable.class,
              () -> runtime.images(Deadline.after(Duration.ofSeconds(60))));

      assertThat(failure).hasMessageContaining("busy");
      assertThat(failure.retryAfter()).contains(Duration.ofSeconds(9));
    }
  }

  /// A trap of docker-java's transport, which has no switch for it: it sends what was answered with
  /// 429 or 503 once more by itself, after the pause that the answer asks for, even a start.
  @Test
  void the_transport_tries_a_daemon_that_is_busy_once_more_by_itself() throws Exception {
    try (var daemon =
            FakeDaemon.tcp(
                (_, wire) ->
                    wire.plain(
                        "503 Oh", "application/json", "{\"message\":\"busy\"}", "Retry-After: 0"));
        var runtime = ContainerRuntime.at(daemon.endpoint(), BreakerPolicy.standard())) {

      assertThatExceptionOfType(RuntimeFailure.DaemonUnavailable.class)
          .isThrownBy(
              () -> runtime.start(new ContainerId("a"), Deadline.after(Duration.ofSeconds(60))));

      assertThat(daemon.requests())
          .containsExactly("POST /containers/a/start", "POST /containers/a/start");
    }
  }
}
