package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dyno.bench.machine.Finding;
import dev.dyno.bench.machine.Fitness;
import dev.dyno.reports.statistics.Spread;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The doctor on this machine, whatever it is; what it says of others is `DoctorTest`'s.
class DoctorCommandTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void json_and_exit_code_agree_and_what_was_not_tried_says_so() throws Exception {
    int exit = run("doctor", "--json", "--quiet");

    var said = new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
    boolean invalid =
        said.at("/findings").findValuesAsText("fitness").stream().anyMatch("invalid"::equals);
    assertThat(exit).isEqualTo(invalid ? 6 : 0).isEqualTo(said.at("/exit").asInt());
    assertThat(said.at("/schema").asText()).isEqualTo("dyno/1");
    assertThat(said.at("/findings").findValuesAsText("noise"))
        .hasSizeGreaterThan(20)
        .containsOnly("not tried");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void rounds_that_cannot_be_are_a_usage_error() {
    assertThat(run("doctor", "--try", "--rounds", "0")).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("--rounds 0 is not within 1 to 100");
  }

  @Test
  void a_tried_circumstance_stands_beside_its_check_and_the_others_say_not_tried() {
    var loops = Circumstance.all(2).getFirst();
    var usual = new Spread(0.01, 6);
    var text =
        new DoctorText(
            List.of(
                new Finding("other processes", "none", Fitness.FIT, "nothing to do", "x"),
                new Finding("turbo", "on", Fitness.INVALID, "switch it off", "x")),
            List.of(
                new NoiseTrial.Outcome(
                    Circumstance.usual(), Optional.of(usual), Optional.empty(), ""),
                new NoiseTrial.Outcome(
                    loops,
                    Optional.of(new Spread(0.05, 6)),
                    Optional.of(new Spread(0.05, 6).over(usual, 0.9)),
                    "")),
            ExitCode.ENVIRONMENT);

    assertThat(text.table())
        .contains("noise: a busy loop a core beside: 5.00 times as wide [")
        .contains("noise: not tried")
        .contains("INVALID turbo")
        .contains("unfit: 1 of 2 checks would make results invalid");
    assertThat(text.json()).contains("\"times\" : 5.0").contains("\"noise\" : \"not tried\"");
  }

  private int run(String... words) {
    return Typed.into(out, err, words);
  }
}
