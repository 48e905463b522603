package dev.dyno.engine.registry;

import java.util.Optional;

/// `auth-cache` off: from scratch for every operation.
record WorkedOutEachTime(RegistryAccounts accounts) implements RegistryAuth {

  @Override
  public Optional<RegistryLogin> login(String server) throws AuthException {
    return accounts.login(server);
  }

  @Override
  public void refused(String server) {
    // Nothing is kept.
  }
}
