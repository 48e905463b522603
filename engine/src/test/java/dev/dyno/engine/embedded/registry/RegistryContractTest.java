package dev.dyno.engine.embedded.registry;

import static dev.dyno.engine.embedded.registry.RegistryCaller.header;
import static dev.dyno.engine.embedded.registry.RegistryCaller.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dyno.engine.embedded.content.MediaTypes;
import dev.dyno.engine.registry.Digest;
import dev.dyno.engine.registry.Platform;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryContractTest {
  private static final byte[] BLOB = "0123456789".getBytes(StandardCharsets.UTF_8);
  private static final Digest BLOB_DIGEST = Digest.sha256(BLOB);
  private static final String BLOB_PATH = "/v2/team/app/blobs/" + BLOB_DIGEST;
  private static final String UPLOADS = "/v2/team/app/blobs/uploads/";

  @TempDir Path store;
  private EmbeddedRegistry registry;
  private RegistryCaller caller;

  @BeforeEach
  void start() throws IOException {
    registry = EmbeddedRegistry.start(0, store);
    caller = RegistryCaller.of(registry);
  }

  @AfterEach
  void stop() throws IOException {
    caller.close();
    registry.close();
  }

  @Test
  void says_that_it_is_a_registry() throws Exception {
    var answer = caller.get("/v2/");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(header(answer, "Docker-Distribution-Api-Version")).isEqualTo("registry/2.0");
  }

  @Test
  void takes_a_blob_in_pieces() throws Exception {
    var begun = caller.send("POST", UPLOADS, "");
    assertThat(begun.statusCode()).isEqualTo(202);
    var location = header(begun, "Location");
    var first =
        caller.send(
            "PATCH", location, "01234".getBytes(StandardCharsets.UTF_8), "Content-Range", "0-4");
    assertThat(header(first, "Range")).isEqualTo("0-4");
    var misplaced =
        caller.send(
            "PATCH", location, "x".getBytes(StandardCharsets.UTF_8), "Content-Range", "9-9");
    assertThat(misplaced.statusCode()).isEqualTo(416);
    var ended = caller.send("PUT", location + "?digest=" + BLOB_DIGEST, "56789");

    assertThat(ended.statusCode()).isEqualTo(201);
    assertThat(caller.get(BLOB_PATH).body()).isEqualTo(BLOB);
    assertThat(caller.send("PATCH", location, "x").statusCode()).isEqualTo(404);
  }

  @Test
  void takes_a_blob_in_one_request() throws Exception {
    assertThat(upload("team/app").statusCode()).isEqualTo(201);

    var head = caller.send("HEAD", BLOB_PATH, "");
    assertThat(header(head, "Content-Length")).isEqualTo("10");
    assertThat(header(head, "Docker-Content-Digest")).isEqualTo(BLOB_DIGEST.toString());
  }

  @Test
  void refuses_a_blob_with_another_digest() throws Exception {
    var wrong = caller.send("POST", UPLOADS + "?digest=" + Digest.sha256(new byte[0]), "other");

    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(text(wrong)).contains("\"code\":\"DIGEST_INVALID\"");
    assertThat(store.resolve("incoming")).isEmptyDirectory();
  }

  @Test
  void mounts_what_another_repository_has_and_nothing_else() throws Exception {
    upload("team/app");

    var mounted =
        caller.send("POST", "/v2/other/blobs/uploads/?from=team/app&mount=" + BLOB_DIGEST, "");
    var unknown =
        caller.send("POST", "/v2/other/blobs/uploads/?from=nobody&mount=" + BLOB_DIGEST, "");

    assertThat(mounted.statusCode()).isEqualTo(201);
    assertThat(unknown.statusCode()).isEqualTo(202);
    assertThat(caller.get("/v2/other/blobs/" + BLOB_DIGEST).body()).isEqualTo(BLOB);
    assertThat(caller.get("/v2/third/blobs/" + BLOB_DIGEST).statusCode()).isEqualTo(404);
  }

  @Test
  void serves_parts_of_a_blob() throws Exception {
    upload("team/app");

    assertThat(part("bytes=2-4")).isEqualTo("206 bytes 2-4/10 234");
    assertThat(part("bytes=8-")).isEqualTo("206 bytes 8-9/10 89");
    assertThat(part("bytes=-3")).isEqualTo("206 bytes 7-9/10 789");
    assertThat(part("bytes=5-99")).isEqualTo("206 bytes 5-9/10 56789");
    assertThat(part("bytes=10-")).isEqualTo("416 bytes */10 ");
    assertThat(part("bytes=0-1,3-4")).isEqualTo("200  0123456789");
  }

  @Test
  void serves_a_manifest_by_tag_and_by_digest_until_it_is_deleted() throws Exception {
    var digest = registry.seed(image("team/app", "1"));

    for (var reference : List.of("1", digest.toString())) {
      var answer = caller.get("/v2/team/app/manifests/" + reference);
      assertThat(header(answer, "Docker-Content-Digest")).isEqualTo(digest.toString());
      assertThat(header(answer, "Content-Type")).isEqualTo(MediaTypes.OCI_MANIFEST);
      assertThat(Digest.sha256(answer.body())).isEqualTo(digest);
    }
    assertThat(caller.send("DELETE", "/v2/team/app/manifests/" + digest, "").statusCode())
        .isEqualTo(202);
    assertThat(caller.get("/v2/team/app/manifests/1").statusCode()).isEqualTo(404);
    assertThat(text(caller.get("/v2/team/app/manifests/1"))).contains("MANIFEST_UNKNOWN");
  }

  @Test
  void refuses_a_manifest_without_its_blobs() throws Exception {
    registry.seed(image("team/app", "1"));
    var manifest = caller.get("/v2/team/app/manifests/1").body();

    var elsewhere =
        caller.send(
            "PUT", "/v2/elsewhere/manifests/1", manifest, "Content-Type", MediaTypes.OCI_MANIFEST);
    var nonsense = caller.send("PUT", "/v2/team/app/manifests/1", "{}");

    assertThat(text(elsewhere)).contains("MANIFEST_BLOB_UNKNOWN");
    assertThat(text(nonsense)).contains("MANIFEST_INVALID");
  }

  @Test
  void lists_tags_and_repositories_page_by_page() throws Exception {
    for (var tag : List.of("1", "2", "3")) {
      registry.seed(image("team/app", tag));
    }
    registry.seed(image("zoo", "1"));

    assertThat(text(caller.get("/v2/_catalog")))
        .isEqualTo("{\"repositories\":[\"team/app\",\"zoo\"]}");
    var page = caller.get("/v2/team/app/tags/list?n=2");
    assertThat(text(page)).contains("[\"1\",\"2\"]");
    assertThat(header(page, "Link")).isEqualTo("</v2/team/app/tags/list?last=2&n=2>; rel=\"next\"");
    assertThat(text(caller.get("/v2/team/app/tags/list?last=2"))).contains("[\"3\"]");
    assertThat(text(caller.get("/v2/nobody/tags/list"))).contains("NAME_UNKNOWN");
  }

  @Test
  void refuses_names_that_would_leave_the_store() throws Exception {
    var answer = caller.get("/v2/..%2f..%2fetc/manifests/passwd");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(text(answer)).contains("NAME_INVALID");
  }

  @Test
  void content_survives_a_restart() throws Exception {
    var digest = registry.seed(image("team/app", "1"));
    registry.close();
    registry = EmbeddedRegistry.start(0, store);

    try (var again = RegistryCaller.of(registry)) {
      assertThat(Digest.sha256(again.get("/v2/team/app/manifests/1").body())).isEqualTo(digest);
    }
  }

  @Test
  void a_taken_port_is_named_in_the_error() {
    int port = registry.uri().getPort();

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> EmbeddedRegistry.start(port, store.resolve("other")))
        .withMessageContaining(":" + port)
        .withMessageContaining("choose another port");
  }

  @Test
  void answers_a_tls_greeting_instead_of_hanging() throws Exception {
    byte[] clientHello = {0x16, 3, 1, 0, 5, 1, 0, 0, 1, 3};
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), registry.uri().getPort())) {
      socket.setSoTimeout(5_000);
      socket.getOutputStream().write(clientHello);

      assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 400");
    }
  }

  private HttpResponse<byte[]> upload(String repository) throws Exception {
    return caller.send(
        "POST", "/v2/%s/blobs/uploads/?digest=%s".formatted(repository, BLOB_DIGEST), BLOB);
  }

  private String part(String range) throws Exception {
    var answer = caller.get(BLOB_PATH, "Range", range);
    return answer.statusCode() + " " + header(answer, "Content-Range") + " " + text(answer);
  }

  static SyntheticImage image(String repository, String tag) {
    return new SyntheticImage(
        repository, tag, List.of(Platform.parse("linux/amd64")), 2, 10_000, 0.5, 1);
  }
}
