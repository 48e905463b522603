package dev.dyno.engine.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Docker's own `config.json`: `credHelpers`, then `credsStore`, then `auths`, as the docker
/// command looks them up. Read anew each time, since `docker login` changes it at any time.
///
/// @param file need not exist
/// @param helpers folder of the `docker-credential-*` programs; empty to search the `PATH`
public record DockerConfig(Path file, Optional<Path> helpers) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /// Docker's own name for its hub.
  private static final String HUB = "https://index.docker.io/v1/";

  /// How a helper says that it knows no login for a server, with exit code 1.
  private static final String UNKNOWN_SERVER = "credentials not found in native keychain";

  /// What follows `docker-credential-`.
  private static final Pattern HELPER = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,63}");

  /// Bytes; a thousand registries take a tenth of it.
  private static final long LARGEST = 1 << 20;

  /// Changes whenever the file does.
  String version() {
    try {
      return Files.getLastModifiedTime(file).toMillis() + ":" + Files.size(file);
    } catch (IOException absent) {
      return "absent";
    }
  }

  /// The login for a registry, if the file knows one.
  Optional<RegistryLogin> login(String server, HelperProcess process) throws AuthException {
    var config = read();
    var key = server.equals("docker.io") ? HUB : server;
    var own = object(config, "credHelpers");
    var helper =
        own.has(key)
            ? text(own, key, "credHelpers." + key)
            : text(config, "credsStore", "credsStore");
    if (!helper.isEmpty()) {
      return fromHelper(helper, key, server, process);
    }
    var auths = object(config, "auths");
    for (var name : List.of(key, "https://" + server, "http://" + server)) {
      var auth = text(object(auths, name), "auth", "auths." + name + ".auth");
      if (!auth.isEmpty()) {
        return Optional.of(decoded(auth, server));
      }
    }
    return Optional.empty();
  }

  private JsonNode read() throws AuthException {
    if (!Files.exists(file)) {
      return JSON.createObjectNode();
    }
    try {
      if (Files.size(file) > LARGEST) {
        throw new AuthException(
            "%s holds %d bytes, more than %d: it is no configuration of docker's; mend it"
                .formatted(file, Files.size(file), LARGEST));
      }
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

  /// What stands at a key, which has to be an object when something does.
  private JsonNode object(JsonNode parent, String key) throws AuthException {
    var found = parent.path(key);
    if (found.isMissingNode() || found.isNull()) {
      return JsonNodeFactory.instance.objectNode();
    }
    if (!found.isObject()) {
      throw wrong(key, "an object");
    }
    return found;
  }

  /// What stands at a key, which has to be text when something does.
  private String text(JsonNode parent, String key, String shown) throws AuthException {
    var found = parent.path(key);
    if (found.isMissingNode() || found.isNull()) {
      return "";
    }
    if (!found.isTextual()) {
      throw wrong(shown, "text");
    }
    return found.textValue();
  }

  private AuthException wrong(String key, String wanted) {
    return new AuthException(
        "%s does not hold %s at '%s': mend it, or log in again".formatted(file, wanted, key));
  }

  /// The protocol of `docker-credential-*`: the server's name in, JSON out; an unknown server is an
  /// answer, not an error.
  private Optional<RegistryLogin> fromHelper(
      String helper, String key, String server, HelperProcess process) throws AuthException {
    if (!HELPER.matcher(helper).matches()) {
      throw new AuthException(
          "%s names the credential helper %s, which no program can be called: mend it"
              .formatted(file, new Quoted(helper)));
    }
    var name = "docker-credential-" + helper;
    var program = helpers.map(folder -> folder.resolve(name).toString()).orElse(name);
    var answer = process.ask(List.of(program, "get"), key);
    if (answer.exit() != 0 && answer.printed().strip().equals(UNKNOWN_SERVER)) {
      return Optional.empty();
    }
    var printed = HelperProcess.succeeded(program, answer).printed();
    try {
      var said = JSON.readTree(printed);
      if (said.path("Username").isTextual() && said.path("Secret").isTextual()) {
        return Optional.of(
            RegistryLogin.of(
                server, said.path("Username").textValue(), said.path("Secret").textValue()));
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
