package dev.dyno.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dyno.reports.export.ResultFile;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.verdict.Judged;
import dev.dyno.reports.verdict.ScalingCurve;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CurvesPageTest {

  private static final Pattern SCRIPTS = Pattern.compile("(?s)<(script|style)\\b.*?</\\1>");
  private static final Pattern DATA =
      Pattern.compile("(?s)<script type=\"application/json\" id=\"data\">(.*?)</script>");

  @Test
  void every_point_of_every_curve_is_readable_without_a_script() {
    var run = CurvesFixture.judged();
    var text = text(ReportPage.render(run));

    var curves = ScalingCurve.of(run.judgements());
    assertThat(curves).hasSize(2);
    for (var section : ScalingSection.of(run.judgements())) {
      assertThat(section.rows()).hasSize(5);
      for (var row : section.rows()) {
        assertThat(text).contains(row.speedUp(), row.interval(), row.baseline(), row.candidate());
      }
    }
  }

  @Test
  void each_curve_names_its_regime_and_its_knee() {
    assertThat(text(ReportPage.render(CurvesFixture.judged())))
        .containsPattern(
            "Regime latency-bound: it waits\\. No knee up to 16: the best speed-up is there, 1\\d\\.\\d×")
        .containsPattern("Regime saturated: two cores\\. Knee at 4 workers: [34]\\.\\d\\d×");
  }

  @Test
  void who_works_otherwise_stands_beside_the_curve_of_its_own_regime() {
    var text = text(ReportPage.render(CurvesFixture.judged()));

    assertThat(text.split("virtual: ", -1)).hasSize(3);
    assertThat(text).containsPattern("virtual: (6[0-9]{2}|5[89]\\d)[.\\d]* ops/s");
    assertThat(text).containsPattern("virtual: 1[56]\\d[.\\d]* ops/s");
  }

  @Test
  void the_charts_hold_the_numbers_of_the_tables() throws IOException {
    var run = CurvesFixture.judged();
    var data = data(run);
    var curve = ScalingCurve.of(run.judgements()).getLast();

    var chart = data.path("scaling2");
    assertThat(chart.path("param").asText()).isEqualTo("workers");
    assertThat(chart.path("points")).hasSize(5);
    assertThat(chart.path("knee").asDouble()).isEqualTo(4);
    assertThat(chart.at("/points/2/0").asDouble()).isEqualTo(4);
    assertThat(chart.at("/points/2/7").asDouble())
        .isCloseTo(curve.points().get(2).speedUp(), org.assertj.core.api.Assertions.within(0.001));
    assertThat(chart.at("/others/0/0").asText()).isEqualTo("virtual");
  }

  @Test
  void two_points_are_no_curve() {
    var two =
        CurvesFixture.pool().stream()
            .filter(each -> List.of("2", "4").contains(each.params().getOrDefault("workers", "")))
            .toList();

    assertThat(ReportPage.render(CurvesFixture.judged(two)))
        .doesNotContain("id=\"scaling\"", "href=\"#scaling\"");
  }

  @Test
  void bars_beside_others_are_met_or_missed_in_plain_sight() {
    var text = text(ReportPage.render(CurvesFixture.judged(CurvesFixture.peers())));

    assertThat(text)
        .contains("2 of 3 bars beside others are met.")
        .containsPattern("gnu-tar -&gt; dyno.{1,90}tree=huge.{1,60}2\\.[67]\\d×.*at least 2\\.00×")
        .containsPattern("tree=small.{1,60}0\\.9\\d×.{1,80}Missed");
  }

  @Test
  void a_bar_may_allow_to_be_dearer() {
    var rows =
        Page.of(CurvesFixture.judged(CurvesFixture.peers())).peers().stream()
            .map(PeerRow::met)
            .toList();

    assertThat(rows).containsExactly(true, false, true);
  }

  @Test
  void a_run_of_peers_alone_has_no_empty_parts_for_toggles() {
    var page = ReportPage.render(CurvesFixture.judged(CurvesFixture.peers()));

    assertThat(page)
        .contains("id=\"beside-others\"", "id=\"filter\"", "3 of 3")
        .doesNotContain("id=\"targets\"", "id=\"effects\"", "class=\"tiles\"");
    assertThat(ReportPage.render(Judged.of(Fixture.measurement())))
        .contains("id=\"targets\"", "class=\"tiles\"")
        .doesNotContain("id=\"beside-others\"");
  }

  @Test
  void a_peer_is_neither_among_the_verdicts_on_toggles_nor_among_their_targets() {
    var page = Page.of(CurvesFixture.judged());

    assertThat(page.counts().stream().mapToInt(Page.Count::number).sum()).isEqualTo(10);
    assertThat(page.forest().rows()).hasSize(10);
    assertThat(page.promised()).isEmpty();
  }

  @Test
  void the_command_of_a_peer_names_its_own_comparison_alone() {
    var section = Page.of(CurvesFixture.judged(CurvesFixture.peers())).sections().getFirst();

    assertThat(section.reproduce())
        .doesNotContain("--toggle")
        .contains(
            "'^dev\\.dyno\\.bench\\.suite\\.PeerArchiveBenchmark\\.archive tree=huge gnu-tar -> dyno$'");
  }

  @Test
  void the_command_of_two_sets_of_toggles_names_both() {
    var first = Fixture.measurement().comparisons().getFirst();
    var sets =
        new Comparison(
            "all vs none",
            first.benchmark(),
            first.params(),
            first.baseline(),
            first.candidate(),
            first.metric(),
            first.target(),
            first.pairs(),
            first.dropped(),
            first.ending());
    var run = Judged.of(Fixture.of(List.of(sets), List.of(), List.of()));

    assertThat(Page.of(run).sections().getFirst().reproduce())
        .doesNotContain("--toggle")
        .containsSequence("--baseline", "none", "--candidate", "all", "--benchmark");
  }

  @Test
  void a_row_for_scripts_has_either_a_toggle_or_a_contrast() throws IOException {
    var rows =
        new ObjectMapper()
            .readTree(ResultFile.of(CurvesFixture.judged(), 0).json())
            .path("comparisons");

    assertThat(rows).hasSize(60); // 15 comparisons, each in four metrics
    for (var row : rows) {
      assertThat(row.has("toggle")).isNotEqualTo(row.has("contrast"));
    }
    assertThat(rows.get(0).path("toggle").asText()).isEqualTo("worker-pool");
    assertThat(rows.get(59).path("contrast").asText()).isEqualTo("floor -> dyno");
  }

  private static JsonNode data(Judged run) throws IOException {
    var found = DATA.matcher(ReportPage.render(run));
    assertThat(found.find()).isTrue();
    return new ObjectMapper().readTree(found.group(1));
  }

  /// What a reader without scripts sees, white space as one blank.
  private static String text(String html) {
    return SCRIPTS
        .matcher(html)
        .replaceAll("")
        .replaceAll("<(?:/?(?:b|i|code|span|small))\\b[^>]*>", "")
        .replaceAll("<[^>]+>", " ")
        .replace("&#39;", "'")
        .replaceAll("[ \\n\\r\\t]+", " ");
  }
}
