package dev.dyno.engine.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NanosTest {

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0.000s",
    "PT0.0009S, 0.000s",
    "PT0.007S, 0.007s",
    "PT9.9999S, 9.999s",
    "PT10S, 10.0s",
    "PT59.99S, 59.9s",
    "PT60S, 1m00s",
    "PT59M59.9S, 59m59s",
    "PT1H, 1h00m",
    "PT25H7M, 25h07m",
  })
  void a_duration_is_cut_to_what_people_read(Duration duration, String shown) {
    var text = new StringBuilder();

    Nanos.append(text, duration.toNanos());

    assertThat(text).hasToString(shown);
  }

  @Test
  void a_moment_is_the_same_after_the_way_through_a_number() {
    for (var moment : new String[] {"2026-01-01T00:00:00.000000001Z", "1969-12-31T23:59:59.9Z"}) {
      assertThat(Nanos.instant(Nanos.of(Instant.parse(moment)))).isEqualTo(moment);
    }
  }
}
