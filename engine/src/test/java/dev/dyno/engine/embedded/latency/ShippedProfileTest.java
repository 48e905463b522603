package dev.dyno.engine.embedded.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Six operations at once come out as much faster than one after the other as they did on the
/// daemon that the profile comes from. On a clock of numbers: nothing sleeps here.
class ShippedProfileTest {
  private static final int AT_ONCE = 6;

  @ParameterizedTest
  @CsvSource({"create, 1.4, 2.3", "start, 1.35, 1.6", "stop, 1.7, 2.1", "pull, 1.25, 1.8"})
  void six_at_once_are_as_much_faster_as_on_a_real_daemon(String label, double low, double high)
      throws IOException {
    var profile = shipped();
    var latency = profile.of(Operation.labelled(label));

    assertThat(speedUp(latency, profile.cores())).isBetween(low, high);
  }

  @Test
  void without_tokens_they_would_be_six_times_as_fast() throws IOException {
    var start = shipped().of(Operation.START);

    assertThat(speedUp(new OperationLatency(start.time(), 0, 0), 2)).isEqualTo(AT_ONCE);
  }

  @Test
  void alone_an_operation_takes_the_time_that_was_drawn() throws IOException {
    var profile = shipped();
    for (var operation : profile.operations().keySet()) {
      var latency = profile.of(operation);
      var total = Duration.ofNanos(Math.round(latency.time().medianMillis() * 1e6));

      assertThat(end(latency, total, new Cores(profile.cores(), 0), 0))
          .as(operation.label())
          .isEqualTo(total.toNanos());
    }
  }

  @Test
  void says_where_its_figures_come_from_and_knows_every_operation_that_an_engine_needs()
      throws IOException {
    var profile = shipped();

    assertThat(profile.source()).startsWith("dockerd 20.10.24, 2 shared vCPU");
    assertThat(profile.operations().keySet())
        .extracting(Operation::label)
        .contains("ping", "version", "list-images", "inspect-image", "create", "start", "stop")
        .contains("kill", "wait", "remove", "logs", "exec", "copy-in", "copy-out", "commit")
        .contains("build", "tag", "remove-image", "pull", "push");
  }

  @Test
  void the_learned_one_is_of_the_same_daemon_and_about_as_dear() throws IOException {
    var learned = LatencyFile.read(Path.of("../profiles/latency/dockerd-learned.json"));

    assertThat(learned.source())
        .startsWith("dockerd 20.10.24")
        .contains("learned by dyno calibrate");
    assertThat(learned.cores()).isEqualTo(shipped().cores());
    for (var operation :
        List.of(Operation.START, Operation.STOP, Operation.EXEC, Operation.BUILD)) {
      double ratio =
          learned.of(operation).time().medianMillis()
              / shipped().of(operation).time().medianMillis();
      assertThat(ratio).as(operation.label()).isBetween(0.4, 1.5);
    }
  }

  private static LatencyProfile shipped() throws IOException {
    return LatencyFile.read(Path.of("../profiles/latency/dockerd.json"));
  }

  /// Time of six one after the other over the time of six that all begin at 0.
  private static double speedUp(OperationLatency latency, int tokens) {
    var total = Duration.ofNanos(Math.round(latency.time().medianMillis() * 1e6));
    var cores = new Cores(tokens, 0);
    var ends = new ArrayList<Long>();
    for (int i = 0; i < AT_ONCE; i++) {
      ends.add(end(latency, total, cores, 0));
    }
    double last = ends.stream().max(Comparator.naturalOrder()).orElseThrow();
    return AT_ONCE * total.toNanos() / last;
  }

  private static long end(OperationLatency latency, Duration total, Cores cores, long now) {
    long arrival = now + latency.waiting(total).toNanos();
    return cores.lend(arrival, latency.slices(), latency.slice(total).toNanos());
  }
}
