package dev.dyno.bench.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dyno.engine.embedded.daemon.EmbeddedDaemon;
import dev.dyno.engine.embedded.fault.FaultFile;
import dev.dyno.engine.embedded.latency.LatencyFile;
import dev.dyno.engine.embedded.latency.LatencyProfile;
import dev.dyno.engine.embedded.latency.Operation;
import dev.dyno.engine.embedded.latency.OperationLatency;
import dev.dyno.engine.embedded.latency.RegistryPace;
import dev.dyno.engine.embedded.latency.Spread;
import dev.dyno.engine.embedded.registry.EmbeddedRegistry;
import dev.dyno.engine.runtime.ContainerFilter;
import dev.dyno.engine.runtime.ContainerRuntime;
import dev.dyno.engine.runtime.RuntimeFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Learns from an embedded daemon that replays a profile which is known. Times are asserted as
/// ratios, and a run that a busy machine spoiled is repeated.
@Tag("alone")
@Timeout(300)
class CalibrationTest {
  private static final int ATTEMPTS = 3;

  /// What they cost is told apart by at least a half.
  private static final List<Operation> RISING =
      List.of(Operation.REMOVE, Operation.STOP, Operation.EXEC, Operation.BUILD, Operation.START);

  @TempDir Path folder;
  private EmbeddedDaemon daemon;
  private EmbeddedDaemon fullSpeed;
  private EmbeddedRegistry registry;
  private ContainerRuntime theirs;
  private ContainerRuntime ours;

  @BeforeEach
  void start() throws Exception {
    daemon = EmbeddedDaemon.start(0, folder.resolve("daemon"));
    fullSpeed = EmbeddedDaemon.start(0, folder.resolve("full-speed"));
    registry = EmbeddedRegistry.start(0, folder.resolve("registry"));
    theirs = ContainerRuntime.at(daemon.uri());
    ours = ContainerRuntime.at(fullSpeed.uri());
  }

  @AfterEach
  void stop() throws Exception {
    theirs.close();
    ours.close();
    registry.close();
    fullSpeed.close();
    daemon.close();
  }

  @Test
  void a_profile_that_is_replayed_is_learned_again_and_half_the_times_as_half_with_evidence()
      throws Exception {
    for (int attempt = 1; ; attempt++) {
      try {
        var first = learned(known(1), 2);
        var whole = first.profile();
        var half = learned(known(0.5), 2).profile();

        for (var operation : RISING) {
          double known = known(1).of(operation).time().medianMillis();
          assertThat(median(whole, operation) / known).as(operation.label()).isBetween(0.7, 1.4);
          assertThat(median(whole, operation) / median(half, operation))
              .as(operation.label() + " doubled")
              .isBetween(1.5, 2.7);
        }
        assertThat(RISING.stream().map(operation -> median(whole, operation))).isSorted();
        assertThat(whole.of(Operation.START).cpuShare()).isBetween(0.8, 1.6);
        assertThat(whole.of(Operation.STOP).cpuShare()).isLessThan(0.8);
        assertThat(whole.registry().roundTripMillis()).isBetween(7.0, 15.0);
        evidenceSaysOfWhatWhenAndHowOften(first);
        return;
      } catch (AssertionError spoiled) {
        repeatOr(spoiled, attempt);
      }
    }
  }

  @Test
  void a_limit_of_places_is_found_again() throws Exception {
    for (int attempt = 1; ; attempt++) {
      try {
        var limited = Map.of(Operation.START, fixed(60, 0, 2), Operation.STOP, fixed(60, 0, 0));

        var profile = learned(profile(8, RegistryPace.UNLIMITED, limited), 8).profile();

        assertThat(profile.cores()).isEqualTo(8);
        assertThat(profile.of(Operation.START).atOnce()).isEqualTo(2);
        assertThat(profile.of(Operation.STOP).atOnce()).isZero();
        return;
      } catch (AssertionError spoiled) {
        repeatOr(spoiled, attempt);
      }
    }
  }

  /// And the file is read as the profile.
  private void evidenceSaysOfWhatWhenAndHowOften(Learned learned) throws Exception {
    var file = folder.resolve("learned.json");

    LatencyFile.write(learned.profile(), learned.evidence(), file);

    assertThat(LatencyFile.read(file)).isEqualTo(learned.profile());
    assertThat(learned.profile().source()).contains("5 rounds of each operation alone");
    assertThat(learned.evidence())
        .containsEntry("rounds", 5)
        .containsEntry("seed", 1L)
        .containsKeys("daemon", "version", "machine", "date", "operations", "transfers");
    assertThat(learned.evidence().get("notLearned"))
        .isEqualTo(List.of("auth", "events", "attach", "create-exec", "inspect-exec", "other"));
    assertThat(learned.rows()).allMatch(row -> row.number() == 5);
    assertThat(learned.warnings()).isEmpty();
    nothingIsLeft();
  }

