package dev.dyno.engine.embedded.fault;

import static dev.dyno.engine.embedded.fault.FaultyRegistry.MANIFEST;
import static dev.dyno.engine.embedded.fault.FaultyRegistry.at;
import static dev.dyno.engine.embedded.fault.FaultyRegistry.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dyno.engine.embedded.Eventually;
import dev.dyno.engine.registry.Digest;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Faults of the registry inside a body, as a client sees them on the wire. After each: nothing is
/// left, and all is well without the fault. Times are checked from below only.
@Timeout(180)
class RegistryBodyFaultTest {
  @TempDir Path folder;
  private FaultyRegistry stand;

  @BeforeEach
  void start() throws Exception {
    stand = FaultyRegistry.in(folder);
  }

  @AfterEach
  void nothing_is_left_and_all_is_well_without_faults() throws Exception {
    stand.end();
  }

  @Test
  void bandwidth_is_limited_where_it_is_asked_for() throws Exception {
    stand.use(at(new What.Bandwidth(200_000, 0)).on("blob-get"));
    long start = System.nanoTime();

    assertThat(stand.body(stand.blob())).isEqualTo(stand.content());

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(240));
    stand.body(MANIFEST);
    assertThat(stand.registry().faults().strikes()).containsExactly(new Strikes("fault", 1, 1));
  }

  @Test
  void a_slow_drip_brings_every_byte() throws Exception {
    stand.use(at(new What.Drip(500, Duration.ofMillis(2))).on("blob-get"));
    long start = System.nanoTime();

    assertThat(stand.body(stand.blob())).isEqualTo(stand.content());

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(2L * (stand.content().length / 500)));
  }

  @Test
  void an_answer_that_drips_flows_again_when_the_fault_is_switched_off() throws Exception {
    stand.use(at(new What.Drip(1, Duration.ofMinutes(10))).on("blob-get"));
    try (var client = stand.ask(stand.blob())) {
      Eventually.isTrue("the body drips", () -> stand.struck() == 1);

      stand.registry().faults().clear();

      client.head();
      assertThat(client.bytes(stand.content().length)).isEqualTo(stand.content());
    }
  }

  @Test
  void a_connection_is_reset_inside_the_body() throws Exception {
    stand.use(at(new What.ResetInBody(30_000)).on("blob-get"));
    try (var client = stand.ask(stand.blob())) {
      assertThat(client.head().status()).isEqualTo(200);
      assertThatExceptionOfType(SocketException.class)
          .isThrownBy(client::rest)
          .withMessageContaining("reset");
    }
  }

  @Test
  void a_truncated_blob_ends_in_order_but_before_its_length() throws Exception {
    stand.use(at(new What.Truncated(30_000)).on("blob-get"));
    try (var client = stand.ask(stand.blob())) {
      assertThat(client.head().headers())
          .containsEntry("content-length", Integer.toString(stand.content().length));
      assertThat(client.rest()).hasSize(30_000);
    }
  }

  @Test
  void what_is_shorter_is_not_truncated_and_does_not_count() throws Exception {
    stand.use(at(new What.Truncated(stand.content().length)));

    assertThat(stand.body(stand.blob())).isEqualTo(stand.content());

    assertThat(stand.registry().faults().strikes()).containsExactly(new Strikes("fault", 0, 0));
  }

  @Test
  void a_blob_with_a_wrong_digest_differs_in_one_bit() throws Exception {
    stand.use(at(new What.WrongDigest(30_000)).on("blob-get"));

    var answer = stand.get(stand.blob());

    var seen = answer.body();
    assertThat(seen).hasSameSizeAs(stand.content());
    assertThat(seen[30_000] ^ stand.content()[30_000]).isEqualTo(1);
    seen[30_000] ^= 1;
    assertThat(seen).isEqualTo(stand.content());
    assertThat(answer.headers().firstValue("Docker-Content-Digest"))
        .contains(Digest.sha256(stand.content()).toString());
  }

  @Test
  void a_body_that_hangs_gives_what_came_before() throws Exception {
    stand.use(at(new What.HangInBody(30_000)).on("blob-get"));
    try (var client = stand.ask(stand.blob())) {
      client.head();
      assertThat(client.bytes(30_000)).hasSize(30_000);
      assertThatExceptionOfType(SocketTimeoutException.class)
          .isThrownBy(() -> client.patience(Duration.ofMillis(300)).bytes(1));
    }
  }

  @Test
  void a_full_disk_refuses_an_upload_and_keeps_nothing_of_it() throws Exception {
    stand.use(Fault.at(Place.REGISTRY, new What.FullDisk(10_000)).named("fault"));
    var upload = new byte[20_000];
    var path = "/v2/team/app/blobs/uploads/?digest=" + Digest.sha256(upload);

    var answer = stand.send("POST", path, upload);

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(text(answer)).contains("\"code\":\"UNKNOWN\"", "No space left on device");
    assertThat(folder.resolve("incoming")).isEmptyDirectory();
    stand.registry().faults().clear();
    assertThat(stand.send("POST", path, upload).statusCode()).isEqualTo(201);
  }

  @Test
  void a_disk_has_room_up_to_the_byte() throws Exception {
    stand.use(Fault.at(Place.REGISTRY, new What.FullDisk(20_000)).named("fault"));
    var upload = new byte[20_000];

    var exact = stand.send("POST", uploadOf(upload), upload);
    var more = stand.send("POST", uploadOf(new byte[1]), new byte[1]);

    assertThat(exact.statusCode()).isEqualTo(201);
    assertThat(more.statusCode()).isEqualTo(500);
  }

  private static String uploadOf(byte[] content) {
    return "/v2/team/app/blobs/uploads/?digest=" + Digest.sha256(content);
  }
}
