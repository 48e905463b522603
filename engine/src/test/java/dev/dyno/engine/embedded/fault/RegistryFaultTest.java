package dev.dyno.engine.embedded.fault;

import static dev.dyno.engine.embedded.fault.FaultyRegistry.MANIFEST;
import static dev.dyno.engine.embedded.fault.FaultyRegistry.at;
import static dev.dyno.engine.embedded.fault.FaultyRegistry.refusal;
import static dev.dyno.engine.embedded.fault.FaultyRegistry.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dyno.engine.embedded.Eventually;
import dev.dyno.engine.embedded.RawHttp;
import dev.dyno.engine.embedded.http.Json;
import dev.dyno.engine.embedded.latency.Spread;
import dev.dyno.engine.embedded.registry.Authentication;
import dev.dyno.engine.embedded.registry.EmbeddedRegistry;
import dev.dyno.engine.registry.Digest;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Faults of the registry before its answer, as a client sees them on the wire. After each: nothing
/// is left, and all is well without the fault. Times are checked from below only.
@Timeout(180)
class RegistryFaultTest {
  @TempDir Path folder;
  private FaultyRegistry stand;

  @BeforeEach
  void start() throws Exception {
    stand = FaultyRegistry.in(folder);
  }

  @AfterEach
  void nothing_is_left_and_all_is_well_without_faults() throws Exception {
    stand.end();
  }

