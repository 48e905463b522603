package dev.dyno.bench.dashboard;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/// Stands before every route: who asks, by which name, and what a browser may do with the answer.
///
/// Bound to loopback, it answers only to loopback's own names, so that no page elsewhere reaches it
/// by a name of its own that suddenly means this machine (DNS rebinding). Nothing but acks is ever
/// written, and that only with a token in a header of its own: a browser adds none by itself, be it
/// a password that it remembers or a cookie, so that no page elsewhere can write by a visitor's
/// hand.
final class Guard {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  static final String WRITING = "Dyno-Write-Token";

  private static final Set<HandlerType> READING = Set.of(HandlerType.GET, HandlerType.HEAD);
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
          + "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  private final boolean loopback;
  private final Optional<Token> token;
  private final Optional<Token> writeToken;

  Guard(Settings settings) {
    this.loopback = settings.bind().isLoopbackAddress();
    this.token = settings.token();
    this.writeToken = settings.writeToken();
  }

  /// Lets a request through, or answers it.
  void check(Context context) {
    context.header("Content-Security-Policy", POLICY);
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Referrer-Policy", "no-referrer");
    context.header("X-Frame-Options", "DENY");
    context.header("Cross-Origin-Resource-Policy", "same-origin");
    context.header("Cross-Origin-Opener-Policy", "same-origin");
    context.header("Cache-Control", "no-store");
    if (loopback && !LOOPBACK.contains(host(context))) {
      refuse(context, 421, "this dashboard answers to localhost and 127.0.0.1 only");
    } else if (token.isPresent() && !token.get().admits(header(context, "Authorization"))) {
      context.header("WWW-Authenticate", "Basic realm=\"dyno: the token is the password\"");
      refuse(context, 401, "a token is needed: Authorization: Bearer TOKEN, or it as the password");
    } else if (!READING.contains(context.method())) {
      checkWriting(context);
    }
  }

  private void checkWriting(Context context) {
    var path = context.path();
    boolean acks =
        (HandlerType.POST.equals(context.method()) && path.equals(Acks.PATH))
            || (HandlerType.DELETE.equals(context.method()) && path.startsWith(Acks.PATH + "/"));
    if (!acks) {
      context.header("Allow", "GET, HEAD");
      refuse(context, 405, "nothing here writes: GET and HEAD only");
    } else if (writeToken.isEmpty()) {
      refuse(context, 403, "acks are read only here: start dyno serve with --write-token-file");
    } else if (!writeToken.get().is(header(context, WRITING))) {
      refuse(context, 401, "a token is needed in the header " + WRITING);
    }
  }

  private static void refuse(Context context, int status, String why) {
    context.status(status).contentType("text/plain; charset=utf-8").result(why + "\n");
    context.skipRemainingHandlers();
  }

  /// The name in the `Host` header, without its port; empty when it is none.
  private static String host(Context context) {
    try {
      var host = URI.create("http://" + header(context, "Host")).getHost();
      return host == null ? "" : host.toLowerCase(java.util.Locale.ROOT);
    } catch (IllegalArgumentException malformed) {
      return "";
    }
  }

  private static String header(Context context, String name) {
    return Optional.ofNullable(context.header(name)).orElse("");
  }
}
