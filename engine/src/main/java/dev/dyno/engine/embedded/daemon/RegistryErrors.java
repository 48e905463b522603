package dev.dyno.engine.embedded.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.dyno.engine.embedded.http.Json;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.Locale;

/// What a registry says when it says no, in docker's words: `unauthorized: authentication
/// required`.
final class RegistryErrors {
  private static final int LONGEST = 64 * 1024;

  private RegistryErrors() {}

  static String read(HttpURLConnection refused) throws IOException {
    int status = refused.getResponseCode();
    var first = body(refused).path("errors").path(0);
    var code = first.path("code").asText(nameOf(status)).toLowerCase(Locale.ROOT);
    var message = first.path("message").asText(defaultMessage(status));
    return "%s: %s".formatted(code.replace('_', ' '), message);
  }

  /// What became of a connection, in the words of dockerd, by which its clients tell what may pass.
  static String words(IOException broken) {
    return switch (broken) {
      case ConnectException _ -> "dial tcp: connect: connection refused";
      case SocketTimeoutException _ -> "net/http: timeout awaiting response";
      case SocketException e when isReset(e) -> "read: connection reset by peer";
      case EOFException _ -> "unexpected EOF";
      default -> {
        var message = String.valueOf(broken.getMessage());
        yield message.startsWith("Unexpected end of file") || message.startsWith("Premature EOF")
            ? "unexpected EOF"
            : message;
      }
    };
  }

  private static boolean isReset(SocketException broken) {
    return String.valueOf(broken.getMessage()).startsWith("Connection reset");
  }

  private static JsonNode body(HttpURLConnection refused) throws IOException {
    var stream = refused.getErrorStream();
    if (stream == null) {
      return MissingNode.getInstance();
    }
    try (stream) {
      return Json.tree(stream.readNBytes(LONGEST));
    } catch (IllegalArgumentException _) {
      return MissingNode.getInstance();
    }
  }

  private static String nameOf(int status) {
    return switch (status) {
      case 401 -> "unauthorized";
      case 403 -> "denied";
      case 404 -> "manifest unknown";
      case 429 -> "toomanyrequests";
      default -> "unknown";
    };
  }

  private static String defaultMessage(int status) {
    return switch (status) {
      case 401 -> "authentication required";
      case 403 -> "requested access to the resource is denied";
      case 404 -> "manifest unknown";
      default -> "the registry answered " + status;
    };
  }
}
