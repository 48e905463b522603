package dev.dyno.engine.embedded.daemon;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a registry asks for in `WWW-Authenticate` (RFC 9110, 11.6.1).
sealed interface Challenge {
  /// User and password.
  record Basic() implements Challenge {}

  /// A token from elsewhere.
  record Bearer(String realm, Optional<String> service) implements Challenge {}

  /// Something unknown, or nothing.
  record Other(String text) implements Challenge {}

  Pattern PARAMETER = Pattern.compile("([A-Za-z]+)=\"([^\"]*)\"");

  static Challenge parse(String header) {
    var scheme = header.toLowerCase(Locale.ROOT);
    if (scheme.startsWith("basic")) {
      return new Basic();
    }
    var parameters = parameters(header);
    var realm = parameters.get("realm");
    return scheme.startsWith("bearer ") && realm != null
        ? new Bearer(realm, Optional.ofNullable(parameters.get("service")))
        : new Other(header);
  }

  private static Map<String, String> parameters(String header) {
    var parameters = new HashMap<String, String>();
    var matcher = PARAMETER.matcher(header);
    while (matcher.find()) {
      parameters.put(matcher.group(1).toLowerCase(Locale.ROOT), matcher.group(2));
    }
    return parameters;
  }
}
