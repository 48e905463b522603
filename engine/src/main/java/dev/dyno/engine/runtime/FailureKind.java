package dev.dyno.engine.runtime;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.UnauthorizedException;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/// Tells from what docker-java threw, or the daemon wrote, which kind of failure it is.
final class FailureKind {

  private FailureKind() {}

  /// @param what the operation and its object, for people: `pull of app:1`
  static RuntimeFailure of(String what, Throwable thrown) {
    return switch (thrown) {
      case ExecutionException wrapped when wrapped.getCause() != null ->
          of(what, wrapped.getCause());
      case RuntimeFailure known -> known;
      case TimeoutException late -> new RuntimeFailure.TimedOut(what + ": time was up", late);
      case InterruptedException interrupted ->
          new RuntimeFailure.Interrupted(what + ": interrupted", interrupted);
      case NotFoundException absent ->
          new RuntimeFailure.NotFound(what + ": " + text(absent), absent);
      case UnauthorizedException refused ->
          new RuntimeFailure.Refused(what + ": " + text(refused), refused);
      case DockerException said -> ofText(what, text(said), said);
      case IOException broken ->
          new RuntimeFailure.Unavailable(
              what + ": the daemon cannot be reached: " + broken, broken);
      case RuntimeException wrapped when wrapped.getCause() instanceof IOException broken ->
          new RuntimeFailure.Unavailable(
              what + ": the daemon cannot be reached: " + broken, wrapped);
      default -> new RuntimeFailure.Failed(what + ": " + thrown, thrown);
    };
  }

  /// An error that the daemon wrote into a stream, or answered with 500: the words are all there
  /// is.
  static RuntimeFailure ofText(String what, String said, Throwable cause) {
    var words = said.toLowerCase(Locale.ROOT);
    var message = what + ": " + said;
    if (words.contains("unauthorized")
        || words.contains("denied")
        || words.contains("authentication required")
        || words.contains("no basic auth credentials")) {
      return new RuntimeFailure.Refused(message, cause);
    }
    if (words.contains("not found") || words.contains("manifest unknown")) {
      return new RuntimeFailure.NotFound(message, cause);
    }
    if (words.contains("toomanyrequests")
        || words.contains("connection re")
        || words.contains("unexpected eof")
        || words.contains("timeout")
        || words.matches("(?s).*\\b50[0234]\\b.*")) {
      return new RuntimeFailure.Unavailable(message, cause);
    }
    return new RuntimeFailure.Failed(message, cause);
  }

  private static String text(Throwable thrown) {
    var message = String.valueOf(thrown.getMessage());
    int json = message.indexOf("{\"message\":\"");
    return json < 0
        ? message
        : message.substring(json + "{\"message\":\"".length()).replaceAll("\"}\\s*$", "");
  }
}