  @Test
  void latency_passes_before_the_answer_and_only_where_it_is_asked_for() throws Exception {
    stand.use(slow(Duration.ofMillis(60)).on("manifest-get"));
    long start = System.nanoTime();

    stand.body(MANIFEST);

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(60));
    stand.body(stand.blob());
    assertThat(stand.struck()).isEqualTo(1);
  }

  @Test
  void who_waits_in_a_latency_goes_on_when_it_is_switched_off() throws Exception {
    stand.use(slow(Duration.ofMinutes(10)));
    try (var client = stand.ask(MANIFEST)) {
      Eventually.isTrue("the request waits", () -> stand.struck() == 1);

      stand.registry().faults().clear();

      assertThat(client.head().status()).isEqualTo(200);
    }
  }

  @Test
  void an_expired_token_is_refused_with_a_challenge_and_a_fresh_one_is_not() throws Exception {
    stand
        .registry()
        .authentication(new Authentication.Bearer("ann", "secret", Duration.ofMinutes(5)));
    stand.use(refusal(401).on("manifest-get").happening(new Often.First(1)));
    var token = "Authorization: Bearer " + token();

    try (var client = stand.ask(MANIFEST, token)) {
      var head = client.head();
      assertThat(head.status()).isEqualTo(401);
      assertThat(head.headers().get("www-authenticate"))
          .startsWith("Bearer realm=")
          .contains("scope=\"repository:team/app:pull\"", "error=\"invalid_token\"");
    }
    try (var client = stand.ask(MANIFEST, token)) {
      assertThat(client.head().status()).isEqualTo(200);
    }
    stand.registry().authentication(new Authentication.None());
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 404, 429, 500, 502, 503, 504})
  void a_refusal_has_its_status_and_a_registrys_words(int status) throws Exception {
    stand.use(refusal(status));

    var answer = stand.get(MANIFEST);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(text(answer))
        .contains(
            switch (status) {
              case 403 -> "\"code\":\"DENIED\"";
              case 404 -> "\"code\":\"MANIFEST_UNKNOWN\"";
              case 429 -> "\"code\":\"TOOMANYREQUESTS\"";
              default -> "injected by a fault";
            });
    assertThat(stand.registry().counters().statuses()).containsEntry(status, 1L);
  }

  @Test
  void too_many_requests_say_when_to_come_back_in_the_header_and_in_words() throws Exception {
    stand.use(at(new What.Status(429, Optional.of(Duration.ofSeconds(7)))));

    var answer = stand.get(MANIFEST);

    assertThat(answer.headers().firstValue("Retry-After")).contains("7");
    assertThat(text(answer)).contains("retry-after: 7s");
  }

  @Test
  void connections_are_refused_for_a_while_and_the_port_stays_the_same() throws Exception {
    stand.use(at(new What.Refused(Duration.ofMinutes(10))).happening(new Often.First(1)));
    try (var other = RawHttp.to(stand.registry().uri());
        var client = stand.ask(MANIFEST)) {
      assertThatExceptionOfType(IOException.class).isThrownBy(client::head);
      assertThatExceptionOfType(IOException.class)
          .as("a connection that was open before")
          .isThrownBy(() -> other.ask("GET", MANIFEST).head());
    }
    Eventually.isTrue("connections are refused", this::isRefused);

    stand.registry().faults().clear();

    Eventually.isTrue("connections are taken again", () -> !isRefused());
    assertThat(stand.body(stand.blob())).isEqualTo(stand.content());
  }

  @Test
  void a_refusal_of_connections_ends_by_itself() throws Exception {
    stand.use(at(new What.Refused(Duration.ofMillis(100))).happening(new Often.First(1)));
    try (var client = stand.ask(MANIFEST)) {
      assertThatExceptionOfType(IOException.class).isThrownBy(client::head);
    }

    // Its client hears of it before the listening socket is closed.
    Eventually.isTrue("the refusal has begun", () -> stand.registry().inFlight() == 0);
    Eventually.isTrue("connections are taken again", () -> !isRefused());
    assertThat(stand.struck()).isEqualTo(1);
  }

  @Test
  void a_registry_closes_while_it_refuses_connections() throws Exception {
    var other = EmbeddedRegistry.start(0, folder.resolve("other"));
    other.faults().use(FaultPlan.of(at(new What.Refused(Duration.ofMinutes(10)))));
    try (var client = RawHttp.to(other.uri()).ask("GET", "/v2/")) {
      assertThatExceptionOfType(IOException.class).isThrownBy(client::head);
    }
    var uri = other.uri();

    other.close();

    assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> RawHttp.to(uri));
  }

  @Test
  void a_connection_is_reset_instead_of_an_answer() throws Exception {
    stand.use(at(new What.Reset()));
    try (var client = stand.ask(MANIFEST)) {
      assertThatExceptionOfType(SocketException.class)
          .isThrownBy(client::head)
          .withMessageContaining("reset");
    }
  }

  @Test
  void a_hanging_request_ends_when_its_client_leaves() throws Exception {
    stand.use(at(new What.Hang()));
    try (var client = stand.ask(MANIFEST)) {
      Eventually.isTrue("the request hangs", () -> stand.struck() == 1);
      assertThatExceptionOfType(SocketTimeoutException.class)
          .isThrownBy(client.patience(Duration.ofMillis(300))::head);
      assertThat(stand.registry().inFlight()).isEqualTo(1);
    }

    Eventually.isTrue("the request has ended", () -> stand.registry().inFlight() == 0);
  }

  @Test
  void a_hanging_request_ends_without_an_answer_when_the_fault_is_switched_off() throws Exception {
    stand.use(at(new What.Hang()));
    try (var client = stand.ask(MANIFEST)) {
      Eventually.isTrue("the request hangs", () -> stand.struck() == 1);

      stand.registry().faults().clear();

      assertThat(client.rest()).isEmpty();
    }
  }

  @Test
  void a_request_with_a_body_hangs_too_and_its_client_may_leave() throws Exception {
    stand.use(at(new What.Hang()).on("upload"));
    var path = "/v2/team/app/blobs/uploads/?digest=" + Digest.sha256(new byte[5]);
    try (var client = RawHttp.to(stand.registry().uri()).ask("POST", path, "Content-Length: 5")) {
      client.socket().getOutputStream().write(new byte[5]);
      Eventually.isTrue("the request hangs", () -> stand.struck() == 1);
      assertThatExceptionOfType(SocketTimeoutException.class)
          .isThrownBy(client.patience(Duration.ofMillis(300))::head);
    }

    Eventually.isTrue("the request has ended", () -> stand.registry().inFlight() == 0);
  }

  @Test
  void closing_a_registry_ends_the_requests_that_hang() throws Exception {
    var other = EmbeddedRegistry.start(0, folder.resolve("other"));
    other.faults().use(FaultPlan.of(at(new What.Hang())));
    try (var client = RawHttp.to(other.uri()).ask("GET", "/v2/")) {
      Eventually.isTrue("the request hangs", () -> other.inFlight() == 1);

      other.close();

      Eventually.isTrue("the request has ended", () -> other.inFlight() == 0);
      assertThatExceptionOfType(IOException.class).isThrownBy(client::head);
    }
  }

  @Test
  void nobody_is_delayed_who_has_left() throws Exception {
    stand.use(slow(Duration.ofHours(1)));
    try (var client = stand.ask(MANIFEST)) {
      Eventually.isTrue("the request waits", () -> stand.struck() == 1);
      assertThat(client.socket().isConnected()).isTrue();
    }

    Eventually.isTrue("the request has ended", () -> stand.registry().inFlight() == 0);
  }

  private static Fault slow(Duration time) {
    return at(new What.Latency(Spread.fixed(time), 0));
  }

  private boolean isRefused() throws IOException {
    try (var _ = RawHttp.to(stand.registry().uri())) {
      return false;
    } catch (ConnectException _) {
      return true;
    }
  }

  private String token() throws Exception {
    var pair = "ann:secret".getBytes(StandardCharsets.UTF_8);
    var answer =
        stand.send(
            "GET",
            "/token?service=dyno&scope=repository:team/app:pull",
            new byte[0],
            "Authorization",
            "Basic " + Base64.getEncoder().encodeToString(pair));
    return Json.tree(answer.body()).path("token").asText();
  }
}
