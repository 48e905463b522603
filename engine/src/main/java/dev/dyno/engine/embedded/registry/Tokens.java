package dev.dyno.engine.embedded.registry;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// The bearer tokens in circulation.
final class Tokens {
  private final InstantSource clock;
  private final ConcurrentMap<String, Grant> grants = new ConcurrentHashMap<>();

  /// What one token allows, and until when.
  record Grant(List<Scope> scopes, Instant expires) {
    boolean allows(Scope needed) {
      return scopes.stream().anyMatch(it -> it.covers(needed));
    }
  }

  Tokens(InstantSource clock) {
    this.clock = clock;
  }

  String issue(List<Scope> scopes, Duration lifetime) {
    var now = clock.instant();
    grants.values().removeIf(grant -> !now.isBefore(grant.expires()));
    var token = UUID.randomUUID().toString();
    grants.put(token, new Grant(List.copyOf(scopes), now.plus(lifetime)));
    return token;
  }

  /// What a token allows; empty when it was never issued or has expired.
  Optional<Grant> find(String token) {
    return Optional.ofNullable(grants.get(token))
        .filter(grant -> clock.instant().isBefore(grant.expires()));
  }

  void revokeAll() {
    grants.clear();
  }

  Instant now() {
    return clock.instant();
  }
}
