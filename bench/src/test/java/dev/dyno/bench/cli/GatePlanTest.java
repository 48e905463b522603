package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.bench.variant.Benchmarks;
import dev.dyno.bench.variant.ForkFlags;
import dev.dyno.bench.variant.Jdk;
import dev.dyno.bench.variant.MeasuredVariant;
import dev.dyno.profiles.run.RunProfile.Turns;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// What of any JMH jar can be chosen on JMH's own command line.
class GatePlanTest {

  @Test
  void a_value_with_a_comma_would_be_two_and_is_told_instead_of_measured() {
    var plan = plan(List.of(), Map.of("x", List.of("1,2", "3")));

    assertThat(plan.measured()).singleElement().matches(it -> it.params().containsValue("3"));
    assertThat(plan.warnings())
        .singleElement()
        .asString()
        .contains("x=1,2", "JMH's command line takes '1,2' for several values");
    assertThat(plan.tested()).as("it lacks, and so shares the error").hasSize(2);
  }

  @Test
  void modes_that_are_not_measured_are_told() {
    assertThat(plan(List.of("sample"), Map.of("n", List.of("1", "2"))).warnings())
        .singleElement()
        .asString()
        .contains("measured as avgt, which JMH runs first; not as sample");
  }

  private static GatePlan plan(List<String> otherModes, Map<String, List<String>> params) {
    var benchmark =
        new Benchmarks.Benchmark(
            "avgt",
            otherModes,
            "us",
            "p.jmh_generated.B_m_jmhTest.m",
            new TreeMap<>(params),
            new ForkFlags(List.of(), List.of()));
    var variant = new MeasuredVariant("v", Jdk.running(), List.of(), List.of(), new TreeMap<>());
    var side =
        new GatePlan.Side(
            variant, new Benchmarks("1.37", new TreeMap<>(Map.of("p.B.m", benchmark))));
    return GatePlan.of(
        side, side, _ -> true, new Turns(1, 1, Duration.ofMillis(1)), (_, _) -> Optional.empty());
  }
}
