package dev.dyno.bench.validation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.agent.Plant;
import dev.dyno.bench.trial.Plan;
import dev.dyno.bench.trial.Trial;
import dev.dyno.bench.variant.Jdk;
import dev.dyno.bench.variant.JmhJars;
import dev.dyno.bench.variant.MeasuredVariant;
import dev.dyno.profiles.run.RunProfile.Turns;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.measurement.TurnOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A tiny qualification of a jar that is not ours, for real. Asserts what ran, never what it took;
/// and that a doubling is told by four pairs, which takes a machine without other tests.
@Tag("alone")
class LiveTest {

  @TempDir Path folder;

  @Test
  void the_same_code_and_a_doubled_one_are_measured_and_the_doubled_one_is_found()
      throws Exception {
    var jar = new JmhJars(folder).library("theirs", 400, "1.36");
    var variant =
        new MeasuredVariant("same", Jdk.running(), List.of(jar), List.of(), new TreeMap<>());
    var which =
        new Live.Case(
            variant,
            "theirs.LibraryBenchmark.own",
            new TreeMap<>(),
            "theirs.jmh_generated.LibraryBenchmark_own_jmhTest");
    var live =
        new Live(
            List.of(which),
            List.of(1.0),
            1,
            1,
            new Turns(3, 12, Duration.ofMillis(10)),
            TurnOrder.TURNS,
            List.of(4));
    var agent = Path.of(Plant.class.getProtectionDomain().getCodeSource().getLocation().toURI());

    var measured = new ArrayList<Comparison>();
    for (var part : live.parts()) {
      var stubs = Files.createTempDirectory(folder, "stubs");
      var plan = live.plan(part, stubs, 1, Duration.ofMinutes(5));
      try (var trial = Trial.open(plan, agent, folder, new Silent())) {
        measured.addAll(trial.run(live::open));
      }
    }

    assertThat(measured).extracting(Comparison::ending).containsOnly(Ending.finished());
    var verdicts = new LiveVerdicts(List.of(LiveRuns.measured(new LiveState(2), measured)));
    var scores = verdicts.scores();
    assertThat(scores).extracting(Score::planted).containsExactly(0.0, 1.0);
    assertThat(scores.getFirst().dearer()).isZero();
    assertThat(scores.getLast().dearer()).isEqualTo(1);
    assertThat(scores).allMatch(score -> score.trials() == 1 && score.cpuSeconds() > 0);
    assertThat(verdicts.sessions())
        .singleElement() // the doubled one is not the same code
        .matches(session -> session.busyLoops() == 2 && session.pairs() == 4)
        .matches(session -> session.standardError() > 0 && session.detectable() > 0);
    assertThat(verdicts.floors()).singleElement().matches(floor -> floor.effect() > 0);

    var spread =
        new Live(List.of(which), List.of(1.0), 4, 2, live.turns(), TurnOrder.TURNS, List.of(4));
    assertThat(spread.comparisons()).isEqualTo(6);
    assertThat(spread.parts())
        .extracting(Live.Part::label)
        .containsExactly("A/A 1", "A/A 2", "planted 1/1 2", "A/A 3", "A/A 4", "planted 1/1 4");
    var stubs = Files.createTempDirectory(folder, "stubs");
    var last = spread.plan(spread.parts().getLast(), stubs, 1, Duration.ofMinutes(1));
    assertThat(last.seed()).isEqualTo(4);
    assertThat(last.comparisons())
        .extracting(Plan.Planned::toggle)
        .containsExactly("planted 1/1 4");
  }

  private static final class Silent implements Trial.Listener {
    @Override
    public void paired(Plan.Planned planned, Pair pair) {}

    @Override
    public void dropped(Plan.Planned planned, String why) {}

    @Override
    public void looked(Plan.Planned planned, Comparison soFar) {}
  }
}
