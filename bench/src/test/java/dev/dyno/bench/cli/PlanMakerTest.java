package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dyno.bench.suite.Catalog.Servers;
import dev.dyno.bench.trial.Plan;
import dev.dyno.bench.variant.Jdk;
import dev.dyno.bench.variant.MeasuredVariant;
import dev.dyno.engine.toggle.Optimization;
import dev.dyno.engine.toggle.Toggles;
import dev.dyno.profiles.run.RunProfileFile;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlanMakerTest {

  private static final MeasuredVariant SUITE =
      new MeasuredVariant("suite", Jdk.running(), List.of(), List.of(), new TreeMap<>());

  @Test
  void both_sides_of_a_peer_have_the_same_toggles_and_another_value_of_one_parameter()
      throws Exception {
    var tar = only("peers", List.of(), "PeerArchive.* tree=huge gnu-tar -> dyno$");

    assertThat(tar.toggle()).isEqualTo("gnu-tar -> dyno");
    assertThat(tar.params()).containsExactly(Map.entry("tree", "huge"));
    assertThat(tar.baseline().params(tar.params()))
        .containsExactly(Map.entry("by", "gnu-tar"), Map.entry("tree", "huge"));
    assertThat(tar.candidate().params(tar.params()))
        .containsExactly(Map.entry("by", "dyno"), Map.entry("tree", "huge"));
    assertThat(tar.baseline().properties())
        .isEqualTo(tar.candidate().properties())
        .containsEntry("dyno.toggles", Toggles.proven().toString());
    assertThat(tar.target()).hasValueSatisfying(bar -> assertThat(bar.effect()).isEqualTo(-0.5));
  }

  @Test
  void a_toggle_asked_for_by_name_leaves_peers_out() throws Exception {
    assertThat(steps("curves", List.of("worker-pool"), "Lifecycle"))
        .isNotEmpty()
        .allSatisfy(step -> assertThat(step.planned().toggle()).isEqualTo("worker-pool"));
    assertThat(steps("curves", List.of(), "Lifecycle"))
        .anySatisfy(step -> assertThat(step.planned().toggle()).isEqualTo("pool -> virtual"));
    assertThatThrownBy(() -> steps("peers", List.of("worker-pool"), "Peer"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("measures nothing that was asked for");
  }

  @Test
  void two_sets_of_toggles_are_compared_on_no_peer() throws Exception {
    var here = Path.of("");
    var sides =
        Optional.of(
            new PlanMaker.Sides(
                SuiteSide.of("none", here), SuiteSide.of("all,-buffers,-Dx=y", here)));
    var maker =
        new PlanMaker(RunProfileFile.read("curves"), List.of(), Optional.of("Lifecycle"), sides);

    assertThat(maker.steps(SUITE))
        .isNotEmpty()
        .allSatisfy(
            step -> {
              var planned = step.planned();
              assertThat(planned.toggle()).isEqualTo("all,-buffers,-Dx=y vs none");
              assertThat(planned.candidate().params()).isEmpty();
              assertThat(planned.candidate().jvmArgs()).containsExactly("-Dx=y");
              assertThat(planned.baseline().jvmArgs()).isEmpty();
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"smoke", "pr", "nightly"})
  void usual_profiles_run_no_peer(String profile) throws Exception {
    assertThat(steps(profile, List.of(), "."))
        .isNotEmpty()
        .allSatisfy(
            step -> {
              assertThat(step.servers()).isNotEqualTo(Servers.PEERS);
              assertThat(step.planned().candidate().params()).isEmpty();
            });
  }

  @Test
  void a_pipeline_is_compared_with_each_toggle_alone_and_with_all_of_them() throws Exception {
    var steps = steps("pipeline", List.of(), "PipelineBenchmark");

    assertThat(steps).hasSize(Optimization.values().length + 1);
    var last = steps.getLast().planned();
    assertThat(last.toggle()).isEqualTo("all vs none");
    assertThat(last.baseline().properties())
        .containsEntry("dyno.toggles", Toggles.none().toString());
    assertThat(last.candidate().properties())
        .containsEntry("dyno.toggles", Toggles.parse("all").toString());
  }

  @Test
  void a_real_daemon_is_not_asked_for_what_only_the_embedded_one_can_be_told() throws Exception {
    var real = new MeasuredDaemon("docker", Optional.of(URI.create("unix:///var/run/docker.sock")));
    var asked = steps("nightly", List.of("worker-pool", "streaming-tar"), ".");

    assertThat(real.able(asked))
        .isNotEmpty()
        .allSatisfy(step -> assertThat(step.planned().toggle()).isEqualTo("streaming-tar"));
    assertThat(real.leftOut(asked))
        .hasValueSatisfying(text -> assertThat(text).contains("Lifecycle"));
    assertThat(new MeasuredDaemon("embedded", Optional.empty()).able(asked)).isEqualTo(asked);
  }

  @Test
  void all_of_the_fidelity_profile_can_be_asked_of_a_real_daemon() throws Exception {
    var real = new MeasuredDaemon("docker", Optional.of(URI.create("unix:///var/run/docker.sock")));
    var asked = steps("fidelity", List.of(), ".");

    assertThat(real.leftOut(asked)).isEmpty();
    assertThat(asked.stream().map(step -> step.planned().toggle()))
        .containsExactly("auth-cache", "parallel-pulls", "streaming-tar", "worker-pool");
  }

  @Test
  void only_pulls_of_peers_need_more_than_the_stand() throws Exception {
    assertThat(steps("peers", List.of(), "Peer(Pull|Images)"))
        .hasSize(5)
        .allSatisfy(step -> assertThat(step.servers()).isEqualTo(Servers.PEERS));
    assertThat(steps("peers", List.of(), "PeerArchive"))
        .hasSize(2)
        .allSatisfy(step -> assertThat(step.servers()).isEqualTo(Servers.STAND));
  }

  @ParameterizedTest
  @CsvSource({
    "Lifecycle.*startAndStop regime=latency, workers, 1 16",
    "Lifecycle.*startAndStop regime=saturated, workers, 1 16",
    "ImageEnsure.* regime=latency, images, 1 24",
    "ImageEnsure.* regime=bandwidth, images, 1 24",
    "LogAggregator.*progress .*sink=slow, producers, 1 64",
    "LogAggregator.*plain .*sink=fast, producers, 1 64"
  })
  void the_curves_have_at_least_four_points_from_end_to_end_and_name_their_regime(
      String benchmark, String param, String ends) throws Exception {
    var numbers = new TreeSet<Integer>();
    for (var step : steps("curves", List.of(), benchmark)) {
      numbers.add(Integer.valueOf(step.planned().params().getOrDefault(param, "0")));
      assertThat(step.planned().regime()).isPresent();
    }

    assertThat(numbers).hasSizeGreaterThanOrEqualTo(4);
    assertThat(numbers.getFirst() + " " + numbers.getLast()).isEqualTo(ends);
  }

  private static Plan.Planned only(String profile, List<String> toggles, String benchmark)
      throws Exception {
    var steps = steps(profile, toggles, benchmark);
    assertThat(steps).hasSize(1);
    return steps.getFirst().planned();
  }

  private static List<PlanMaker.Step> steps(String profile, List<String> toggles, String benchmark)
      throws Exception {
    return new PlanMaker(
            RunProfileFile.read(profile), toggles, Optional.of(benchmark), Optional.empty())
        .steps(SUITE);
  }
}
