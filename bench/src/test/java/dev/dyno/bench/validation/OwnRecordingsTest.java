package dev.dyno.bench.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.reports.verdict.Rule;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `dyno qualify` measured of the same code in the turns of a gate, idle and beside two busy
/// loops on two cores, and kept: a judge that finds less there, or errs more, fails.
/// `scripts/dyno qualify --simulate --from FILE FILE` tells all of it.
class OwnRecordingsTest {

  private static final int GATE_TURNS = 120;

  private static final Simulation SIMULATION =
      new Simulation(500, 200, 1, List.of(0.05, 0.1), Rule.LOOKS, 1);

  @ParameterizedTest
  @ValueSource(strings = {"idle", "2-busy-loops"})
  void slowdowns_are_found_and_the_same_code_is_not(String name) throws Exception {
    var recording = recording(name);

    assertThat(recording.benchmarks()).hasSize(5);
    for (var benchmark : recording.benchmarks()) {
      var noise = Noise.of(recording.of(benchmark, "turns"));
      var found = score(recording, noise, benchmark, 0.05, 0.02, 200);
      assertThat(found.share()).as(benchmark).isGreaterThanOrEqualTo(0.95);
      var clear = score(recording, noise, benchmark, 0.1, 0.05, 200);
      assertThat(clear.share()).as(benchmark).isGreaterThanOrEqualTo(0.99);
      assertThat(clear.pairs()).as(benchmark).isLessThanOrEqualTo(12);
      for (double threshold : List.of(0.05, 0.02)) {
        var same = score(recording, noise, benchmark, 0, threshold, 500);
        assertThat(same.share()).as(benchmark).isLessThanOrEqualTo(0.01);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"idle", "2-busy-loops"})
  void every_benchmark_has_its_turns_and_its_forks_and_their_scores(String name) throws Exception {
    var recording = recording(name);

    for (var benchmark : recording.benchmarks()) {
      assertThat(recording.of(benchmark, "turns")).hasSizeGreaterThanOrEqualTo(20);
      assertThat(recording.of(benchmark, "forks")).hasSize(12);
      assertThat(recording.scored(benchmark))
          .hasSize(12)
          .allMatch(pair -> pair.order().equals(Recording.SCORES));
    }
    assertThat(recording.pairs()).allMatch(pair -> pair.baseline().size() == GATE_TURNS);
  }

  private static Score score(
      Recording recording,
      Noise noise,
      String benchmark,
      double planted,
      double threshold,
      int verdicts) {
    return SIMULATION.score(
        Score.OURS, recording.state(), benchmark, noise, planted, threshold, verdicts);
  }

  private static Recording recording(String name) throws Exception {
    var file = "noise-" + name + ".json.gz";
    var there = Objects.requireNonNull(OwnRecordingsTest.class.getResource(file), file);
    return Recording.read(Path.of(there.toURI()));
  }
}
