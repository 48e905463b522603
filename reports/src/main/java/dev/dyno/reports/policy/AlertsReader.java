package dev.dyno.reports.policy;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads `alerts:` of a `dyno.yaml`.
///
/// ```yaml
/// alerts:
///   quiet: {from: "22:00", until: "07:00", zone: Europe/Berlin}
///   targets:
///     - {webhook: env:SLACK_URL, format: slack}
///     - {webhook: "https://ci.example.org/dyno", secret: env:DYNO_SECRET}
///     - {mail: team@example.org, from: dyno@example.org, server: "mail.example.org:587",
///        security: starttls, user: env:MAIL_USER, password: env:MAIL_PASSWORD}
///     - {file: alerts.jsonl}
/// ```
final class AlertsReader {

  private static final String ENVIRONMENT = "env:";
  private static final Pattern SERVER = Pattern.compile("([^\\s:/]+):(\\d{1,5})");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final int MOST_PORTS = 65_535;
  private static final int MOST_NAME = 200;

  private AlertsReader() {}

  static Alerts read(YamlValue value) throws YamlValue.Wrong {
    var fields = value.asFields("'alerts'");
    fields.only(keys("quiet", "targets"));
    Optional<Alerts.Quiet> quiet = Optional.empty();
    if (fields.value("quiet").isPresent()) {
      quiet = Optional.of(quiet(fields.value("quiet").get().asFields("'quiet'")));
    }
    var targets = new ArrayList<Alerts.Target>();
    if (fields.value("targets").isPresent()) {
      for (var item : fields.value("targets").get().asItems("'targets'").items()) {
        targets.add(target(item.asFields("a target")));
      }
    }
    try {
      return new Alerts(quiet, targets);
    } catch (IllegalArgumentException twice) {
      throw new YamlValue.Wrong(value.line(), String.valueOf(twice.getMessage()));
    }
  }

  private static Alerts.Quiet quiet(YamlValue.Fields fields) throws YamlValue.Wrong {
    fields.only(keys("from", "until", "zone"));
    var zone = fields.text("zone");
    try {
      var from = LocalTime.parse(fields.text("from").text());
      var until = LocalTime.parse(fields.text("until").text());
      return new Alerts.Quiet(from, until, ZoneId.of(zone.text()));
    } catch (DateTimeException wrong) {
      throw new YamlValue.Wrong(
          fields.line(),
          "quiet hours need times like \"22:00\" and a zone like Europe/Berlin: %s"
              .formatted(wrong.getMessage()));
    } catch (IllegalArgumentException endless) {
      throw new YamlValue.Wrong(fields.line(), String.valueOf(endless.getMessage()));
    }
  }

  private static Alerts.Target target(YamlValue.Fields fields) throws YamlValue.Wrong {
    var kinds = keys("webhook", "mail", "file");
    var given = kinds.stream().filter(kind -> fields.value(kind).isPresent()).toList();
    if (given.size() != 1) {
      throw new YamlValue.Wrong(fields.line(), "a target is exactly one of " + kinds);
    }
    return switch (given.getFirst()) {
      case "webhook" -> webhook(fields);
      case "mail" -> mail(fields);
      default -> file(fields);
    };
  }

  private static Alerts.Target webhook(YamlValue.Fields fields) throws YamlValue.Wrong {
    fields.only(keys("webhook", "name", "format", "secret"));
    var address = fields.text("webhook");
    var url = setting(address);
    if (url instanceof Alerts.Setting.Plain(var text) && !text.matches("https?://.+")) {
      throw new YamlValue.Wrong(
          address.line(), "webhook '%s' is no http(s) address, and no env:NAME".formatted(text));
    }
    var format =
        fields.value("format").isPresent()
            ? chosen(fields.text("format"), Alerts.Format.values())
            : Alerts.Format.JSON;
    Optional<Alerts.Setting> secret =
        fields.value("secret").isPresent()
            ? Optional.of(secret(fields.text("secret")))
            : Optional.empty();
    return new Alerts.Webhook(
        name(fields, "webhook " + withoutQuery(address.text())), url, format, secret);
  }

