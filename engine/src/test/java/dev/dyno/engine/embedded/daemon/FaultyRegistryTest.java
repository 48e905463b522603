package dev.dyno.engine.embedded.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.engine.embedded.Eventually;
import dev.dyno.engine.embedded.RawHttp;
import dev.dyno.engine.embedded.fault.Fault;
import dev.dyno.engine.embedded.fault.FaultPlan;
import dev.dyno.engine.embedded.fault.Often;
import dev.dyno.engine.embedded.fault.Place;
import dev.dyno.engine.embedded.fault.What;
import dev.dyno.engine.embedded.registry.Authentication;
import dev.dyno.engine.embedded.registry.RequestKind;
import dev.dyno.engine.embedded.registry.SyntheticImage;
import dev.dyno.engine.registry.Platform;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the daemon makes of a registry that goes wrong: it says so in docker's words, keeps nothing
/// of the image, and has it at the next pull.
@Timeout(180)
class FaultyRegistryTest {
  @TempDir Path folder;
  private Stand stand;
  private String image;

  @BeforeEach
  void start() throws IOException {
    stand = Stand.in(folder);
    image = stand.seed("app", 1);
  }

  @AfterEach
  void nothing_is_left_and_the_next_pull_has_the_image() throws Exception {
    stand.registry().faults().clear();
    Eventually.isTrue("no request is being served", () -> stand.daemon().inFlight() == 0);
    Eventually.isTrue("no request at the registry", () -> stand.registry().inFlight() == 0);
    assertThat(folder.resolve("daemon/incoming")).isEmptyDirectory();
    assertThat(stand.pull(image, credentials()).body()).contains("Status: ");
    stand.close();
  }

  @ParameterizedTest
  @CsvSource({
    "403, denied: requested access to the resource is denied",
    "429, 'toomanyrequests: retry-after: 2s, allowed: 1/minute'",
    "500, the registry answered 500",
    "503, the registry answered 503",
  })
  void a_refused_manifest_is_an_error_before_the_stream(int status, String words) throws Exception {
    use(at(new What.Status(status, Optional.of(Duration.ofSeconds(2)))).on("manifest-get"));

    var answer = stand.pull(image);

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains(words);
    assertThat(stand.stored()).isEmpty();
  }

