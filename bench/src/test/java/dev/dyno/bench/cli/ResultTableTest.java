package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Design;
import dev.dyno.reports.measurement.Ending;
import dev.dyno.reports.measurement.Machine;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.measurement.Provenance;
import dev.dyno.reports.measurement.TurnOrder;
import dev.dyno.reports.measurement.Variant;
import dev.dyno.reports.verdict.Judged;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ResultTableTest {

  private static final Comparison TOGGLE = comparison("auth-cache", Map.of(), Map.of());
  private static final Comparison PEER =
      comparison("gnu-tar -> dyno", Map.of("by", "gnu-tar"), Map.of("by", "dyno"));

  @Test
  void peers_stand_in_a_table_of_their_own_below_the_toggles() {
    assertThat(text(PEER, TOGGLE))
        .containsPattern("(?s)toggle .*auth-cache .*\n\nbeside .* bar\n.*gnu-tar -> dyno ");
  }

  @Test
  void a_run_of_one_kind_has_one_table() {
    assertThat(text(TOGGLE)).contains("toggle ").doesNotContain("beside ");
    assertThat(text(PEER)).contains("beside ").doesNotContain("toggle ");
  }

  private static String text(Comparison... comparisons) {
    var measurement =
        new Measurement(
            Measurement.SCHEMA,
            "compare",
            Instant.EPOCH,
            Duration.ofSeconds(1),
            new Design("peers", TurnOrder.TURNS, 1, List.of(4), List.of("dyno"), "embedded"),
            new Provenance("0.1", "abc", false),
            new Machine("Linux 6", "a cpu", 2, 24L << 30, "vendor 25", 0.5),
            List.of(comparisons),
            List.of(),
            List.of());
    return new ResultTable(Judged.of(measurement), false).text();
  }

  private static Comparison comparison(
      String label, Map<String, String> baseline, Map<String, String> candidate) {
    return new Comparison(
        label,
        "a.B.c",
        new TreeMap<>(),
        new Variant("a", "test", List.of(), new TreeMap<>(baseline)),
        new Variant("b", "test", List.of(), new TreeMap<>(candidate)),
        "time/op",
        Optional.empty(),
        List.of(),
        List.of(),
        new Ending(Ending.Kind.CUT, "the budget was spent"));
  }
}
