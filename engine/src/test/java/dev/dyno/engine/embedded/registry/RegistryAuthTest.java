package dev.dyno.engine.embedded.registry;

import static dev.dyno.engine.embedded.registry.RegistryCaller.basic;
import static dev.dyno.engine.embedded.registry.RegistryCaller.header;
import static dev.dyno.engine.embedded.registry.RegistryCaller.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.engine.embedded.http.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryAuthTest {
  private static final String MANIFEST = "/v2/team/app/manifests/1";

  @TempDir Path store;
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private EmbeddedRegistry registry;
  private RegistryCaller caller;

  @BeforeEach
  void start() throws IOException {
    registry = EmbeddedRegistry.start(0, store, now::get);
    registry.seed(RegistryContractTest.image("team/app", "1"));
    caller = RegistryCaller.of(registry);
  }

  @AfterEach
  void stop() throws IOException {
    caller.close();
    registry.close();
  }

  @Test
  void basic_lets_the_right_password_in_and_no_other() throws Exception {
    registry.authentication(new Authentication.Basic("ann", "secret"));

    assertThat(caller.get(MANIFEST, "Authorization", basic("ann", "secret")).statusCode())
        .isEqualTo(200);
    assertThat(caller.get(MANIFEST, "Authorization", basic("ann", "wrong")).statusCode())
        .isEqualTo(401);
    var anonymous = caller.get("/v2/");
    assertThat(header(anonymous, "WWW-Authenticate")).isEqualTo("Basic realm=\"dyno\"");
    assertThat(text(anonymous)).contains("UNAUTHORIZED");
  }

  @Test
  void a_token_opens_what_its_scope_says() throws Exception {
    useTokens();
    var pull = token("repository:team/app:pull");

    assertThat(status("GET", MANIFEST, pull)).isEqualTo(200);
    assertThat(status("GET", "/v2/", pull)).isEqualTo(200);
    assertThat(status("POST", "/v2/team/app/blobs/uploads/", pull)).isEqualTo(401);
    assertThat(status("GET", "/v2/other/manifests/1", pull)).isEqualTo(401);
    var push = token("repository:team/app:pull,push");
    assertThat(status("POST", "/v2/team/app/blobs/uploads/", push)).isEqualTo(202);
  }

  @Test
  void the_challenge_says_where_to_get_which_token() throws Exception {
    useTokens();

    assertThat(header(caller.get(MANIFEST), "WWW-Authenticate"))
        .isEqualTo(
            "Bearer realm=\"%s/token\",service=\"dyno\",scope=\"repository:team/app:pull\""
                .formatted(registry.uri()));
  }

  @Test
  void a_token_expires() throws Exception {
    useTokens();
    var token = token("repository:team/app:pull");
    now.set(Instant.EPOCH.plusSeconds(59));
    assertThat(status("GET", MANIFEST, token)).isEqualTo(200);

    now.set(Instant.EPOCH.plusSeconds(60));

    assertThat(status("GET", MANIFEST, token)).isEqualTo(401);
    assertThat(header(caller.get(MANIFEST, "Authorization", "Bearer " + token), "WWW-Authenticate"))
        .contains("error=\"invalid_token\"");
  }

  @Test
  void a_wrong_password_gets_no_token() throws Exception {
    useTokens();

    assertThat(caller.get("/token", "Authorization", basic("ann", "wrong")).statusCode())
        .isEqualTo(401);
    assertThat(caller.get("/token").statusCode()).isEqualTo(401);
  }

  @Test
  void without_the_right_to_read_the_source_a_mount_becomes_an_upload() throws Exception {
    useTokens();
    var blob = store.resolve("blobs");
    assertThat(blob).isNotEmptyDirectory();
    var layer =
        Json.tree(
                caller
                    .get(MANIFEST, "Authorization", "Bearer " + token("repository:team/app:pull"))
                    .body())
            .path("layers")
            .path(0)
            .path("digest")
            .asText();
    var path = "/v2/other/blobs/uploads/?from=team/app&mount=" + layer;

    assertThat(status("POST", path, token("repository:other:pull,push"))).isEqualTo(202);
    var both = token("repository:other:pull,push repository:team/app:pull");
    assertThat(status("POST", path, both)).isEqualTo(201);
  }

  @Test
  void passwords_are_not_printed() {
    assertThat(new Authentication.Basic("ann", "secret").toString()).doesNotContain("secret");
    assertThat(new Authentication.Bearer("ann", "secret", Duration.ofMinutes(1)).toString())
        .doesNotContain("secret");
  }

  private void useTokens() {
    registry.authentication(new Authentication.Bearer("ann", "secret", Duration.ofMinutes(1)));
  }

  private String token(String scope) throws Exception {
    var answer =
        caller.get(
            "/token?service=dyno&scope=" + scope.replace(" ", "%20"),
            "Authorization",
            basic("ann", "secret"));
    var json = Json.tree(answer.body());
    assertThat(json.path("expires_in").asLong()).isEqualTo(60);
    return json.path("token").asText();
  }

  private int status(String method, String path, String token) throws Exception {
    return caller.send(method, path, new byte[0], "Authorization", "Bearer " + token).statusCode();
  }
}
