package dev.dyno.engine.embedded.daemon;

import dev.dyno.engine.embedded.content.Descriptor;
import dev.dyno.engine.embedded.content.Manifest;
import dev.dyno.engine.embedded.content.MediaTypes;
import dev.dyno.engine.embedded.http.Json;
import dev.dyno.engine.registry.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Speaks to one registry during one pull or push; a token lives no longer than that.
///
/// HttpURLConnection rather than java.net.http: it moved big bodies four times as fast over
/// loopback. It cannot PATCH, so a blob goes up in one PUT. A virtual thread that is interrupted
/// closes its socket, which is how a download is cancelled. Plain http to this machine, https
/// elsewhere.
final class RegistryClient {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final Duration SILENCE = Duration.ofMinutes(1);
  private static final int MOST_REDIRECTS = 5;
  private static final Pattern THIS_MACHINE =
      Pattern.compile("(?:localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1])(?::[0-9]+)?");
  private static final int LARGEST_DOCUMENT = 8 << 20;
  private static final int BUFFER = 64 * 1024;
  private static final String ACCEPT =
      String.join(
          ", ",
          MediaTypes.OCI_INDEX,
          MediaTypes.DOCKER_INDEX,
          MediaTypes.OCI_MANIFEST,
          MediaTypes.DOCKER_MANIFEST);

  private final URI base;
  private final Optional<RegistryCredentials> credentials;
  private final List<String> scopes;
  private volatile Optional<String> authorization = Optional.empty();

  /// A manifest and the digest of its bytes.
  record Received(Manifest manifest, Digest digest) {}

  private RegistryClient(URI base, Optional<RegistryCredentials> credentials, List<String> scopes) {
    this.base = base;
    this.credentials = credentials;
    this.scopes = List.copyOf(scopes);
  }

  /// Asks the registry what it wants to know, and logs in.
  ///
  /// @param scopes for a token, such as `repository:team/app:pull`
  static RegistryClient connect(
      String registry, Optional<RegistryCredentials> credentials, List<String> scopes)
      throws IOException {
    var client = new RegistryClient(baseOf(registry), credentials, scopes);
    var ping = client.request("GET", client.base.resolve("/v2/"));
    int status = client.status(ping);
    drain(ping);
    if (status == 401) {
      client.logIn(ping);
    } else if (status != 200) {
      throw new RegistryFailure(
          status, "%s is not a registry: /v2/ says %d".formatted(registry, status));
    }
    return client;
  }

  /// Whether the registry takes these credentials.
  void requireAdmission() throws IOException {
    drain(open("GET", "/v2/", Map.of()));
  }

  /// The digest behind a tag, when the registry gives it without the manifest.
  Optional<Digest> manifestDigest(String repository, String reference) throws IOException {
    var response = open("HEAD", manifestPath(repository, reference), Map.of("Accept", ACCEPT));
    return Optional.ofNullable(response.getHeaderField("Docker-Content-Digest")).map(Digest::parse);
  }

  Received manifest(String repository, String reference) throws IOException {
    var response = open("GET", manifestPath(repository, reference), Map.of("Accept", ACCEPT));
    try (var body = response.getInputStream()) {
      var bytes = body.readNBytes(LARGEST_DOCUMENT);
      var type = Optional.ofNullable(response.getContentType()).orElse("");
      return new Received(Manifest.parse(bytes, type), Digest.sha256(bytes));
    }
  }

  InputStream blob(String repository, Digest digest) throws IOException {
    return open("GET", blobPath(repository, digest), Map.of()).getInputStream();
  }

  boolean holds(String repository, Digest digest) throws IOException {
    try {
      open("HEAD", blobPath(repository, digest), Map.of());
      return true;
    } catch (RegistryFailure e) {
      if (e.status() == 404) {
        return false;
      }
      throw e;
    }
  }

  /// Where to PUT a blob; empty when the registry could mount it from `from` instead.
  Optional<URI> beginUpload(String repository, Digest digest, Optional<String> from)
      throws IOException {
    var mount =
        from.map(it -> "?mount=%s&from=%s".formatted(encode(digest.toString()), encode(it)));
    var path = "/v2/%s/blobs/uploads/%s".formatted(repository, mount.orElse(""));
    var response = open("POST", path, Map.of());
    drain(response);
    return response.getResponseCode() == 201
        ? Optional.empty()
        : Optional.of(
            URI.create(response.getURL().toString()).resolve(response.getHeaderField("Location")));
  }

  void upload(URI location, Descriptor blob, Path file, Transfer progress) throws IOException {
    var separator = location.getRawQuery() == null ? "?" : "&";
    var target = URI.create(location + separator + "digest=" + encode(blob.digest().toString()));
    var request = request("PUT", target);
    request.setRequestProperty("Content-Type", "application/octet-stream");
    request.setDoOutput(true);
    request.setFixedLengthStreamingMode(blob.size());
    try (var in = Files.newInputStream(file);
        var out = request.getOutputStream()) {
      copy(in, out, progress);
    }
    requireSuccess(request);
    drain(request);
  }

