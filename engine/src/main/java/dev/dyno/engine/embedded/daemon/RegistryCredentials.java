package dev.dyno.engine.embedded.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dyno.engine.embedded.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// What a client wants said to a registry on its behalf.
record RegistryCredentials(String user, String password) {

  /// Reads `X-Registry-Auth`: JSON in base64, of either alphabet, with or without padding.
  ///
  /// @return empty when the header names no user
  static Optional<RegistryCredentials> fromHeader(Optional<String> header) throws DaemonError {
    if (header.isEmpty()) {
      return Optional.empty();
    }
    return of(Json.tree(decode(header.get())));
  }

  /// Reads `X-Registry-Config`, which maps registries to credentials.
  static Optional<RegistryCredentials> fromConfig(Optional<String> header, String registry)
      throws DaemonError {
    if (header.isEmpty()) {
      return Optional.empty();
    }
    return of(Json.tree(decode(header.get())).path(registry));
  }

  static Optional<RegistryCredentials> of(JsonNode json) {
    var user = json.path("username").asText();
    return user.isEmpty()
        ? Optional.empty()
        : Optional.of(new RegistryCredentials(user, json.path("password").asText()));
  }

  /// The value of an Authorization header.
  String basic() {
    var pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  @Override
  public String toString() {
    return "RegistryCredentials[user=%s]".formatted(user);
  }

  private static byte[] decode(String header) throws DaemonError {
    try {
      return Base64.getUrlDecoder().decode(header.replace('+', '-').replace('/', '_').strip());
    } catch (IllegalArgumentException _) {
      throw new DaemonError(400, "the registry credentials in the header are not base64");
    }
  }
}
