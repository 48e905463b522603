package dev.dyno.reports.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Design;
import dev.dyno.reports.measurement.Measurement;
import dev.dyno.reports.measurement.Pair;
import dev.dyno.reports.measurement.Qualified;
import dev.dyno.reports.verdict.Judged;
import dev.dyno.reports.verdict.Judgement;
import dev.dyno.reports.verdict.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportPageTest {

  private static final Pattern SCRIPTS = Pattern.compile("(?s)<(script|style)\\b.*?</\\1>");
  private static final Pattern DATA =
      Pattern.compile("(?s)<script type=\"application/json\" id=\"data\">(.*?)</script>");

  /// Whatever makes a browser fetch something: attributes and style rules with an address.
  private static final Pattern FETCHES =
      Pattern.compile(
          "(?i)(?:\\b(?:src|href|srcset|action|poster)\\s*=\\s*[\"']?\\s*(?:https?:|//|\\w+[/.])"
              + "|url\\(\\s*[\"']?\\s*(?:https?:|//)|@import)");

  /// A quoted value, in which `<` is only text.
  private static final Pattern ATTRIBUTE = Pattern.compile("=\"[^\"<>]*<[^\"]*\"");

  private final Measurement measurement = Fixture.measurement();
  private final Judged judged = Judged.of(measurement);
  private final List<Judgement> judgements = judged.judgements();
  private final String page = ReportPage.render(judged);
  private final String text = text(page);

  @Test
  void refers_to_nothing_outside_itself() {
    var markup = SCRIPTS.matcher(page).replaceAll("");
    assertThat(FETCHES.matcher(markup).results().map(hit -> hit.group())).isEmpty();
    assertThat(FETCHES.matcher(Assets.load().style()).results()).isEmpty();
    assertThat(page).contains("default-src 'none'");
  }

  @Test
  void the_search_for_references_would_find_one() {
    for (var foreign :
        List.of(
            "<img src=\"https://x/y\">",
            "<link href=//x/y>",
            "<script src='app.js'>",
            "a{background:url(http://x)}",
            "@import 'x'")) {
      assertThat(FETCHES.matcher(foreign).find()).as(foreign).isTrue();
    }
  }

  @Test
  void every_judged_number_is_readable_without_a_script() {
    assertThat(judgements).hasSize(24);
    for (var judgement : judgements) {
      var row = new MetricRow(judgement);
      assertThat(text)
          .as("%s %s", judgement.comparison().toggle(), row.label())
          .contains(row.baseline())
          .contains(row.candidate())
          .contains(row.effect())
          .contains(row.interval())
          .contains(row.detectable())
          .contains(row.reason());
      assertThat(text).contains(row.pairEffects());
      for (var look : row.looks()) {
        assertThat(text).contains(look.interval(), look.pRegressed(), look.pImproved());
      }
    }
  }

  @Test
  void the_fixture_shows_every_kind_of_verdict() {
    assertThat(Page.of(judged).counts())
        .extracting(count -> count.outcome() + " " + count.number())
        .containsExactly("REGRESSED 1", "IMPROVED 2", "EQUIVALENT 2", "UNDECIDED 1", "CRASHED 1");
  }

  @Test
  void what_crashed_and_what_is_missing_stands_in_the_header() {
    var header =
        text(page.substring(page.indexOf("<header class=\"top\">"), page.indexOf("<main")));
    assertThat(header)
        .contains("virtual-workers")
        .contains("crashed: java.lang.OutOfMemoryError: unable to create native thread")
        .contains("no such JDK on this machine")
        .contains("6 of 7 planned comparisons were judged")
        .contains(
            "At most 1 in 100 unchanged comparisons is called Improved or Regressed, whenever"
                + " measuring stopped (by its rule, checked by simulation)")
        .contains("This machine is not qualified yet: run dyno qualify");
  }

  @Test
  void what_is_known_of_the_machine_stands_on_the_first_page() {
    var known =
        new Qualified(
            Instant.parse("2026-11-20T10:00:00Z"), 104, 1, 0.0002, 0.052, 0.041, 5, 0.006, 104);
    var design = measurement.design();
    var page =
        ReportPage.render(
            Judged.of(
                new Measurement(
                    Measurement.SCHEMA,
                    "compare",
                    measurement.startedAt(),
                    measurement.elapsed(),
                    new Design(
                        design.profile(),
                        design.order(),
                        design.seed(),
                        design.looks(),
                        design.reproduce(),
                        design.engine(),
                        Optional.of(known)),
                    measurement.provenance(),
                    measurement.machine(),
                    measurement.comparisons().subList(0, 2),
                    List.of(),
                    List.of())));

    assertThat(text(page.substring(page.indexOf("<header class=\"top\">"), page.indexOf("<main"))))
        .contains("the same code was called dearer in 1 of 104 verdicts")
        .contains("4.1")
        .doesNotContain("not qualified yet");
  }

  @Test
  void a_whole_run_has_no_list_of_what_is_missing() {
    var whole = Fixture.of(measurement.comparisons().subList(0, 2), List.of(), List.of());
    assertThat(ReportPage.render(Judged.of(whole))).doesNotContain("What is missing");
  }

  @Test
  void targets_say_in_words_whether_they_were_met() {
    var targets =
        text(page.substring(page.indexOf("id=\"targets\""), page.indexOf("id=\"facts\"")));
    assertThat(targets).contains("✓ Met").contains("✗ Missed").contains("○ Not measured");
    assertThat(text).contains("1 of 4 targets are met").contains("processes started: 400 became 1");
  }

  @Test
  void each_comparison_tells_how_to_measure_it_again() {
    assertThat(text)
        .contains(
            "scripts/dyno compare --profile pr --seed 20261124 --toggle auth-cache --benchmark"
                + " '^dev\\.dyno\\.bench\\.suite\\.RegistryAuthBenchmark\\.resolve"
                + " source=helper$'");
  }

  @Test
  void hostile_names_stay_text() throws IOException {
    var run = Fixture.hostile();
    var rendered = ReportPage.render(Judged.of(run));
    var outsideAttributes = ATTRIBUTE.matcher(rendered).replaceAll("=\"\"");
    assertThat(outsideAttributes.contains(Fixture.ATTACK)).isFalse();
    assertThat(outsideAttributes.split("</script>", -1)).as("script elements").hasSize(5);
    assertThat(text(rendered)).contains("crashed: " + Fixture.ATTACK);
    assertThat(data(rendered).at("/c1/pairs/0/unit").asText()).isEqualTo(Fixture.ATTACK);
  }

  @Test
  void a_score_that_is_no_number_is_a_gap() throws IOException {
    var first = measurement.comparisons().getFirst();
    var pair = first.pairs().getFirst();
    var turns = new ArrayList<>(pair.baseline().turns());
    var turn = turns.getFirst();
    turns.set(0, Fixture.scored(turn, Double.NaN));
    var broken =
        new Pair(0, Fixture.with(pair.baseline(), turns), pair.candidate(), pair.surroundings());
    var run = Fixture.of(List.of(Fixture.with(first, List.of(broken))), List.of(), List.of());
    assertThat(
            data(ReportPage.render(new Judged(run, List.of(), Optional.empty(), Optional.empty())))
                .at("/c1/pairs/0/b/s/0")
                .isNull())
        .isTrue();
  }

  @Test
  void a_run_of_nothing_is_still_a_page() {
    var empty = Fixture.of(List.of(), List.of(), List.of("everything: cut after 0 s"));
    assertThat(
            text(
                ReportPage.render(
                    new Judged(empty, List.of(), Optional.empty(), Optional.empty()))))
        .contains("0 of 0 planned comparisons were judged")
        .contains("everything: cut after 0 s");
  }

  @Test
  void a_nightly_of_forty_comparisons_stays_small() {
    var fixture = new Fixture(100);
    var comparisons = new ArrayList<Comparison>();
    var pairs =
        fixture.pairs(
            24,
            new Fixture.Cost(812.4, 41_200),
            new Fixture.Cost(790, 512),
            new Fixture.Noise(.1, .1));
    for (int i = 0; i < 40; i++) {
      comparisons.add(Fixture.comparison("toggle-" + i, "X.y", Map.of(), Optional.empty(), pairs));
    }
    var run = Fixture.of(comparisons, List.of(), List.of());
    assertThat(ReportPage.render(Judged.of(run)).length()).isLessThan(6_000_000);
  }

  @Test
  void is_written_whole(@TempDir Path folder) throws IOException {
    var file = folder.resolve(ReportPage.NAME);
    ReportPage.write(judged, file);
    assertThat(file).hasContent(page);
    assertThat(folder.toFile().list()).containsExactly(ReportPage.NAME);
  }

  @Test
  void or_not_at_all(@TempDir Path folder) throws IOException {
    var nowhere = folder.resolve("missing").resolve(ReportPage.NAME);
    assertThatIOException().isThrownBy(() -> ReportPage.write(judged, nowhere));
    var taken = folder.resolve(ReportPage.NAME);
    Files.createDirectories(taken.resolve("sub"));
    assertThatIOException().isThrownBy(() -> ReportPage.write(judged, taken));
    assertThat(folder.toFile().list()).containsExactly(ReportPage.NAME);
  }

  @Test
  void the_judge_hands_on_what_each_pair_said() {
    var judgement = judgements.getFirst();
    assertThat(judgement.metric()).isEqualTo(Metric.TIME);
    assertThat(judgement.pairEffects())
        .hasSize(judgement.comparison().pairs().size())
        .allSatisfy(effect -> assertThat(effect).isBetween(-0.9975, -0.995));
  }

  private static com.fasterxml.jackson.databind.JsonNode data(String page) throws IOException {
    var found = DATA.matcher(page);
    assertThat(found.find()).isTrue();
    return new ObjectMapper().readTree(found.group(1));
  }

  /// What a reader without scripts sees, white space as one blank.
  private static String text(String html) {
    return SCRIPTS
        .matcher(html)
        .replaceAll("")
        .replaceAll("<(?:/?(?:b|i|code|span|small|time))\\b[^>]*>", "")
        .replaceAll("<[^>]+>", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&#39;", "'")
        .replace("&#34;", "\"")
        .replace("&amp;", "&")
        .replaceAll("[ \\n\\r\\t]+", " ");
  }

  @Test
  void a_run_beside_an_embedded_one_says_which_effects_were_predicted() {
    var rendered = text(ReportPage.render(judged.beside(judged)));

    assertThat(rendered).contains("Does the embedded engine predict", "✓ Predicted");
    assertThat(text).doesNotContain("Does the embedded engine predict");
  }
}