  void putManifest(String repository, String reference, String mediaType, byte[] manifest)
      throws IOException {
    var request = request("PUT", base.resolve(manifestPath(repository, reference)));
    request.setRequestProperty("Content-Type", mediaType);
    request.setDoOutput(true);
    request.setFixedLengthStreamingMode(manifest.length);
    try (var out = request.getOutputStream()) {
      out.write(manifest);
    }
    requireSuccess(request);
    drain(request);
  }

  /// Sends a request without body; logs in anew, once, when the token has expired on the way.
  private HttpURLConnection open(String method, String path, Map<String, String> headers)
      throws IOException {
    var target = base.resolve(path);
    var retried = false;
    for (int hop = 0; hop <= MOST_REDIRECTS; hop++) {
      var request = request(method, target);
      headers.forEach(request::setRequestProperty);
      int status = status(request);
      if (status == 401 && !retried && authorization.isPresent()) {
        retried = true;
        drain(request);
        logIn(request);
      } else if (status / 100 == 3) {
        target = target.resolve(request.getHeaderField("Location"));
        drain(request);
      } else {
        requireSuccess(request);
        return request;
      }
    }
    throw new IOException("%s %s: more than %d redirects".formatted(method, path, MOST_REDIRECTS));
  }

  private HttpURLConnection request(String method, URI target) throws IOException {
    var request = (HttpURLConnection) target.toURL().openConnection();
    request.setRequestMethod(method);
    request.setConnectTimeout((int) CONNECT.toMillis());
    request.setReadTimeout((int) SILENCE.toMillis());
    request.setInstanceFollowRedirects(false);
    request.setUseCaches(false);
    // A blob may be elsewhere; that host is no business of the registry's credentials.
    if (base.getRawAuthority().equals(target.getRawAuthority())) {
      authorization.ifPresent(it -> request.setRequestProperty("Authorization", it));
    }
    return request;
  }

  private void logIn(HttpURLConnection refused) throws IOException {
    var header = Optional.ofNullable(refused.getHeaderField("WWW-Authenticate")).orElse("");
    authorization =
        switch (Challenge.parse(header)) {
          case Challenge.Basic _ ->
              Optional.of(
                  credentials
                      .orElseThrow(() -> failure(refused, 401, "no basic auth credentials"))
                      .basic());
          case Challenge.Bearer bearer -> Optional.of("Bearer " + fetchToken(bearer));
          case Challenge.Other(var text) ->
              throw failure(refused, 401, "unauthorized: unknown challenge '%s'".formatted(text));
        };
  }

  private String fetchToken(Challenge.Bearer challenge) throws IOException {
    var query = new StringBuilder("?");
    challenge.service().ifPresent(it -> query.append("service=").append(encode(it)));
    scopes.forEach(it -> query.append("&scope=").append(encode(it)));
    credentials.ifPresent(it -> query.append("&account=").append(encode(it.user())));
    var request =
        (HttpURLConnection) URI.create(challenge.realm() + query).toURL().openConnection();
    request.setConnectTimeout((int) CONNECT.toMillis());
    request.setReadTimeout((int) SILENCE.toMillis());
    credentials.ifPresent(it -> request.setRequestProperty("Authorization", it.basic()));
    requireSuccess(request);
    try (var body = request.getInputStream()) {
      var json = Json.tree(body.readNBytes(LARGEST_DOCUMENT));
      return json.path("token").asText(json.path("access_token").asText());
    }
  }

  private void requireSuccess(HttpURLConnection request) throws IOException {
    int status = status(request);
    if (status / 100 == 2) {
      return;
    }
    var text = RegistryErrors.read(request);
    throw failure(request, status, text);
  }

  private static RegistryFailure failure(HttpURLConnection request, int status, String text) {
    return new RegistryFailure(status, said(request, text));
  }

  /// As Go words it: `Get "http://…": …`.
  private static String said(HttpURLConnection request, String text) {
    var method = request.getRequestMethod();
    var shown = method.charAt(0) + method.substring(1).toLowerCase(Locale.ROOT);
    return "%s \"%s\": %s".formatted(shown, request.getURL(), text);
  }

  private int status(HttpURLConnection request) throws IOException {
    try {
      return request.getResponseCode();
    } catch (IOException e) {
      throw new IOException(said(request, RegistryErrors.words(e)), e);
    }
  }

  private static void copy(InputStream in, OutputStream out, Transfer progress) throws IOException {
    var buffer = new byte[BUFFER];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      out.write(buffer, 0, read);
      progress.advance(read);
    }
  }

  /// Reads what is left, so that the connection can serve again.
  private static void drain(HttpURLConnection response) throws IOException {
    var error = response.getErrorStream();
    try (var body = error == null ? response.getInputStream() : error) {
      body.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      if (response.getResponseCode() / 100 == 2) {
        throw e;
      }
    }
  }

  /// A name that only begins like this machine's, such as `localhost.example.org`, is another's.
  static URI baseOf(String registry) {
    var host = registry.equals("docker.io") ? "registry-1.docker.io" : registry;
    return URI.create((THIS_MACHINE.matcher(host).matches() ? "http://" : "https://") + host);
  }

  private static String manifestPath(String repository, String reference) {
    return "/v2/%s/manifests/%s".formatted(repository, reference);
  }

  private static String blobPath(String repository, Digest digest) {
    return "/v2/%s/blobs/%s".formatted(repository, digest);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
