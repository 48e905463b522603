package dev.dyno.engine.embedded.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dyno.engine.embedded.latency.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FaultFileTest {
  private static final String YAML =
      """
      faults:
        - name: busy registry
          where: registry
          operations: [manifest-get, manifest-head]
          path: /v2/.*
          image: team/.*
          often: {first: 2}
          what: {type: status, status: 429, retryAfterSeconds: 2}
        - where: daemon
          what: {type: hang}
      """;

  @Test
  void reads_where_which_how_often_and_what() {
    var plan = FaultFile.parse(YAML);

    assertThat(plan.faults())
        .containsExactly(
            new Fault(
                "busy registry",
                Place.REGISTRY,
                new Which(
                    Set.of("manifest-get", "manifest-head"),
                    Optional.of("/v2/.*"),
                    Optional.of("team/.*")),
                new Often.First(2),
                new What.Status(429, Optional.of(Duration.ofSeconds(2)))),
            new Fault("fault 2", Place.DAEMON, Which.ANY, new Often.Always(), new What.Hang()));
    assertThat(plan.at(Place.DAEMON)).extracting(Fault::name).containsExactly("fault 2");
  }

  @Test
  void json_is_read_with_tabs_and_all() {
    var json = "{\n\t\"faults\": [{\"where\": \"daemon\", \"what\": {\"type\": \"reset\"}}]\n}";

    assertThat(FaultFile.parse(json).faults())
        .extracting(Fault::what)
        .containsExactly(new What.Reset());
  }

  /// A fault as it is written, and as it is read.
  private record Written(String yaml, What what) {}

  private static Stream<Written> written() {
    return Stream.of(
        new Written(
            "{type: latency, millis: 20}",
            new What.Latency(Spread.fixed(Duration.ofMillis(20)), 0)),
        new Written(
            "{type: latency, medianMillis: 20, p90Millis: 40, minimumMillis: 10, seed: 3}",
            new What.Latency(new Spread(20, 40, 10), 3)),
        new Written(
            "{type: bandwidth, bytesPerSecondPerConnection: 5, bytesPerSecondShared: 7}",
            new What.Bandwidth(5, 7)),
        new Written(
            "{type: drip, bytes: 3, everyMillis: 9}", new What.Drip(3, Duration.ofMillis(9))),
        new Written("{type: status, status: 403}", new What.Status(403, Optional.empty())),
        new Written("{type: refused, millis: 50}", new What.Refused(Duration.ofMillis(50))),
        new Written("{type: reset}", new What.Reset()),
        new Written("{type: reset, afterBytes: 4}", new What.ResetInBody(4)),
        new Written("{type: hang}", new What.Hang()),
        new Written("{type: hang, afterBytes: 4}", new What.HangInBody(4)),
        new Written("{type: truncated, afterBytes: 4}", new What.Truncated(4)),
        new Written("{type: wrong-digest}", new What.WrongDigest(0)),
        new Written("{type: wrong-digest, afterBytes: 4}", new What.WrongDigest(4)),
        new Written("{type: error-detail}", new What.ErrorDetail("injected error", 1)),
        new Written(
            "{type: error-detail, message: full, afterMessages: 4}",
            new What.ErrorDetail("full", 4)),
        new Written("{type: ignored-cancellation}", new What.IgnoredCancellation()),
        new Written("{type: full-disk, afterBytes: 4}", new What.FullDisk(4)));
  }

  @ParameterizedTest
  @MethodSource("written")
  void every_type_of_fault_can_be_written(Written written) {
    var plan = FaultFile.parse("faults: [{where: daemon, what: %s}]".formatted(written.yaml()));

    assertThat(plan.faults()).extracting(Fault::what).containsExactly(written.what());
  }

  @Test
  void every_kind_of_fault_has_a_type() {
    assertThat(written().map(it -> it.what().getClass().getName()).distinct())
        .containsExactlyInAnyOrderElementsOf(kinds(What.class).map(Class::getName).toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                  | field 'faults' must be a list of objects, not nothing",
        "faults: [hang]                      | field 'faults' must be a list of objects",
        "faults: []\\nfoults: []              | unknown field 'foults'; known are [faults]",
        "faults: [{where: daemon}]           | field 'faults[0].what' must be an object, not nothing",
        "W {what: {type: hang, milis: 3}}    | unknown field 'faults[0].what.milis'; known are [afterBytes, type]",
        "W {what: {type: latency, millis: x}}| field 'faults[0].what.millis' must be a number",
        "W {what: {type: slow}}              | type 'slow' is unknown; known are latency, bandwidth,",
        "W {what: {type: status, status: 200}} | faults[0].what: status 200 is not a refusal",
        "W {what: {type: drip, bytes: 99999999999, everyMillis: 1}} | faults[0].what: a number is too large",
        "W {what: {type: truncated, afterBytes: -1}} | faults[0].what: afterBytes: -1 is negative",
        "W {often: {first: 0}, what: {type: hang}}  | faults[0].often: first 0: must be at least 1",
        "W {often: {first: 1, every: 2}, what: {type: hang}} | unknown field 'faults[0].often.every'",
        "W {often: {chance: 2}, what: {type: hang}} | faults[0].often: a chance of 2.0 is not between 0 and 1",
        "W {path: '(', what: {type: hang}}   | path '(' is no regular expression",
        "W {operations: [push, stop], what: {type: error-detail}} | not of [stop]",
        "W {image: x, what: {type: full-disk}} | a full disk is full for all requests",
        "faults: [{where: moon, what: {type: hang}}] | faults[0]: 'moon' is no place for a fault",
        "faults: [{where: registry, what: {type: error-detail}}] | errorDetail is a fault of the daemon",
        "faults: [{where: registry, what: {type: ignored-cancellation}}] | a fault of the daemon",
        "faults: [{where: daemon, where: daemon, what: {type: hang}}] | Duplicate field 'where'",
        "faults: [                           | line ",
      })
  void what_is_wrong_is_named(String written, String said) {
    var text =
        written.replace("\\n", "\n").replaceFirst("^W \\{(.*)}$", "faults: [{where: daemon, $1}]");

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> FaultFile.parse(text))
        .withMessageContaining(said);
  }

  @Test
  void two_faults_of_one_name_are_refused() {
    var one = Fault.at(Place.DAEMON, new What.Hang());

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> FaultPlan.of(one, one))
        .withMessageContaining("two faults are named 'Hang'");
  }

  @Test
  void a_wrong_file_is_named(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("mine.yaml"), "fault: []");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> FaultFile.read(file))
        .withMessageStartingWith("faults of mine.yaml: field 'faults' must be");
  }

  /// All records below a sealed interface.
  private static Stream<Class<?>> kinds(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(FaultFileTest::kinds)
        : Stream.of(type);
  }
}
