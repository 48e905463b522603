package dev.dyno.engine.embedded.latency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dyno.engine.embedded.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyFileTest {
  private static final LatencyProfile PROFILE =
      new LatencyProfile(
          "mine",
          "made up",
          4,
          new RegistryPace(20, 5e6, 2e8, 1e7),
          Map.of(
              Operation.START,
              new OperationLatency(new Spread(373, 473, 266), 1.2, 0),
              Operation.COPY_IN,
              new OperationLatency(new Spread(110, 188.5, 65), 1, 3)));

  @TempDir Path folder;

  @Test
  void what_was_written_is_read_again() throws IOException {
    var file = folder.resolve("mine.json");

    LatencyFile.write(PROFILE, file);

    assertThat(LatencyFile.read(file)).isEqualTo(PROFILE);
    assertThat(Files.readString(file)).contains("\"copy-in\"", "\"schema\" : \"dyno-latency/1\"");
  }

  @Test
  void evidence_stands_in_the_file_and_changes_no_figure() throws IOException {
    var file = folder.resolve("mine.json");

    LatencyFile.write(PROFILE, Map.of("daemon", "dockerd 1", "rounds", 20), file);

    assertThat(LatencyFile.read(file)).isEqualTo(PROFILE);
    var json = Json.tree(Files.readAllBytes(file));
    assertThat(json.path("schema").asText()).isEqualTo("dyno-latency/2");
    assertThat(json.at("/evidence/rounds").asInt()).isEqualTo(20);
  }

  @Test
  void evidence_belongs_to_the_second_schema_which_must_have_it() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> parse("\"operations\": {}, \"evidence\": {}"))
        .withMessageContaining("unknown field 'evidence'");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () -> LatencyFile.parse(Json.tree("{\"schema\":\"dyno-latency/2\"}".getBytes(UTF_8))))
        .withMessageContaining("field 'evidence' must be an object, not nothing");
  }

  @Test
  void a_file_that_cannot_be_replaced_is_left_as_it_was() throws IOException {
    var taken = Files.createDirectories(folder.resolve("taken.json").resolve("inside"));

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> LatencyFile.write(PROFILE, folder.resolve("taken.json")));

    assertThat(taken).exists();
  }

  @Test
  void what_may_be_left_out_costs_nothing() {
    var profile = parse("\"operations\": {\"ping\": {\"medianMillis\": 3}}");

    assertThat(profile.of(Operation.PING))
        .isEqualTo(new OperationLatency(new Spread(3, 3, 0), 0, 0));
    assertThat(profile.of(Operation.START)).isEqualTo(OperationLatency.NONE);
    assertThat(profile.registry()).isEqualTo(RegistryPace.UNLIMITED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`\"operations\": {\"pong\": {\"medianMillis\": 3}}` | operation 'pong' is unknown; known are ping, version",
        "`\"operations\": {\"ping\": {\"p50\": 3}}` | field 'operations.ping.medianMillis' must be a number",
        "`\"operations\": {\"ping\": {\"medianMillis\": 3, \"p99\": 9}}` | unknown field 'operations.ping.p99'; known are [atOnce, cpuShare",
        "`\"operations\": {\"ping\": {\"medianMillis\": 3, \"p90Millis\": 1}}` | operations.ping: minimum 0.0 ms, median 3.0 ms, p90 1.0 ms",
        "`\"operations\": {\"ping\": {\"medianMillis\": 3, \"cpuShare\": 3}}` | ping has a CPU share of 3.0, more than the 2 cores",
        "`\"operations\": {\"ping\": {\"medianMillis\": 3, \"atOnce\": -1}}` | operations.ping: -1 at once",
        "`\"operations\": {}, \"registry\": {\"rtt\": 1}` | unknown field 'registry.rtt'; known are [downloadBytesPerSecond",
        "`\"operations\": {}, \"registry\": {\"roundTripMillis\": -1}` | a round trip of -1.0 ms",
        "`\"operation\": {}` | field 'operations' must be an object",
      })
  void what_is_wrong_is_named(String written, String said) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> parse(written))
        .withMessageContaining(said);
  }

  @Test
  void another_schema_and_the_file_are_named() throws IOException {
    var file = Files.writeString(folder.resolve("other.json"), "{\"schema\": \"dyno-latency/3\"}");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> LatencyFile.read(file))
        .withMessage(
            "latency profile other.json: schema 'dyno-latency/3' is unknown; use dyno-latency/1"
                + " or dyno-latency/2");
  }

  private static LatencyProfile parse(String rest) {
    var text =
        "{\"schema\": \"dyno-latency/1\", \"name\": \"x\", \"source\": \"y\", \"cores\": 2, %s}"
            .formatted(rest);
    return LatencyFile.parse(Json.tree(text.getBytes(UTF_8)));
  }
}