  /// What stands behind a question mark may be a token, and names are shown.
  private static String withoutQuery(String address) {
    int query = address.indexOf('?');
    return query < 0 ? address : address.substring(0, query);
  }

  private static Alerts.Target mail(YamlValue.Fields fields) throws YamlValue.Wrong {
    fields.only(keys("mail", "name", "from", "server", "security", "user", "password"));
    var to = addresses(fields);
    var server = fields.text("server");
    var match = SERVER.matcher(server.text());
    if (!match.matches() || Integer.parseInt(match.group(2)) > MOST_PORTS) {
      throw new YamlValue.Wrong(
          server.line(), "server '%s': write host:port".formatted(server.text()));
    }
    var security =
        fields.value("security").isPresent()
            ? chosen(fields.text("security"), Alerts.Security.values())
            : Alerts.Security.STARTTLS;
    return new Alerts.Mail(
        name(fields, "mail " + String.join(",", to)),
        address(fields.text("from")),
        to,
        match.group(1),
        Integer.parseInt(match.group(2)),
        security,
        login(fields));
  }

  private static List<String> addresses(YamlValue.Fields fields) throws YamlValue.Wrong {
    var value = fields.value("mail");
    if (value.isPresent() && value.get() instanceof YamlValue.Items(var items, var line)) {
      var addresses = new ArrayList<String>();
      for (var item : items) {
        addresses.add(address(item.asText("an address")));
      }
      if (addresses.isEmpty()) {
        throw new YamlValue.Wrong(line, "'mail' names nobody");
      }
      return addresses;
    }
    return List.of(address(fields.text("mail")));
  }

  private static String address(YamlValue.Text text) throws YamlValue.Wrong {
    if (!text.text().matches("[^@\\s,]+@[^@\\s,]+")) {
      throw new YamlValue.Wrong(text.line(), "'%s' is no mail address".formatted(text.text()));
    }
    return text.text();
  }

  private static Optional<Alerts.Login> login(YamlValue.Fields fields) throws YamlValue.Wrong {
    if (fields.value("user").isEmpty() && fields.value("password").isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Alerts.Login(setting(fields.text("user")), secret(fields.text("password"))));
  }

  private static Alerts.Target file(YamlValue.Fields fields) throws YamlValue.Wrong {
    fields.only(keys("file", "name"));
    var path = fields.text("file").text();
    return new Alerts.LinesFile(name(fields, "file " + path), path);
  }

  private static String name(YamlValue.Fields fields, String usual) throws YamlValue.Wrong {
    var name = fields.value("name").isPresent() ? fields.text("name").text() : usual;
    if (name.length() > MOST_NAME) {
      throw new YamlValue.Wrong(
          fields.line(), "a target needs a name: of at most %d characters".formatted(MOST_NAME));
    }
    return name;
  }

  private static Alerts.Setting setting(YamlValue.Text text) throws YamlValue.Wrong {
    return text.text().startsWith(ENVIRONMENT)
        ? secret(text)
        : new Alerts.Setting.Plain(text.text());
  }

  /// A secret never stands in the file.
  private static Alerts.Setting.Environment secret(YamlValue.Text text) throws YamlValue.Wrong {
    var name = text.text().startsWith(ENVIRONMENT) ? text.text().substring(4) : "";
    if (!VARIABLE.matcher(name).matches()) {
      throw new YamlValue.Wrong(
          text.line(),
          "a secret never stands in the file: write env:NAME, and set the variable NAME");
    }
    return new Alerts.Setting.Environment(name);
  }

  private static <E extends Enum<E>> E chosen(YamlValue.Text text, E[] all) throws YamlValue.Wrong {
    for (var each : all) {
      if (each.name().toLowerCase(Locale.ROOT).equals(text.text())) {
        return each;
      }
    }
    throw new YamlValue.Wrong(
        text.line(),
        "'%s' is not known: use one of %s"
            .formatted(
                text.text(),
                Arrays.stream(all).map(it -> it.name().toLowerCase(Locale.ROOT)).toList()));
  }

  private static Set<String> keys(String... keys) {
    return new LinkedHashSet<>(List.of(keys));
  }
}