  @Test
  void nothing_is_left_when_an_operation_fails() throws Exception {
    var faults =
        Files.writeString(
            folder.resolve("faults.yaml"),
            """
        faults:
          - where: daemon
            operations: [stop]
            what: {type: status, status: 500}
        """);
    daemon.faults().use(FaultFile.read(faults));

    assertThatExceptionOfType(RuntimeFailure.class).isThrownBy(() -> run(2, _ -> {}));

    nothingIsLeft();
  }

  @Test
  void nothing_is_left_after_an_interrupt() throws Exception {
    daemon.latency().use(known(1), 1);
    var underWay = new CountDownLatch(1);
    var run = new FutureTask<>(() -> run(2, line -> hear(line, "several at once", underWay)));
    var thread = Thread.ofVirtual().start(run);
    assertThat(underWay.await(120, TimeUnit.SECONDS)).isTrue();

    thread.interrupt();

    assertThat(thread.join(Duration.ofSeconds(60))).isTrue();
    assertThat(run.state()).isEqualTo(FutureTask.State.FAILED);
    assertThat(run.exceptionNow())
        .isInstanceOfAny(RuntimeFailure.Interrupted.class, InterruptedException.class);
    nothingIsLeft();
  }

  @Test
  void a_daemon_that_does_not_reach_the_registry_is_learned_without_pulls() throws Exception {
    registry.close();

    var learned = run(2, _ -> {});

    assertThat(learned.warnings())
        .singleElement()
        .asString()
        .startsWith("pull and push are not learned");
    assertThat(learned.profile().operations()).doesNotContainKeys(Operation.PULL, Operation.PUSH);
    assertThat(String.valueOf(learned.evidence().get("notLearned"))).contains("pull", "push");
    nothingIsLeft();
  }

  @Test
  void a_budget_too_short_for_a_spread_teaches_nothing_and_leaves_nothing() throws Exception {
    var asked = new Asked("x", 5, OptionalInt.of(2), 1, Duration.ofMillis(1), busybox());

    assertThatExceptionOfType(CalibrationException.class)
        .isThrownBy(() -> Calibration.run(asked, theirs, ours, registry.host(), scratch(), _ -> {}))
        .withMessageContaining("give a longer --budget");

    nothingIsLeft();
  }

  @Test
  void a_busybox_that_needs_libraries_is_refused_before_anything_is_made() throws Exception {
    var dynamic = Path.of("/bin/bash");
    var asked = new Asked("x", 5, OptionalInt.of(2), 1, Duration.ofMinutes(1), dynamic);

    assertThatExceptionOfType(CalibrationException.class)
        .isThrownBy(() -> Calibration.run(asked, theirs, ours, registry.host(), scratch(), _ -> {}))
        .withMessageContaining("/bin/bash needs libraries")
        .withMessageContaining("busybox-static");
  }

  private Learned learned(LatencyProfile profile, int cores) throws Exception {
    daemon.latency().use(profile, 1);
    return run(cores, _ -> {});
  }

  private Learned run(int cores, Consumer<String> progress) throws Exception {
    var asked = new Asked("known", 5, OptionalInt.of(cores), 1, Duration.ofMinutes(5), busybox());
    return Calibration.run(asked, theirs, ours, registry.host(), scratch(), progress);
  }

  private Path scratch() throws Exception {
    return Files.createTempDirectory(folder, "scratch");
  }

  private void nothingIsLeft() throws Exception {
    for (var runtime : List.of(theirs, ours)) {
      assertThat(runtime.list(ContainerFilter.all(), Workbench.limit())).isEmpty();
      assertThat(runtime.images(Workbench.limit())).isEmpty();
    }
  }

  private static void hear(String line, String awaited, CountDownLatch heard) {
    if (line.startsWith(awaited)) {
      heard.countDown();
    }
  }

  private static void repeatOr(AssertionError spoiled, int attempt) {
    if (attempt == ATTEMPTS) {
      throw spoiled;
    }
  }

  private static LatencyProfile known(double factor) {
    var operations = new EnumMap<Operation, OperationLatency>(Operation.class);
    operations.put(Operation.REMOVE, fixed(factor * 20, 0.5, 0));
    operations.put(Operation.STOP, fixed(factor * 32, 0, 0));
    operations.put(Operation.EXEC, fixed(factor * 48, 1, 0));
    operations.put(Operation.BUILD, fixed(factor * 72, 1, 0));
    operations.put(Operation.START, fixed(factor * 108, 1.2, 0));
    return profile(2, new RegistryPace(10, 0, 0, 0), operations);
  }

  private static LatencyProfile profile(
      int cores, RegistryPace pace, Map<Operation, OperationLatency> operations) {
    return new LatencyProfile("known", "made up", cores, pace, operations);
  }

  private static OperationLatency fixed(double millis, double cpuShare, int atOnce) {
    return new OperationLatency(Spread.fixed(Duration.ofMillis((long) millis)), cpuShare, atOnce);
  }

  private static double median(LatencyProfile profile, Operation operation) {
    return profile.of(operation).time().medianMillis();
  }

  private static Path busybox() {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .map(place -> Path.of(place, "busybox"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(
            () -> new AssertionError("no busybox: install busybox-static (scripts/test does it)"));
  }
}
