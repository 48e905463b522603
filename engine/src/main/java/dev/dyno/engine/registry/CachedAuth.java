package dev.dyno.engine.registry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;

/// `auth-cache` on.
///
/// Guarantees: one that many ask for at once is worked out once; a failure is not kept; none is
/// older than 15 minutes, nor than the configuration it came from; at most 1,000 are kept.
final class CachedAuth implements RegistryAuth {

  private static final Duration KEPT = Duration.ofMinutes(15);
  private static final int MOST = 1000;

  private final RegistryAccounts accounts;
  private final Cache<Key, Optional<RegistryLogin>> logins;

  private record Key(String server, String version) {}

  CachedAuth(RegistryAccounts accounts, Ticker ticker) {
    this.accounts = accounts;
    this.logins =
        Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(MOST).ticker(ticker).build();
  }

  @Override
  public Optional<RegistryLogin> login(String server) throws AuthException {
    try {
      return logins.get(new Key(server, accounts.version(server)), this::workOut);
    } catch (Carrier carried) {
      throw carried.failure;
    }
  }

  @Override
  public void refused(String server) {
    logins.asMap().keySet().removeIf(key -> key.server().equals(server));
  }

  private Optional<RegistryLogin> workOut(Key key) {
    try {
      return accounts.login(key.server());
    } catch (AuthException failure) {
      throw new Carrier(failure);
    }
  }

  /// Takes a checked failure through the cache, which then keeps nothing.
  private static final class Carrier extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final AuthException failure;

    Carrier(AuthException failure) {
      super(null, failure, false, false);
      this.failure = failure;
    }
  }
}
