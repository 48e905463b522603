package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

/// `dyno layout`, with a real JVM a mode.
class LayoutCommandTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void every_kind_is_counted_in_every_header_mode() throws Exception {
    assertThat(run("layout", "--json")).as(err.toString(StandardCharsets.UTF_8)).isZero();

    var rows = new ObjectMapper().readTree(out.toByteArray());
    assertThat(rows).hasSize(9);
    var seen = new HashSet<String>();
    for (var row : rows) {
      assertThat(row.path("toggle").asText()).isEqualTo("compact-layout");
      assertThat(row.path("baseline").asLong()).isPositive().isEven();
      assertThat(row.path("candidate").asLong()).isLessThan(row.path("baseline").asLong());
      assertThat(row.path("baseline").asLong() % 8).isZero();
      assertThat(row.path("met").asBoolean())
          .isEqualTo(row.path("effect").asDouble() <= row.path("target").asDouble());
      seen.add(row.path("headers").asText() + row.path("name").asText());
    }
    assertThat(seen).hasSize(9);
    assertThat(rows.get(0).path("headers").asText()).isEqualTo("usual");
    assertThat(rows.findValuesAsText("met")).contains("true", "false");
  }

  @Test
  void the_table_shows_targets_that_were_missed_beside_those_that_were_met() {
    assertThat(run("layout")).isZero();

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("Build with 20 source files", "compact headers", "no compressed oops")
        .contains("-10 % met", "-10 % missed", "10 to 15 % smaller (plan 1.3)");
  }

  private int run(String... words) {
    return Typed.into(out, err, words);
  }
}
