package dev.dyno.engine.registry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.dyno.engine.metrics.AuthLookup;
import dev.dyno.engine.metrics.AuthLookupEvent;
import dev.dyno.engine.metrics.Metrics;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/// `auth-cache` on.
///
/// Guarantees: one that many ask for at once is worked out once; a failure is not kept; none is
/// older than 15 minutes, nor than the configuration it came from; at most 1,000 are kept.
final class CachedAuth implements RegistryAuth {

  private static final Duration KEPT = Duration.ofMinutes(15);
  private static final int MOST = 1000;

  private final RegistryAccounts accounts;
  private final Metrics metrics;
  private final Cache<Key, Optional<RegistryLogin>> logins;

  private record Key(String server, String version) {}

  CachedAuth(RegistryAccounts accounts, Ticker ticker) {
    this(accounts, ticker, Metrics.none());
  }

  CachedAuth(RegistryAccounts accounts, Ticker ticker, Metrics metrics) {
    this.accounts = accounts;
    this.metrics = metrics;
    this.logins =
        Caffeine.newBuilder().expireAfterWrite(KEPT).maximumSize(MOST).ticker(ticker).build();
  }

  @Override
  public Optional<RegistryLogin> login(String server) throws AuthException {
    var key = new Key(server, accounts.version(server));
    var kept = logins.getIfPresent(key);
    if (kept == null) {
      return fetched(key);
    }
    metrics.authLookup(AuthLookup.CACHED);
    AuthLookupEvent.cached(server);
    return kept;
  }

  /// How many are kept.
  long kept() {
    logins.cleanUp();
    return logins.estimatedSize();
  }

  private Optional<RegistryLogin> fetched(Key key) throws AuthException {
    var event = AuthLookupEvent.begun();
    var result = AuthLookup.FAILED;
    try {
      var worked = new AtomicBoolean();
      var login = logins.get(key, it -> workOut(it, worked));
      result = worked.get() ? AuthLookup.WORKED_OUT : AuthLookup.JOINED;
      return login;
    } catch (Carrier carried) {
      throw carried.failure;
    } finally {
      metrics.authLookup(result);
      event.ended(key.server(), result);
    }
  }

  @Override
  public void refused(String server) {
    logins.asMap().keySet().removeIf(key -> key.server().equals(server));
  }

  private Optional<RegistryLogin> workOut(Key key, AtomicBoolean worked) {
    worked.set(true);
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
