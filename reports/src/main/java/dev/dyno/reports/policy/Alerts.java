package dev.dyno.reports.policy;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Who is told of what a night finds, and when not.
///
/// @param quiet hours in which nobody is told; what falls into them is kept and sent after
/// @param targets each with a name of its own
public record Alerts(Optional<Quiet> quiet, List<Target> targets) {

  /// Nobody is told.
  public static final Alerts NONE = new Alerts(Optional.empty(), List.of());

  public Alerts {
    targets = List.copyOf(targets);
    var names = new HashSet<String>();
    for (var target : targets) {
      if (!names.add(target.name())) {
        throw new IllegalArgumentException(
            "two targets are called '%s': give one of them a name: of its own"
                .formatted(target.name()));
      }
    }
  }

  /// Hours of every day; over midnight when they end before they begin.
  ///
  /// @param from the first quiet minute
  /// @param until the first that is not
  public record Quiet(LocalTime from, LocalTime until, ZoneId zone) {

    public Quiet {
      if (from.equals(until)) {
        throw new IllegalArgumentException(
            "quiet hours from %s until %s have no end: nobody would ever be told"
                .formatted(from, until));
      }
    }

    /// Whether a moment falls into them.
    public boolean covers(ZonedDateTime moment) {
      var time = moment.withZoneSameInstant(zone).toLocalTime();
      boolean begun = !time.isBefore(from);
      boolean over = !time.isBefore(until);
      return from.isBefore(until) ? begun && !over : begun || !over;
    }
  }

  /// A text that may be a secret.
  public sealed interface Setting {

    /// Stands in the file.
    record Plain(String text) implements Setting {}

    /// Is a variable of the environment.
    record Environment(String name) implements Setting {}
  }

  /// Somebody who is told.
  public sealed interface Target {

    /// Its name in the store, where it says who was told.
    String name();
  }

  /// How a webhook wants its messages.
  public enum Format {
    /// All that is known, as an object of JSON.
    JSON,
    /// `{"text": …}`, which Slack, Mattermost and others show.
    SLACK
  }

  /// An address that takes a POST.
  ///
  /// @param secret signs each message
  public record Webhook(String name, Setting url, Format format, Optional<Setting> secret)
      implements Target {}

  /// How a mail server is spoken to.
  public enum Security {
    NONE,
    STARTTLS,
    TLS
  }

  /// Addresses for mail.
  ///
  /// @param login user and password, when the server asks for them
  public record Mail(
      String name,
      String from,
      List<String> to,
      String host,
      int port,
      Security security,
      Optional<Login> login)
      implements Target {

    public Mail {
      to = List.copyOf(to);
    }
  }

  /// For a mail server.
  public record Login(Setting user, Setting.Environment password) {}

  /// A file that gets a line of JSON for each message.
  ///
  /// @param path from the project's root
  public record LinesFile(String name, String path) implements Target {}
}
