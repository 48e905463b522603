package dev.dyno.engine.embedded.registry;

import dev.dyno.engine.embedded.http.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lets requests pass as the current [Authentication] says, and issues tokens.
final class Gatekeeper {
  private static final String SERVICE = "dyno";
  private static final String BASIC_CHALLENGE = "Basic realm=\"%s\"".formatted(SERVICE);
  private static final String BASIC = "Basic ";
  private static final String BEARER = "Bearer ";

  private final Tokens tokens;
  private volatile Authentication authentication = new Authentication.None();

  Gatekeeper(Tokens tokens) {
    this.tokens = tokens;
  }

  void use(Authentication next) {
    authentication = next;
    tokens.revokeAll();
  }

  /// Refuses the request unless it may do this.
  void admit(Exchange exchange, String realm, Optional<Scope> needed) throws RegistryError {
    switch (authentication) {
      case Authentication.None _ -> {}
      case Authentication.Basic(var user, var password) -> {
        if (!presents(exchange, user, password)) {
          throw challenge(exchange, BASIC_CHALLENGE, needed);
        }
      }
      case Authentication.Bearer _ -> admitBearer(exchange, realm, needed);
    }
  }

  /// What a request gets whose token has expired, or whose password is no longer right.
  RegistryError expired(Exchange exchange, String realm, Optional<Scope> needed) {
    return switch (authentication) {
      case Authentication.None _, Authentication.Basic _ ->
          challenge(exchange, BASIC_CHALLENGE, needed);
      case Authentication.Bearer _ ->
          challenge(exchange, bearerChallenge(exchange, realm, needed, "invalid_token"), needed);
    };
  }

  /// Whether a second resource is allowed too: the source of a mount.
  boolean allows(Exchange exchange, Scope scope) {
    return switch (authentication) {
      case Authentication.None _, Authentication.Basic _ -> true;
      case Authentication.Bearer _ ->
          token(exchange).flatMap(tokens::find).filter(it -> it.allows(scope)).isPresent();
    };
  }

  /// `GET /token?service=…&scope=…`
  void issueToken(Exchange exchange) throws IOException, RegistryError {
    if (!(authentication instanceof Authentication.Bearer(var user, var password, var lifetime))) {
      throw new RegistryError(
          RegistryError.Code.UNSUPPORTED, "tokens are not in use", authentication);
    }
    if (!presents(exchange, user, password)) {
      throw challenge(exchange, BASIC_CHALLENGE, Optional.empty());
    }
    var token = tokens.issue(scopesAskedBy(exchange), lifetime);
    exchange.sendJson(
        200,
        Map.of(
            "token",
            token,
            "access_token",
            token,
            "expires_in",
            lifetime.toSeconds(),
            "issued_at",
            tokens.now().toString()));
  }

  private void admitBearer(Exchange exchange, String realm, Optional<Scope> needed)
      throws RegistryError {
    var grant = token(exchange).flatMap(tokens::find);
    if (grant.isPresent() && needed.map(grant.get()::allows).orElse(true)) {
      return;
    }
    var error = grant.isPresent() ? "insufficient_scope" : "invalid_token";
    throw challenge(exchange, bearerChallenge(exchange, realm, needed, error), needed);
  }

  private static String bearerChallenge(
      Exchange exchange, String realm, Optional<Scope> needed, String error) {
    var challenge =
        new StringBuilder("Bearer realm=\"%s\",service=\"%s\"".formatted(realm, SERVICE));
    needed.ifPresent(scope -> challenge.append(",scope=\"").append(scope).append('"'));
    if (token(exchange).isPresent()) {
      challenge.append(",error=\"").append(error).append('"');
    }
    return challenge.toString();
  }

  private static List<Scope> scopesAskedBy(Exchange exchange) {
    var scopes = new ArrayList<Scope>();
    exchange.queries("scope").stream()
        .flatMap(list -> Arrays.stream(list.split(" ", -1)))
        .forEach(text -> Scope.parse(text).ifPresent(scopes::add));
    return scopes;
  }

  private static RegistryError challenge(
      Exchange exchange, String challenge, Optional<Scope> needed) {
    exchange.with("WWW-Authenticate", challenge);
    return new RegistryError(
        RegistryError.Code.UNAUTHORIZED,
        "authentication required",
        needed.map(Scope::toString).orElse("log in"));
  }

  private static Optional<String> token(Exchange exchange) {
    return exchange
        .header("Authorization")
        .filter(it -> it.startsWith(BEARER))
        .map(it -> it.substring(BEARER.length()));
  }

  private static boolean presents(Exchange exchange, String user, String password) {
    var pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    var expected = BASIC + Base64.getEncoder().encodeToString(pair);
    return exchange
        .header("Authorization")
        .filter(
            it ->
                MessageDigest.isEqual(
                    it.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8)))
        .isPresent();
  }
}
