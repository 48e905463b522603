package dev.dyno.engine.registry;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Every account we were given: those named for the engine, then Docker's own configuration.
public final class RegistryAccounts {

  private final Map<String, Account> named;
  private final DockerConfig config;
  private final Map<String, String> environment;
  private final HelperProcess helpers;

  /// One registry's account.
  ///
  /// @param username where the user's name comes from
  /// @param password where the password comes from
  public record Account(Secret username, Secret password) {}

  /// @param named by registry, `host[:port]`
  /// @param config Docker's own
  /// @param environment variables by name
  public RegistryAccounts(
      Map<String, Account> named, DockerConfig config, Map<String, String> environment) {
    this(named, config, environment, HelperProcess.USUAL);
  }

  /// @param patience with a program that is asked for a secret
  RegistryAccounts(
      Map<String, Account> named,
      DockerConfig config,
      Map<String, String> environment,
      Duration patience) {
    this.named = Map.copyOf(named);
    this.config = config;
    this.environment = Map.copyOf(environment);
    this.helpers = new HelperProcess(patience);
  }

  /// Works the login out, from scratch.
  ///
  /// @return empty when no account is known: the registry is then asked anonymously
  /// @throws AuthException when one is known, but cannot be worked out
  Optional<RegistryLogin> login(String server) throws AuthException {
    var account = named.get(server);
    if (account == null) {
      return config.login(server, helpers);
    }
    return Optional.of(
        RegistryLogin.of(server, revealed(account.username()), revealed(account.password())));
  }

  /// Changes when a login worked out earlier may be outdated.
  String version(String server) {
    return named.containsKey(server) ? "named" : config.version();
  }

  private String revealed(Secret secret) throws AuthException {
    return switch (secret) {
      case Secret.Literal(var text) -> text;
      case Secret.Variable(var name) -> {
        var value = environment.get(name);
        if (value == null) {
          throw new AuthException("variable %s is not set: export it".formatted(name));
        }
        yield value;
      }
      case Secret.Command(var words) ->
          helpers
              .run(words, "")
              .lines()
              .findFirst()
              .orElseThrow(
                  () ->
                      new AuthException(
                          "'%s' printed nothing: run it by hand to see why"
                              .formatted(words.getFirst())));
    };
  }
}
