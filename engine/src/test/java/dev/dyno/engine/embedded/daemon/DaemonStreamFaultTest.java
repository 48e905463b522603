package dev.dyno.engine.embedded.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dyno.engine.embedded.Eventually;
import dev.dyno.engine.embedded.RawHttp;
import dev.dyno.engine.embedded.fault.Fault;
import dev.dyno.engine.embedded.fault.FaultPlan;
import dev.dyno.engine.embedded.fault.Often;
import dev.dyno.engine.embedded.fault.Place;
import dev.dyno.engine.embedded.fault.What;
import dev.dyno.engine.embedded.http.Json;
import dev.dyno.engine.embedded.registry.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Faults of the daemon inside its streams, and clients that leave. After each: nothing is left,
/// and all is well without the fault.
@Timeout(180)
class DaemonStreamFaultTest {
  @TempDir Path folder;
  private Stand stand;
  private String image;

  @BeforeEach
  void start() throws IOException {
    stand = Stand.in(folder);
    image = stand.seed("app", 1);
  }

  @AfterEach
  void nothing_is_left_and_all_is_well_without_faults() throws Exception {
    stand.daemon().faults().clear();
    Eventually.isTrue("no request is being served", () -> stand.daemon().inFlight() == 0);
    Eventually.isTrue("no request at the registry", () -> stand.registry().inFlight() == 0);
    assertThat(folder.resolve("daemon/incoming")).isEmptyDirectory();
    assertThat(stand.pull(image).body()).contains("Status: ");
    stand.close();
  }

  @Test
  void an_error_in_the_stream_of_a_pull_is_its_last_message_and_nothing_of_it_stays()
      throws Exception {
    use(at(new What.ErrorDetail("the disk is on fire", 1)).on("pull"));

    var answer = stand.pull(image);

    assertThat(answer.statusCode()).isEqualTo(200);
    var messages = answer.body().lines().toList();
    assertThat(messages.getFirst()).contains("Pulling from app");
    assertThat(messages).hasSize(2);
    var last = Json.tree(messages.getLast().getBytes(StandardCharsets.UTF_8));
    assertThat(last.path("errorDetail").path("message").asText()).isEqualTo("the disk is on fire");
    assertThat(last.path("error").asText()).isEqualTo("the disk is on fire");
    Eventually.isTrue("the pull was abandoned", () -> stand.stored().isEmpty());
    assertThat(stand.send("GET", "/images/json", new byte[0]).body()).isEqualTo("[]");
  }

  @Test
  void an_error_ends_the_streams_of_push_and_build_too() throws Exception {
    stand.pull(image);
    use(at(new What.ErrorDetail("no", 0)));

    var push = stand.send("POST", "/images/%s/push".formatted(image), new byte[0]);
    var build = stand.send("POST", "/build?t=built:1", context("FROM " + image + "\nLABEL a=b\n"));

    assertThat(push.body()).startsWith("{\"errorDetail\"").hasLineCount(1);
    assertThat(build.body()).startsWith("{\"errorDetail\"").hasLineCount(1);
    assertThat(stand.send("GET", "/images/json", new byte[0]).body()).doesNotContain("built:1");
  }

