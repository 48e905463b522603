package dev.dyno.engine.registry;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.dyno.engine.metrics.Metrics;
import dev.dyno.engine.toggle.Optimization;
import dev.dyno.engine.toggle.Toggles;
import java.util.Optional;

/// Who we are to a registry, asked before every operation on it. Toggle `auth-cache`.
///
/// Concurrency: any thread may call; a login is a value.
public sealed interface RegistryAuth permits WorkedOutEachTime, CachedAuth {

  /// The login for a registry.
  ///
  /// @param server `host[:port]`
  /// @return empty when no account is known
  /// @throws AuthException when one is known, but cannot be worked out now; asking again tries
  ///     again
  Optional<RegistryLogin> login(String server) throws AuthException;

  /// The registry said 401 to the last login: it must not be used again.
  void refused(String server);

  /// The implementation that the toggles ask for.
  static RegistryAuth chosenBy(Toggles toggles, RegistryAccounts accounts) {
    return chosenBy(toggles, accounts, Metrics.none());
  }

  /// The implementation that the toggles ask for.
  ///
  /// @param metrics count lookups
  static RegistryAuth chosenBy(Toggles toggles, RegistryAccounts accounts, Metrics metrics) {
    return toggles.has(Optimization.AUTH_CACHE)
        ? new CachedAuth(accounts, Ticker.systemTicker(), metrics)
        : new WorkedOutEachTime(accounts, metrics);
  }
}
