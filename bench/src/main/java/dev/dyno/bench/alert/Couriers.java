package dev.dyno.bench.alert;

import dev.dyno.reports.policy.Alerts;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The targets of a project, ready to be told.
///
/// @param byTarget by their names
/// @param quiet when nobody is told
/// @param clock that decides it
public record Couriers(Map<String, Courier> byTarget, Optional<Alerts.Quiet> quiet, Clock clock) {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// Reads secrets, so that one that is missing is told before a night, not after it.
  ///
  /// @param project its folder
  /// @param environment where secrets are
  /// @throws AlertException when a variable is not set, or is no address
  public static Couriers of(
      Alerts alerts, Path project, Map<String, String> environment, Clock clock)
      throws AlertException {
    return of(alerts, project, environment, clock, PATIENCE);
  }

  static Couriers of(
      Alerts alerts, Path project, Map<String, String> environment, Clock clock, Duration patience)
      throws AlertException {
    var byTarget = new LinkedHashMap<String, Courier>();
    for (var target : alerts.targets()) {
      byTarget.put(
          target.name(), new Making(target, project, environment, clock, patience).courier());
    }
    return new Couriers(byTarget, alerts.quiet(), clock);
  }

  /// Their names.
  public List<String> names() {
    return List.copyOf(byTarget.keySet());
  }

  private record Making(
      Alerts.Target target,
      Path project,
      Map<String, String> environment,
      Clock clock,
      Duration patience) {

    Courier courier() throws AlertException {
      return switch (target) {
        case Alerts.Webhook(_, var url, var format, var secret) ->
            new WebhookCourier(
                address(value(url)),
                format,
                secret.isPresent() ? Optional.of(value(secret.get())) : Optional.empty(),
                patience,
                clock);
        case Alerts.Mail mail ->
            new MailCourier(
                mail,
                mail.login().isPresent()
                    ? Optional.of(login(mail.login().get()))
                    : Optional.empty(),
                patience,
                clock);
        case Alerts.LinesFile(_, var path) -> new LinesCourier(project.resolve(path));
      };
    }

    private MailCourier.Login login(Alerts.Login login) throws AlertException {
      return new MailCourier.Login(value(login.user()), value(login.password()));
    }

    private String value(Alerts.Setting setting) throws AlertException {
      return switch (setting) {
        case Alerts.Setting.Plain(var text) -> text;
        case Alerts.Setting.Environment(var name) -> {
          var value = environment.getOrDefault(name, "");
          if (value.isBlank()) {
            throw new AlertException(
                "alerts: '%s' needs the variable %s, and it is not set"
                    .formatted(target.name(), name));
          }
          yield value;
        }
      };
    }

    /// Without the text in any message: it may be a secret.
    private URI address(String text) throws AlertException {
      try {
        var address = URI.create(text.strip());
        if (address.getHost() != null && String.valueOf(address.getScheme()).matches("https?")) {
          return address;
        }
      } catch (IllegalArgumentException noAddress) {
        // told below
      }
      throw new AlertException("alerts: '%s' has no http(s) address".formatted(target.name()));
    }
  }
}
