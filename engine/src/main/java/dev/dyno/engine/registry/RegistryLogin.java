package dev.dyno.engine.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Who we are to a registry.
///
/// @param server the registry's name, `host[:port]`
/// @param username not a secret
/// @param password a secret: absent from [#toString()]
/// @param header the `X-Registry-Auth` value of the Docker Engine API: JSON in URL-safe base64
public record RegistryLogin(String server, String username, String password, String header) {

  /// Encodes the header.
  static RegistryLogin of(String server, String username, String password) {
    var json =
        "{\"username\":%s,\"password\":%s,\"serveraddress\":%s}"
            .formatted(quoted(username), quoted(password), quoted(server));
    var header = Base64.getUrlEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    return new RegistryLogin(server, username, password, header);
  }

  private static String quoted(String text) {
    return '"'
        + new String(
            com.fasterxml.jackson.core.io.JsonStringEncoder.getInstance().quoteAsString(text))
        + '"';
  }

  @Override
  public String toString() {
    return "RegistryLogin[server=%s, username=%s]".formatted(server, username);
  }
}
