package dev.dyno.bench.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a page of many series costs is bounded by what it shows, not by how long the history is.
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ManySeriesTest {
  private static final int SERIES = 200;
  private static final int NIGHTS = 150;
  private static final Pattern COURSE = Pattern.compile("class=\"course\" d=\"([^\"]*)\"");

  @TempDir private static Path folder;

  @BeforeAll
  static void fills() throws Exception {
    new ManyNights(SERIES, NIGHTS).fill(Site.history(folder));
  }

  @Test
  void a_page_of_many_series_sends_few_points_of_each() throws Exception {
    try (var site = Site.of(folder)) {
      var page = site.get("/trends?machine=" + machine(site)).body();

      var courses = COURSE.matcher(page).results().map(match -> match.group(1)).toList();
      assertThat(courses).hasSize(SERIES);
      assertThat(courses)
          .allSatisfy(
              course ->
                  assertThat(course.chars().filter(it -> it == 'M' || it == 'L').count())
                      .isBetween(60L, 120L));
      assertThat(page.length()).as("characters").isLessThan(SERIES * 4_000);
    }
  }

  @Test
  void series_are_listed_in_pages_and_one_has_all_its_points() throws Exception {
    try (var site = Site.of(folder)) {
      var json = new ObjectMapper();
      var list = json.readTree(site.get("/api/series").body());
      assertThat(list.path("total").asInt()).isEqualTo(2 * SERIES);
      assertThat(list.path("series")).hasSize(TrendsFilter.PAGE);
      var second = json.readTree(site.get("/api/series?page=2").body());
      assertThat(second.path("series")).hasSize(2 * SERIES - TrendsFilter.PAGE);
      assertThat(site.get("/trends").body()).contains("/trends?page=2");

      var head = list.at("/series/0");
      var one = json.readTree(site.get("/api/series/" + head.path("id").asText()).body());
      assertThat(one.path("points")).hasSize(head.path("runs").asInt());
      assertThat(one.path("elsewhere")).hasSize(1);
    }
  }

  @Test
  void a_filter_takes_words_lists_and_nonsense() throws Exception {
    try (var site = Site.of(folder)) {
      assertThat(site.get("/trends/list?text=auth+n%3D3").body()).contains("of 400 series");
      assertThat(site.get("/trends/list?toggle=buffers&verdict=Improved").body())
          .contains(">Improved<")
          .doesNotContain("parallel-pulls,");
      assertThat(site.get("/trends/list?text=%3Cscript%3E&page=-1&sort=x").body())
          .contains("No series matches.");
      assertThat(site.get("/trends?text=%22%3E%3Cscript%3E").body()).doesNotContain("\"><script>");
    }
  }

  private static String machine(Site site) throws Exception {
    var body = new ObjectMapper().readTree(site.get("/api/series?sort=effect").body());
    for (var series : body.path("series")) {
      if (series.path("runs").asInt() > NIGHTS / 2) {
        return series.path("machine").asText();
      }
    }
    throw new AssertionError("no long series");
  }
}
