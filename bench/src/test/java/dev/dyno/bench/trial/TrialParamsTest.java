package dev.dyno.bench.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.profiles.run.RunProfile.Turns;
import dev.dyno.reports.measurement.Contrast;
import dev.dyno.reports.measurement.TurnOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialParamsTest {

  @TempDir Path work;

  @Test
  void each_fork_of_a_pair_gets_its_own_value_of_a_parameter() throws Exception {
    var planned =
        new Plan.Planned(
            "x -> longer",
            StringBenchmark.class.getName() + ".build",
            new TreeMap<>(),
            TrialTest.variant("a", Map.of()).with("x", "part", "x"),
            TrialTest.variant("b", Map.of()).with("longer", "part", "x".repeat(40)),
            "time/op",
            Optional.empty(),
            new Turns(3, 6, Duration.ofMillis(10)),
            0,
            Optional.of("bound by length"));
    var plan = TrialTest.plan(TurnOrder.TURNS, List.of(2), planned);

    try (var trial = Trial.open(plan, TrialTest.agent(), work, new TrialTest.Heard())) {
      var measured = trial.run(_ -> true).getFirst();

      assertThat(measured.contrast()).contains(new Contrast("part", "x", "x".repeat(40)));
      assertThat(measured.regime()).contains("bound by length");
      assertThat(measured.pairs()).hasSize(2);
      for (var pair : measured.pairs()) {
        assertThat(TrialTest.bytesPerOperation(pair.candidate().measured()))
            .isGreaterThan(4 * TrialTest.bytesPerOperation(pair.baseline().measured()));
      }
    }
  }
}
