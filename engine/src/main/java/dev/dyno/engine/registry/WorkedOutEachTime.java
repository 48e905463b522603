package dev.dyno.engine.registry;

import dev.dyno.engine.metrics.AuthLookup;
import dev.dyno.engine.metrics.AuthLookupEvent;
import dev.dyno.engine.metrics.Metrics;
import java.util.Optional;

/// `auth-cache` off: from scratch for every operation.
record WorkedOutEachTime(RegistryAccounts accounts, Metrics metrics) implements RegistryAuth {

  @Override
  public Optional<RegistryLogin> login(String server) throws AuthException {
    var event = AuthLookupEvent.begun();
    var result = AuthLookup.FAILED;
    try {
      var login = accounts.login(server);
      result = AuthLookup.WORKED_OUT;
      return login;
    } finally {
      metrics.authLookup(result);
      event.ended(server, result);
    }
  }

  @Override
  public void refused(String server) {
    // Nothing is kept.
  }
}
