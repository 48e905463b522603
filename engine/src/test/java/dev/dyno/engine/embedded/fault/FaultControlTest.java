package dev.dyno.engine.embedded.fault;

import static dev.dyno.engine.embedded.fault.FaultyRegistry.MANIFEST;
import static dev.dyno.engine.embedded.fault.FaultyRegistry.at;
import static dev.dyno.engine.embedded.fault.FaultyRegistry.refusal;
import static dev.dyno.engine.embedded.fault.FaultyRegistry.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.engine.embedded.http.Json;
import dev.dyno.engine.embedded.latency.Spread;
import dev.dyno.engine.embedded.registry.RequestKind;
import dev.dyno.engine.embedded.registry.Shape;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Which faults strike, and how they are switched, from inside and over HTTP.
@Timeout(180)
class FaultControlTest {
  @TempDir Path folder;
  private FaultyRegistry stand;

  @BeforeEach
  void start() throws Exception {
    stand = FaultyRegistry.in(folder);
  }

  @AfterEach
  void nothing_is_left_and_all_is_well_without_faults() throws Exception {
    stand.end();
  }

  @Test
  void several_faults_strike_one_request_in_the_order_of_the_plan() throws Exception {
    stand
        .registry()
        .faults()
        .use(
            FaultPlan.of(
                slow(Duration.ofMillis(50)).named("slow"),
                refusal(503).named("down"),
                refusal(404).named("never reached")));

    assertThat(stand.get(MANIFEST).statusCode()).isEqualTo(503);

    assertThat(stand.registry().faults().strikes())
        .containsExactly(
            new Strikes("slow", 1, 1),
            new Strikes("down", 1, 1),
            new Strikes("never reached", 0, 0));
  }

  @Test
  void a_fault_strikes_only_the_repositories_and_paths_that_match() throws Exception {
    stand.use(refusal(500).onImage("other/.*"));
    assertThat(stand.get(MANIFEST).statusCode()).isEqualTo(200);
    stand.use(refusal(500).onImage("team/.*"));
    assertThat(stand.get(MANIFEST).statusCode()).isEqualTo(500);
    stand.use(refusal(500).onPath(".*/manifests/2"));
    assertThat(stand.get(MANIFEST).statusCode()).isEqualTo(200);
    stand.use(refusal(500).onPath(".*/manifests/1"));
    assertThat(stand.get(MANIFEST).statusCode()).isEqualTo(500);
    assertThat(stand.get("/v2/").statusCode()).isEqualTo(200);
  }

  @Test
  void a_shape_stays_when_faults_come_and_go() throws Exception {
    stand.registry().shape(new Shape(Duration.ofMillis(40), 0, 0));
    stand.use(refusal(500));
    stand.registry().faults().clear();
    long start = System.nanoTime();

    stand.body(MANIFEST);

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(40));
  }

  @Test
  void another_process_switches_faults_over_http() throws Exception {
    var plan =
        """
        {"faults":[{"name":"gone","where":"registry","operations":["manifest-get"],
          "often":{"first":1},"what":{"type":"status","status":404}}]}""";
    assertThat(
            stand.send("PUT", "/_dyno/faults", plan.getBytes(StandardCharsets.UTF_8)).statusCode())
        .isEqualTo(204);

    assertThat(stand.get(MANIFEST).statusCode()).isEqualTo(404);
    assertThat(stand.get(MANIFEST).statusCode()).isEqualTo(200);

    var told = Json.tree(stand.body("/_dyno/faults")).path("faults").path(0);
    assertThat(told.path("name").asText()).isEqualTo("gone");
    assertThat(told.path("met").asInt()).isEqualTo(2);
    assertThat(told.path("struck").asInt()).isEqualTo(1);
    assertThat(stand.send("DELETE", "/_dyno/faults", new byte[0]).statusCode()).isEqualTo(204);
    assertThat(stand.registry().faults().strikes()).isEmpty();
  }

  @Test
  void a_wrong_plan_is_refused_and_changes_nothing() throws Exception {
    stand.use(refusal(503).on("token"));
    var kind =
        "{\"faults\":[{\"where\":\"registry\",\"operations\":[\"pull\"],\"what\":{\"type\":\"hang\"}}]}";
    var place = "{\"faults\":[{\"where\":\"daemon\",\"what\":{\"type\":\"hang\"}}]}";

    assertThat(refusalOf(kind)).contains("the registry has no operation pull; it has ping,");
    assertThat(refusalOf(place)).contains("is for the daemon; this is the registry");

    assertThat(stand.registry().faults().strikes()).hasSize(1);
  }

  @Test
  void the_administration_meets_no_fault() throws Exception {
    stand.use(refusal(500));

    assertThat(stand.get("/_dyno/counters").statusCode()).isEqualTo(200);

    assertThat(stand.struck()).isZero();
    assertThat(stand.registry().counters().of(RequestKind.PING)).isZero();
  }

  private static Fault slow(Duration time) {
    return at(new What.Latency(Spread.fixed(time), 0));
  }

  private String refusalOf(String plan) throws Exception {
    var answer = stand.send("PUT", "/_dyno/faults", plan.getBytes(StandardCharsets.UTF_8));
    assertThat(answer.statusCode()).isEqualTo(400);
    return text(answer);
  }
}