  @Test
  void an_error_in_a_stream_is_not_written_into_a_refusal() throws Exception {
    use(at(new What.ErrorDetail("no", 0)));

    var missing = stand.pull(stand.registry().host() + "/nobody:1");

    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.body()).contains("/nobody:1 not found").doesNotContain("errorDetail");
  }

  @Test
  void a_daemon_that_ignores_cancellation_has_the_image_though_its_client_left() throws Exception {
    stand.registry().shape(new Shape(Duration.ZERO, 50_000, 0));
    use(at(new What.IgnoredCancellation()).on("pull"));
    try (var client = daemon().ask("POST", "/images/create?fromImage=" + image)) {
      assertThat(client.head().status()).isEqualTo(200);
    }
    Eventually.isTrue("the client was missed", () -> struck() == 1);
    stand.registry().shape(Shape.UNSHAPED);

    Eventually.isTrue("the image is there", this::hasImage);
  }

  @Test
  void a_daemon_that_ignores_cancellation_does_so_before_its_answer_begins() throws Exception {
    stand.registry().shape(new Shape(Duration.ofMinutes(10), 0, 0));
    use(at(new What.IgnoredCancellation()).on("pull"));
    try (var client = daemon().ask("POST", "/images/create?fromImage=" + image)) {
      Eventually.isTrue("the pull is on its way", () -> stand.registry().inFlight() == 1);
      assertThat(client.socket().isConnected()).isTrue();
    }
    Eventually.isTrue("the client was missed", () -> struck() == 1);
    stand.registry().shape(Shape.UNSHAPED);

    Eventually.isTrue("the image is there", this::hasImage);
  }

  @Test
  void without_that_fault_a_client_that_leaves_cancels_its_pull_before_the_answer_begins()
      throws Exception {
    stand.registry().shape(new Shape(Duration.ofMinutes(10), 0, 0));
    try (var client = daemon().ask("POST", "/images/create?fromImage=" + image)) {
      Eventually.isTrue("the pull is on its way", () -> stand.registry().inFlight() == 1);
      assertThat(client.socket().isConnected()).isTrue();
    }

    Eventually.isTrue("the pull has ended", () -> stand.daemon().inFlight() == 0);

    stand.registry().shape(Shape.UNSHAPED);
    assertThat(hasImage()).isFalse();
  }

  @Test
  void a_client_that_leaves_cancels_its_push() throws Exception {
    stand.pull(image);
    var other = stand.registry().host() + "/other";
    stand.send("POST", "/images/%s/tag?repo=%s&tag=1".formatted(image, other), new byte[0]);
    stand.registry().faults().use(FaultPlan.of(Fault.at(Place.REGISTRY, new What.Hang())));
    try (var client = daemon().ask("POST", "/images/%s/push?tag=1".formatted(other))) {
      assertThat(client.head().status()).isEqualTo(200);
      Eventually.isTrue("the push hangs", () -> stand.registry().inFlight() == 1);
    }

    Eventually.isTrue("the push has ended", () -> stand.daemon().inFlight() == 0);
    Eventually.isTrue("the registry knows", () -> stand.registry().inFlight() == 0);
    stand.registry().faults().clear();
  }

  @Test
  void a_stream_that_hangs_ends_with_its_client_and_its_pull_is_abandoned() throws Exception {
    use(at(new What.HangInBody(40)).on("pull"));
    try (var client = daemon().ask("POST", "/images/create?fromImage=" + image)) {
      assertThat(client.head().status()).isEqualTo(200);
      Eventually.isTrue("the stream hangs", () -> struck() == 1);
    }

    Eventually.isTrue("the pull has ended", () -> stand.daemon().inFlight() == 0);
    assertThat(stand.stored()).isEmpty();
  }

  @Test
  void a_reset_inside_the_stream_cancels_the_pull() throws Exception {
    use(at(new What.ResetInBody(40)).on("pull"));
    try (var client = daemon().ask("POST", "/images/create?fromImage=" + image)) {
      assertThatExceptionOfType(SocketException.class)
          .isThrownBy(
              () -> {
                client.head();
                client.rest();
              })
          .withMessageContaining("reset");
    }

    Eventually.isTrue("the pull was abandoned", () -> stand.stored().isEmpty());
    assertThat(hasImage()).isFalse();
  }

  @Test
  void a_truncated_stream_is_no_whole_answer() throws Exception {
    use(at(new What.Truncated(40)).on("pull"));

    assertThatExceptionOfType(IOException.class).isThrownBy(() -> stand.pull(image));

    Eventually.isTrue("the pull was abandoned", () -> stand.stored().isEmpty());
  }

  @Test
  void a_full_disk_fails_the_pull_in_its_stream_and_keeps_nothing() throws Exception {
    use(Fault.at(Place.DAEMON, new What.FullDisk(100_000)).named("fault"));

    var answer = stand.pull(image);

    assertThat(answer.body()).contains("errorDetail", "cannot be stored: No space left on device");
    assertThat(stand.stored()).isEmpty();
    assertThat(hasImage()).isFalse();
  }

  @Test
  void a_disk_that_is_full_for_one_write_fails_the_pull_all_the_same() throws Exception {
    use(
        Fault.at(Place.DAEMON, new What.FullDisk(20_000))
            .named("fault")
            .happening(new Often.First(1)));

    assertThat(stand.pull(image).body()).contains("No space left on device");

    assertThat(stand.stored()).isEmpty();
    assertThat(struck()).isEqualTo(1);
  }

  @Test
  void an_image_that_cannot_be_written_down_is_not_there() throws Exception {
    var inTheWay = Files.createDirectory(folder.resolve("daemon/images.json.part"));

    assertThat(stand.pull(image).body()).contains("errorDetail", "images.json.part");

    assertThat(hasImage()).isFalse();
    assertThat(stand.stored()).isEmpty();
    Files.delete(inTheWay);
  }

  private void use(Fault fault) {
    stand.daemon().faults().use(FaultPlan.of(fault));
  }

  private static Fault at(What what) {
    return Fault.at(Place.DAEMON, what).named("fault");
  }

  private long struck() {
    return stand.daemon().faults().strikes("fault").struck();
  }

  private boolean hasImage() throws Exception {
    return stand.send("GET", "/images/json", new byte[0]).body().contains(image);
  }

  private RawHttp daemon() throws IOException {
    return RawHttp.to(URI.create("http://" + stand.daemon().uri().getAuthority()));
  }

  private static byte[] context(String dockerfile) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(bytes)) {
      var content = dockerfile.getBytes(StandardCharsets.UTF_8);
      var entry = new TarArchiveEntry("Dockerfile");
      entry.setSize(content.length);
      tar.putArchiveEntry(entry);
      tar.write(content);
      tar.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }
}
