package dev.dyno.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.reports.verdict.Judged;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForestPlotTest {

  private static ForestPlot plot() {
    var measurement = Fixture.measurement();
    return Page.of(Judged.of(measurement)).forest();
  }

  @Test
  void runs_from_the_cheapest_to_what_has_no_effect() {
    assertThat(plot().rows())
        .extracting(row -> row.section().comparison().toggle())
        .startsWith("auth-cache", "parallel-pulls", "streaming-tar")
        .endsWith("eager-cleanup", "virtual-workers");
    assertThat(plot().rows().getLast().mark()).isEmpty();
  }

  @Test
  void keeps_everything_on_the_axis_and_in_order() {
    for (var row : plot().rows()) {
      row.mark()
          .ifPresent(
              mark -> {
                assertThat(List.of(0.0, mark.low(), mark.at(), mark.high(), 100.0)).isSorted();
                assertThat(mark.lowOpen() || mark.highOpen()).isFalse();
              });
    }
    assertThat(plot().ticks()).extracting(EffectAxis.Tick::at).isSorted();
    assertThat(plot().ticks()).extracting(EffectAxis.Tick::label).contains("100×", "0", "+20 %");
  }

  @Test
  void draws_the_threshold_as_far_to_the_left_as_to_the_right() {
    var zero = plot().ticks().stream().filter(tick -> tick.label().equals("0")).findFirst();
    var mark = plot().rows().getFirst().mark();
    double left = zero.orElseThrow().at() - mark.orElseThrow().bandLow();
    double right = mark.orElseThrow().bandHigh() - zero.orElseThrow().at();
    assertThat(left).isCloseTo(right, org.assertj.core.data.Offset.offset(0.02));
  }

  @Test
  void an_interval_beyond_the_axis_is_marked_as_going_on() {
    var fixture = new Fixture(20);
    var wild =
        Fixture.comparison(
            "wild",
            "X.y",
            Map.of(),
            Optional.empty(),
            fixture.pairs(
                2,
                new Fixture.Cost(100, 100),
                new Fixture.Cost(100, 100),
                new Fixture.Noise(2, 0)));
    var run = Fixture.of(List.of(wild), List.of(), List.of());
    var mark = Page.of(Judged.of(run)).forest().rows().getFirst().mark().orElseThrow();
    assertThat(mark.highOpen()).isTrue();
    assertThat(mark.high()).isLessThanOrEqualTo(100);
  }
}
