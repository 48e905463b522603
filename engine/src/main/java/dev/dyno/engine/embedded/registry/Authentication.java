package dev.dyno.engine.embedded.registry;

import java.time.Duration;

/// Who may use the registry.
public sealed interface Authentication {
  /// Everybody.
  record None() implements Authentication {}

  /// Who sends this user and password with each request.
  record Basic(String user, String password) implements Authentication {
    @Override
    public String toString() {
      return "Basic[user=%s]".formatted(user);
    }
  }

  /// Who sends a token, fetched from the registry's own `/token` with this user and password.
  ///
  /// @param lifetime of a token, in whole seconds, at least 1 s
  record Bearer(String user, String password, Duration lifetime) implements Authentication {
    /// Checks the lifetime.
    public Bearer {
      if (lifetime.toSeconds() < 1) {
        throw new IllegalArgumentException(
            "a token must live for at least 1 s, not %s".formatted(lifetime));
      }
    }

    @Override
    public String toString() {
      return "Bearer[user=%s, lifetime=%s]".formatted(user, lifetime);
    }
  }
}
