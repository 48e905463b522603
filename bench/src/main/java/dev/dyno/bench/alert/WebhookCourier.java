package dev.dyno.bench.alert;

import dev.dyno.reports.policy.Alerts;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Posts to an address.
///
/// With a secret, `Dyno-Signature: sha256=…` is the HMAC-SHA256 of `timestamp.body`, where the
/// timestamp, in seconds since 1970, stands in `Dyno-Timestamp`: a receiver that refuses old ones
/// cannot be told an old message again. `Dyno-Delivery` is the same whenever a message is sent
/// again, since a target that answered too late may have it already.
///
/// @param patience for connecting, and again for the answer
record WebhookCourier(
    URI address, Alerts.Format format, Optional<String> secret, Duration patience, Clock clock)
    implements Courier {

  private static final int TOO_MANY = 429;

  /// The body says nothing that counts, and may never end: the request's timeout ends at the
  /// headers (JDK-8208693).
  private static final HttpResponse.BodyHandler<InputStream> HEAD_ONLY =
      HttpResponse.BodyHandlers.ofInputStream();

  @Override
  public Answer carry(Letter letter) throws InterruptedException {
    var body = format == Alerts.Format.SLACK ? letter.slack() : letter.json();
    try (var client = HttpClient.newBuilder().connectTimeout(patience).build()) {
      try {
        return told(client.send(request(letter, body), HEAD_ONLY));
      } finally {
        client.shutdownNow(); // whatever of the body is still to come
      }
    } catch (HttpTimeoutException slow) {
      return new Answer.Later(
          "no answer from %s within %d ms".formatted(host(), patience.toMillis()),
          Optional.empty());
    } catch (IOException down) {
      return new Answer.Later(
          "%s cannot be reached (%s)".formatted(host(), down.getClass().getSimpleName()),
          Optional.empty());
    }
  }

  private HttpRequest request(Letter letter, String body) {
    var timestamp = Long.toString(clock.instant().getEpochSecond());
    var request =
        HttpRequest.newBuilder(address)
            .timeout(patience)
            .header("Content-Type", "application/json; charset=utf-8")
            .header("User-Agent", "dyno")
            .header("Dyno-Delivery", letter.id())
            .header("Dyno-Timestamp", timestamp)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    secret.ifPresent(
        key -> request.header("Dyno-Signature", "sha256=" + signature(key, timestamp, body)));
    return request.build();
  }

  private static String signature(String secret, String timestamp, String body) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      var signed = (timestamp + "." + body).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(mac.doFinal(signed));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible); // every JDK has it
    }
  }

  private Answer told(HttpResponse<?> answer) {
    int status = answer.statusCode();
    var said = "%s answered %d".formatted(host(), status);
    if (status >= 200 && status < 300) {
      return new Answer.Sent(said);
    }
    if (status >= 500 || status == TOO_MANY) {
      return new Answer.Later(said, answer.headers().firstValue("Retry-After").flatMap(this::wait));
    }
    return new Answer.Refused(said);
  }

  /// Seconds, or a date.
  private Optional<Duration> wait(String text) {
    try {
      return Optional.of(
          text.matches("\\d{1,9}")
              ? Duration.ofSeconds(Long.parseLong(text))
              : until(ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant()));
    } catch (DateTimeException noDate) {
      return Optional.empty();
    }
  }

  private Duration until(Instant date) {
    var left = Duration.between(clock.instant(), date);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /// Paths of webhooks are secrets.
  private String host() {
    return address.getHost();
  }
}
