package dev.dyno.engine.embedded.registry;

import dev.dyno.engine.embedded.content.DigestMismatch;
import dev.dyno.engine.embedded.content.Ingest;
import dev.dyno.engine.embedded.http.Exchange;
import dev.dyno.engine.registry.Digest;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;

/// Uploads of blobs: POST begins, PATCH adds, PUT ends; or all in one; or mounted from elsewhere.
final class UploadApi implements AutoCloseable {
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("(?:bytes )?(\\d{1,18})-\\d{1,18}.*");

  private final Repositories repositories;
  private final Gatekeeper gatekeeper;
  private final ConcurrentMap<String, Session> sessions = new ConcurrentHashMap<>();

  /// An upload under way. Its ingest takes one request at a time.
  private record Session(String repository, Ingest ingest) {}

  UploadApi(Repositories repositories, Gatekeeper gatekeeper) {
    this.repositories = repositories;
    this.gatekeeper = gatekeeper;
  }

  void begin(Exchange exchange) throws IOException, RegistryError {
    var repository = exchange.variable("name");
    if (mounted(exchange, repository)) {
      return;
    }
    var whole = exchange.query("digest");
    if (whole.isPresent()) {
      try (var ingest = repositories.content().ingest()) {
        exchange.body().transferTo(ingest);
        finish(exchange, repository, ingest, BlobApi.digest(whole.get()));
      }
      return;
    }
    var id = UUID.randomUUID().toString();
    sessions.put(id, new Session(repository, repositories.content().ingest()));
    progress(exchange, repository, id, 0).send(202);
  }

  void append(Exchange exchange) throws IOException, RegistryError {
    var session = session(exchange);
    synchronized (session) {
      requireNextByte(exchange, session);
      exchange.body().transferTo(session.ingest());
      progress(exchange, session.repository(), id(exchange), session.ingest().size()).send(202);
    }
  }

  void status(Exchange exchange) throws IOException, RegistryError {
    var session = session(exchange);
    synchronized (session) {
      progress(exchange, session.repository(), id(exchange), session.ingest().size()).send(204);
    }
  }

  void end(Exchange exchange) throws IOException, RegistryError {
    var session = session(exchange);
    var digest = BlobApi.digest(exchange.query("digest").orElse(""));
    synchronized (session) {
      requireNextByte(exchange, session);
      sessions.remove(id(exchange));
      try (var ingest = session.ingest()) {
        exchange.body().transferTo(ingest);
        finish(exchange, session.repository(), ingest, digest);
      }
    }
  }

  void cancel(Exchange exchange) throws IOException, RegistryError {
    var session = session(exchange);
    synchronized (session) {
      sessions.remove(id(exchange));
      session.ingest().close();
    }
    exchange.send(204);
  }

  /// Drops all that is under way.
  @Override
  public void close() throws IOException {
    for (var session : sessions.values()) {
      session.ingest().close();
    }
    sessions.clear();
  }

  private boolean mounted(Exchange exchange, String repository) throws IOException, RegistryError {
    var blob = exchange.query("mount");
    var from = exchange.query("from");
    if (blob.isEmpty() || from.isEmpty()) {
      return false;
    }
    var digest = BlobApi.digest(blob.get());
    // A mount that is not possible is not an error: the client uploads instead.
    if (!RegistryFront.isName(from.get())
        || !repositories.holdsBlob(from.get(), digest)
        || !gatekeeper.allows(exchange, Scope.pull(from.get()))) {
      return false;
    }
    repositories.addBlob(repository, digest);
    created(exchange, repository, digest);
    return true;
  }

  private void finish(Exchange exchange, String repository, Ingest ingest, Digest digest)
      throws IOException, RegistryError {
    try {
      ingest.commit(digest);
    } catch (DigestMismatch e) {
      throw new RegistryError(
          RegistryError.Code.DIGEST_INVALID,
          "provided digest did not match uploaded content",
          String.valueOf(e.getMessage()));
    }
    repositories.addBlob(repository, digest);
    created(exchange, repository, digest);
  }

  private static void created(Exchange exchange, String repository, Digest digest)
      throws IOException {
    exchange
        .with("Location", "/v2/%s/blobs/%s".formatted(repository, digest))
        .with("Docker-Content-Digest", digest.toString())
        .send(201);
  }

  private static Exchange progress(Exchange exchange, String repository, String id, long size) {
    return exchange
        .with("Location", "/v2/%s/blobs/uploads/%s".formatted(repository, id))
        .with("Docker-Upload-UUID", id)
        .with("Range", "0-%d".formatted(Math.max(0, size - 1)));
  }

  /// A client that says where its bytes belong must be right.
  private static void requireNextByte(Exchange exchange, Session session) throws RegistryError {
    var matcher = CONTENT_RANGE.matcher(exchange.header("Content-Range").orElse(""));
    if (matcher.matches() && Long.parseLong(matcher.group(1)) != session.ingest().size()) {
      throw new RegistryError(
          RegistryError.Code.BLOB_UPLOAD_INVALID,
          "the next byte of this upload is %d".formatted(session.ingest().size()),
          matcher.group(1));
    }
  }

  private Session session(Exchange exchange) throws RegistryError {
    var repository = exchange.variable("name");
    return Optional.ofNullable(sessions.get(id(exchange)))
        .filter(session -> session.repository().equals(repository))
        .orElseThrow(
            () ->
                new RegistryError(
                    RegistryError.Code.BLOB_UPLOAD_UNKNOWN,
                    "blob upload unknown to registry",
                    id(exchange)));
  }

  private static String id(Exchange exchange) {
    return exchange.variable("id");
  }
}
