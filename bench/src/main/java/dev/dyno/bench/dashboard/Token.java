package dev.dyno.bench.dashboard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/// What a caller from elsewhere has to know.
public final class Token {
  private static final int LEAST = 16;

  private final byte[] secret;

  private Token(byte[] secret) {
    this.secret = secret;
  }

  /// The first line of a file.
  ///
  /// @throws IOException when it cannot be read, or holds fewer than 16 characters; says so
  public static Token read(Path file) throws IOException {
    try (var lines = Files.lines(file)) {
      return of(lines.findFirst().orElse("").strip());
    } catch (java.io.UncheckedIOException noText) {
      throw noText.getCause();
    }
  }

  /// Of any text.
  ///
  /// @throws IOException when it holds fewer than 16 characters; says so
  public static Token of(String text) throws IOException {
    if (text.length() < LEAST) {
      throw new IOException(
          "it has %d characters, and a token needs %d or more: openssl rand -hex 16"
              .formatted(text.length(), LEAST));
    }
    return new Token(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Whether a text is it. Takes the same time whatever is wrong with it.
  boolean is(String text) {
    return MessageDigest.isEqual(secret, text.getBytes(StandardCharsets.UTF_8));
  }

  /// Whether an `Authorization` header carries it: `Bearer TOKEN`, or `Basic` with it as the
  /// password, which is how a browser asks for it. Takes the same time whatever is wrong with it.
  boolean admits(String header) {
    return is(offered(header));
  }

  private static String offered(String header) {
    int space = header.indexOf(' ');
    var scheme = space < 0 ? "" : header.substring(0, space).toLowerCase(Locale.ROOT);
    var rest = header.substring(space + 1).strip();
    return switch (scheme) {
      case "bearer" -> rest;
      case "basic" -> password(rest).orElse("");
      default -> "";
    };
  }

  private static Optional<String> password(String encoded) {
    try {
      var decoded = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      return Optional.of(decoded.substring(decoded.indexOf(':') + 1));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
