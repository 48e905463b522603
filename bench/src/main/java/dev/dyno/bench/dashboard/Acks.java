package dev.dyno.bench.dashboard;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.dyno.reports.history.HistoryException;
import dev.dyno.reports.history.StoredAck;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Accepts what was found, and takes it back.
///
/// @param clock tells which day it is
record Acks(HistoryDesk desk, Clock clock) {
  static final String PATH = "/api/acks";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /// What cannot be accepted. The message says what, and what would do.
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }
  }

  /// The history did not tell which series it has.
  static final class Unanswered extends Exception {
    private static final long serialVersionUID = 1;

    Unanswered(String message) {
      super(message);
    }
  }

  /// What somebody sends.
  private record Asked(
      @Nullable String series,
      @Nullable String reason,
      @Nullable String by,
      @Nullable LocalDate until) {}

  LocalDate today() {
    return clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
  }

  /// Accepts.
  ///
  /// @param body a JSON object
  StoredAck accept(String body) throws Refused, Unanswered, HistoryException {
    var asked = asked(body);
    var until = asked.until();
    if (until == null || until.isBefore(today())) {
      throw new Refused("until: the last day on which it counts, today or later: 2027-01-31");
    }
    var ack = ack(asked, until);
    var glance = desk.glance();
    if (!glance.problem().isEmpty()) {
      throw new Unanswered(glance.problem());
    }
    var tracks = glance.view().tracks();
    if (tracks.stream().noneMatch(track -> ack.isOf(track.key().title()))) {
      throw new Refused(
          "series: '%s' matches none of the %d series, by 'Class.method param=value, toggle, metric'"
              .formatted(ack.series(), tracks.size()));
    }
    desk.accept(ack);
    return ack;
  }

  private StoredAck ack(Asked asked, LocalDate until) throws Refused {
    try {
      return new StoredAck(
          UUID.randomUUID().toString(),
          told("series", asked.series()),
          told("reason", asked.reason()),
          told("by", asked.by()),
          clock.instant(),
          until);
    } catch (IllegalArgumentException wrong) {
      throw new Refused(String.valueOf(wrong.getMessage()));
    }
  }

  private static String told(String name, @Nullable String text) throws Refused {
    if (text == null || text.isBlank()) {
      throw new Refused(name + " is missing: an ack has series, reason, by and until");
    }
    return text;
  }

  private static Asked asked(String body) throws Refused {
    try {
      var asked = JSON.readValue(body, Asked.class);
      if (asked == null) {
        throw new Refused("no ack: send an object with series, reason, by and until");
      }
      return asked;
    } catch (JacksonException spoiled) {
      var at = spoiled.getLocation();
      throw new Refused(
          "no ack, line %d, column %d: %s"
              .formatted(
                  at == null ? 1 : at.getLineNr(),
                  at == null ? 1 : at.getColumnNr(),
                  String.valueOf(spoiled.getOriginalMessage()).lines().findFirst().orElse("")));
    }
  }

  /// @return false when there is none of that id
  boolean withdraw(String id) throws HistoryException {
    return desk.withdraw(id);
  }
}
