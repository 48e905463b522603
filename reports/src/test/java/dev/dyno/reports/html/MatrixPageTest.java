package dev.dyno.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.verdict.Judged;
import dev.dyno.reports.verdict.MatrixEffect;
import dev.dyno.reports.verdict.MatrixEffects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatrixPageTest {

  private static final List<String> FOUR = MatrixFixture.ELEVEN.subList(0, 4);
  private static final List<String> SEVEN = MatrixFixture.ELEVEN.subList(0, 7);

  private static final Pattern SCRIPTS = Pattern.compile("(?s)<(script|style)\\b.*?</\\1>");
  private static final Pattern DATA =
      Pattern.compile("(?s)<script type=\"application/json\" id=\"data\">(.*?)</script>");

  @TempDir Path folder;

  @Test
  void every_effect_of_every_metric_is_readable_without_a_script() throws IOException {
    var measurement = MatrixFixture.measurement(FOUR, 2);
    var text = text(page(measurement));

    var effects = effects(measurement);
    assertThat(effects.metrics()).hasSize(3);
    for (var metric : effects.metrics()) {
      assertThat(metric.mains()).hasSize(4);
      for (var main : metric.mains()) {
        var known = ((MatrixEffect.Known) main).effect();
        assertThat(text).contains(new Change(known.ratio()).percent(), Change.interval(known));
      }
      assertThat(metric.interactions()).hasSize(6);
      for (var interaction : metric.interactions()) {
        assertThat(text).contains(MatrixMetric.ratio(interaction));
      }
    }
  }

  @Test
  void what_is_clear_has_a_sign_and_words_beside_its_colour() throws IOException {
    var text = text(page(MatrixFixture.measurement(SEVEN, 1)));

    assertThat(text)
        .containsPattern("Bparallel-pulls −\\d\\d\\.\\d.%.{1,40}Cheaper")
        .containsPattern("▲ \\+2\\d\\.\\d.%")
        .containsPattern(
            "parallel-pulls with worker-pool: \\+2\\d\\.\\d.% \\(.*\\): together they cost more than"
                + " their single effects multiply to")
        .containsPattern(
            "The intervals of \\d+ of 21 interactions hold 0; one of \\S+ would have shown");
  }

  @Test
  void the_design_says_which_combinations_run() throws IOException {
    assertThat(text(page(MatrixFixture.measurement(FOUR, 1))))
        .contains("All 16 combinations of 4 toggles run.");
    assertThat(text(page(MatrixFixture.measurement(MatrixFixture.ELEVEN.subList(0, 5), 1))))
        .contains(
            "16 of the 32 combinations of 5 toggles run: a 2^(5−1) design with E=ABCD, of resolution V.");
  }

  @Test
  void a_page_of_a_matrix_has_no_empty_parts_for_comparisons_and_one_of_comparisons_no_matrix()
      throws IOException {
    var matrix = page(MatrixFixture.measurement(FOUR, 1));
    assertThat(matrix)
        .contains("id=\"toggle-matrix\"")
        .doesNotContain("id=\"targets\"", "id=\"filter\"", "planned comparisons were judged");

    var comparisons = Fixture.measurement();
    assertThat(ReportPage.render(Judged.of(comparisons)))
        .contains("id=\"targets\"")
        .doesNotContain("id=\"toggle-matrix\"");
  }

  @Test
  void one_point_a_set_stands_in_the_chart_and_the_best_are_numbered_as_in_the_table()
      throws IOException {
    var measurement = MatrixFixture.measurement(FOUR, 2);
    var page = page(measurement);
    var found = DATA.matcher(page);
    assertThat(found.find()).isTrue();

    var points = new ObjectMapper().readTree(found.group(1)).at("/matrix/points");

    assertThat(points).hasSize(16);
    int number = 0;
    for (var point : points) {
      if (point.get(3).asInt() > 0) {
        assertThat(point.get(3).asInt()).isEqualTo(++number);
        assertThat(text(page)).contains(number + " " + point.get(0).asText() + " ");
      }
    }
    assertThat(number).isPositive();
  }

  @Test
  void a_cut_matrix_does_not_look_whole() throws IOException {
    var cut = MatrixFixture.measurement(FOUR, 1, on -> !on.contains("buffers") || on.size() < 2);

    var text = text(page(cut));

    assertThat(text)
        .contains("9 of 16 planned runs have their pair.")
        .contains("some runs: the budget was spent")
        .contains("Dbuffers ?runs are missing Not told")
        .containsPattern("\\d cannot be told: runs are missing that would tell them");
    assertThat(text(page(MatrixFixture.measurement(FOUR, 1, _ -> false))))
        .contains("0 of 16 planned runs have their pair.")
        .contains("No pair was measured, so nothing can be told.");
  }

  @Test
  void effects_without_an_error_say_so() throws IOException {
    assertThat(text(page(MatrixFixture.measurement(FOUR.subList(0, 2), 1))))
        .contains("nothing is left to tell how sure they are")
        .contains("nothing tells its error", "No interval");
  }

  private String page(Measurement measurement) throws IOException {
    var file = folder.resolve(ReportPage.NAME);
    ReportPage.write(Judged.of(measurement), file);
    return Files.readString(file);
  }

  private static MatrixEffects effects(Measurement measurement) {
    return MatrixFixture.judged(measurement).orElseThrow();
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
