package dev.dyno.engine.embedded.registry;

import dev.dyno.engine.embedded.http.Exchange;
import dev.dyno.engine.registry.Digest;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.OptionalLong;

/// Blobs, whole and in ranges.
final class BlobApi {
  private static final int BUFFER = 64 * 1024;

  private final Repositories repositories;

  BlobApi(Repositories repositories) {
    this.repositories = repositories;
  }

  void get(Exchange exchange) throws IOException, RegistryError {
    var digest = digest(exchange.variable("digest"));
    if (!repositories.holdsBlob(exchange.variable("name"), digest)) {
      throw new RegistryError(RegistryError.Code.BLOB_UNKNOWN, "blob unknown to registry", digest);
    }
    var file = repositories.content().require(digest);
    long size = Files.size(file);
    exchange
        .with("Docker-Content-Digest", digest.toString())
        .with("Content-Type", "application/octet-stream")
        .with("Accept-Ranges", "bytes");

    switch (ByteRange.of(exchange.header("Range"), size)) {
      case ByteRange.Unsatisfiable _ -> exchange.with("Content-Range", "bytes */" + size).send(416);
      case ByteRange.Whole _ -> {
        try (var in = Files.newInputStream(file);
            var out = exchange.stream(200, OptionalLong.of(size))) {
          copy(exchange, in, out, size);
        }
      }
      case ByteRange.Part(var first, var last) -> {
        exchange.with("Content-Range", "bytes %d-%d/%d".formatted(first, last, size));
        try (var in = Files.newInputStream(file);
            var out = exchange.stream(206, OptionalLong.of(last - first + 1))) {
          in.skipNBytes(first);
          copy(exchange, in, out, last - first + 1);
        }
      }
    }
  }

  static Digest digest(String text) throws RegistryError {
    try {
      return Digest.parse(text);
    } catch (IllegalArgumentException e) {
      throw new RegistryError(
          RegistryError.Code.DIGEST_INVALID,
          "provided digest did not match uploaded content",
          String.valueOf(e.getMessage()));
    }
  }

  private static void copy(Exchange exchange, InputStream in, OutputStream out, long length)
      throws IOException {
    if (exchange.method().equals("HEAD")) {
      return;
    }
    var buffer = new byte[BUFFER];
    for (long left = length; left > 0; ) {
      int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (read < 0) {
        throw new EOFException("the stored blob is %d bytes too short".formatted(left));
      }
      out.write(buffer, 0, read);
      left -= read;
    }
  }
}
