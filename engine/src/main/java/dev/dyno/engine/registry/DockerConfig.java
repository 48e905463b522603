package dev.dyno.engine.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Docker's own `config.json`: `credHelpers`, then `credsStore`, then `auths`, as the docker
/// command looks them up. Read anew each time, since `docker login` changes it at any time.
///
/// @param file need not exist
/// @param helpers folder of the `docker-credential-*` programs; empty to search the `PATH`
public record DockerConfig(Path file, Optional<Path> helpers) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /// Docker's own name for its hub.
  private static final String HUB = "https://index.docker.io/v1/";

  /// Changes whenever the file does.
  String version() {
    try {
      return Files.getLastModifiedTime(file).toMillis() + ":" + Files.size(file);
    } catch (IOException absent) {
      return "absent";
    }
  }

  /// The login for a registry, if the file knows one.
  Optional<RegistryLogin> login(String server) throws AuthException {
    var config = read();
    var key = server.equals("docker.io") ? HUB : server;
    var helper = config.path("credHelpers").path(key).asText(config.path("credsStore").asText(""));
    if (!helper.isEmpty()) {
      return fromHelper(helper, key, server);
    }
    for (var name : List.of(key, "https://" + server, "http://" + server)) {
      var entry = config.path("auths").path(name);
      if (entry.hasNonNull("auth") && !entry.path("auth").asText().isEmpty()) {
        return Optional.of(decoded(entry.path("auth").asText(), server));
      }
    }
    return Optional.empty();
  }

  private JsonNode read() throws AuthException {
    if (!Files.exists(file)) {
      return JSON.createObjectNode();
    }
    try {
      var config = JSON.readTree(file.toFile());
      if (!config.isObject()) {
        throw new AuthException(
            "%s holds no JSON object: mend it, or log in again".formatted(file));
      }
      return config;
    } catch (IOException broken) {
      // The parser's message may quote the file, and with it a secret.
      throw new AuthException("%s is no valid JSON: mend it, or log in again".formatted(file));
    }
  }

  /// The protocol of `docker-credential-*`: the server's name in, JSON out; an unknown server is an
  /// answer, not an error.
  private Optional<RegistryLogin> fromHelper(String helper, String key, String server)
      throws AuthException {
    var name = "docker-credential-" + helper;
    var program = helpers.map(folder -> folder.resolve(name).toString()).orElse(name);
    var printed = HelperProcess.run(List.of(program, "get"), key);
    try {
      var answer = JSON.readTree(printed);
      if (answer.hasNonNull("Username") && answer.hasNonNull("Secret")) {
        return Optional.of(
            RegistryLogin.of(
                server, answer.path("Username").asText(), answer.path("Secret").asText()));
      }
    } catch (IOException garbage) {
      // Falls through: the message must not quote what may hold a secret.
    }
    throw new AuthException(
        "'%s' answered no credentials for %s: run `docker login %s`"
            .formatted(name, server, server));
  }

  private RegistryLogin decoded(String auth, String server) throws AuthException {
    try {
      var pair = new String(Base64.getDecoder().decode(auth), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      if (colon > 0) {
        return RegistryLogin.of(server, pair.substring(0, colon), pair.substring(colon + 1));
      }
    } catch (IllegalArgumentException notBase64) {
      // Falls through, without quoting it.
    }
    throw new AuthException(
        "%s holds an 'auth' for %s that is not base64 of user:password: log in again"
            .formatted(file, server));
  }
}