  @Test
  void a_manifest_that_is_not_there_is_not_found() throws Exception {
    use(at(new What.Status(404, Optional.empty())).on("manifest-head"));

    assertThat(stand.pull(image).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({"403, denied", "404, blob unknown", "429, toomanyrequests", "502, answered 502"})
  void a_refused_blob_is_an_error_inside_the_stream(int status, String words) throws Exception {
    use(at(new What.Status(status, Optional.empty())).on("blob-get").happening(new Often.Every(3)));

    var answer = stand.pull(image);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("errorDetail", words);
    assertThat(stand.stored()).isEmpty();
  }

  @Test
  void a_token_that_expires_on_the_way_is_fetched_anew_once() throws Exception {
    useTokens();
    use(at(new What.Status(401, Optional.empty())).on("blob-get").happening(new Often.First(1)));

    assertThat(stand.pull(image, credentials()).body()).contains("Status: Downloaded");

    assertThat(stand.registry().counters().of(RequestKind.TOKEN)).isEqualTo(2);
  }

  @Test
  void tokens_that_always_expire_are_unauthorized_and_not_asked_for_for_ever() throws Exception {
    useTokens();
    use(at(new What.Status(401, Optional.empty())).on("manifest-head"));

    var answer = stand.pull(image, credentials());

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("unauthorized: authentication required");
    assertThat(stand.registry().counters().of(RequestKind.MANIFEST_HEAD)).isEqualTo(2);
    assertThat(stand.registry().counters().of(RequestKind.TOKEN)).isEqualTo(2);
  }

  @Test
  void a_truncated_layer_is_cut_off_and_nothing_of_the_image_stays() throws Exception {
    use(at(new What.Truncated(30_000)).on("blob-get"));

    assertThat(stand.pull(image).body())
        .contains("errorDetail", "cut off after 30000 of", "expected digest sha256:");

    assertThat(stand.stored()).isEmpty();
  }

  @Test
  void a_layer_whose_connection_is_reset_is_cut_off_and_the_reset_is_named() throws Exception {
    use(at(new What.ResetInBody(30_000)).on("blob-get"));

    assertThat(stand.pull(image).body()).contains("errorDetail", "cut off after", "reset");

    assertThat(stand.stored()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "manifest-get, 200, manifest is corrupt",
    "blob-get, 100, blob is corrupt",
    "blob-get, 30000, layer is corrupt",
  })
  void a_wrong_digest_is_named_and_nothing_of_the_image_stays(
      String operation, long position, String words) throws Exception {
    use(at(new What.WrongDigest(position)).on(operation));

    assertThat(stand.pull(image).body()).contains(words, "expected digest", "saw sha256:");

    assertThat(stand.stored()).isEmpty();
  }

  @Test
  void a_registry_that_refuses_connections_is_named() throws Exception {
    use(at(new What.Refused(Duration.ofMinutes(10))).on("blob-get").happening(new Often.First(1)));
    assertThat(stand.pull(image).body()).contains("errorDetail");
    assertThat(stand.stored()).isEmpty();

    var answer = stand.pull(image);

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("connection refused");
    stand.registry().faults().clear();
    Eventually.isTrue("the registry is back", () -> stand.pull(image).body().contains("Status: "));
  }

  @ParameterizedTest
  @CsvSource({"ping", "manifest-head", "manifest-get", "blob-get"})
  void a_pull_from_a_registry_that_hangs_ends_with_its_client(String operation) throws Exception {
    use(at(new What.Hang()).on(operation));
    var uri = URI.create("http://" + stand.daemon().uri().getAuthority());
    try (var client = RawHttp.to(uri).ask("POST", "/images/create?fromImage=" + image)) {
      Eventually.isTrue(
          "the registry hangs", () -> stand.registry().faults().strikes("fault").struck() >= 1);
      assertThat(client.socket().isConnected()).isTrue();
    }

    Eventually.isTrue("the pull has ended", () -> stand.daemon().inFlight() == 0);
    Eventually.isTrue("the registry knows", () -> stand.registry().inFlight() == 0);
    assertThat(stand.stored()).isEmpty();
  }

  @Test
  void a_registry_with_a_full_disk_fails_the_push_in_its_stream() throws Exception {
    var one = stand.registry().host() + "/one:1";
    stand
        .registry()
        .seed(
            new SyntheticImage(
                "one", "1", List.of(Platform.parse("linux/amd64")), 1, 100_000, 0.5, 3));
    stand.pull(one);
    var other = stand.registry().host() + "/other";
    stand.send("POST", "/images/%s/tag?repo=%s&tag=1".formatted(one, other), new byte[0]);
    // Nothing to mount from.
    stand.send("DELETE", "/images/" + one, new byte[0]);
    use(Fault.at(Place.REGISTRY, new What.FullDisk(0)).named("fault"));

    var answer = stand.send("POST", "/images/%s/push?tag=1".formatted(other), new byte[0]);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("errorDetail", "unknown: unknown error");
    assertThat(folder.resolve("registry/incoming")).isEmptyDirectory();
  }

  private void useTokens() {
    stand
        .registry()
        .authentication(new Authentication.Bearer("ann", "secret", Duration.ofMinutes(5)));
  }

  private static String[] credentials() {
    return new String[] {"X-Registry-Auth", Stand.registryAuth("ann", "secret")};
  }

  private void use(Fault fault) {
    stand.registry().faults().use(FaultPlan.of(fault));
  }

  private static Fault at(What what) {
    return Fault.at(Place.REGISTRY, what).named("fault");
  }
}
