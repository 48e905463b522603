package dev.dyno.bench.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dyno.reports.history.HistoryStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Accepting over HTTP: who may, what is refused, and where it is seen.
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AcksTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOKEN = "0123456789abcdef";
  private static final String ACK =
      "{\"series\":\"%s\",\"reason\":\"checks <more>\",\"by\":\"Ada\",\"until\":\"2999-12-31\"}";

  @TempDir private Path folder;

  @BeforeEach
  void a_history_with_changes() throws Exception {
    new ManyNights(24, 60).fill(Site.history(folder));
  }

  @Test
  void without_a_token_of_the_server_nobody_accepts_anything() throws Exception {
    try (var site = Site.of(folder)) {
      var answer =
          site.send("POST", Acks.PATH, ACK.formatted("."), Guard.WRITING, "anything at all");

      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).contains("--write-token-file");
      assertThat(site.send("DELETE", Acks.PATH + "/1").statusCode()).isEqualTo(403);
      assertThat(stored()).isZero();
    }
  }

  @Test
  void only_the_token_in_its_own_header_counts_which_no_browser_sends_by_itself() throws Exception {
    try (var site = writable()) {
      var basic =
          Base64.getEncoder().encodeToString(("u:" + TOKEN).getBytes(StandardCharsets.UTF_8));
      for (var header :
          new String[][] {
            {"Content-Type", "application/json"},
            {Guard.WRITING, ""},
            {Guard.WRITING, "0123456789abcdeF"},
            {Guard.WRITING, TOKEN + "0"},
            {"Authorization", "Bearer " + TOKEN},
            {"Authorization", "Basic " + basic},
            {"Cookie", Guard.WRITING + "=" + TOKEN}
          }) {
        var answer = site.send("POST", Acks.PATH, ACK.formatted("."), header);
        assertThat(answer.statusCode()).as("%s: %s", header[0], header[1]).isEqualTo(401);
      }
      assertThat(
              site.send(
                      "POST",
                      Acks.PATH + "?Dyno-Write-Token=" + TOKEN,
                      ACK.formatted("."),
                      "A",
                      "b")
                  .statusCode())
          .isEqualTo(401);
      assertThat(site.send("POST", "/api/findings", "x", Guard.WRITING, TOKEN).statusCode())
          .as("the token opens nothing else")
          .isEqualTo(405);
      assertThat(stored()).isZero();
    }
  }

  @Test
  void what_is_accepted_is_seen_on_every_page_until_it_is_taken_back() throws Exception {
    try (var site = writable()) {
      Awaited.until(() -> findings(site).path("waiting").asInt() == 0);
      var finding = findings(site).at("/findings/0");
      var title = finding.path("title").asText();

      var answer = site.send("POST", Acks.PATH, ACK.formatted(name(title)), Guard.WRITING, TOKEN);

      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
      var id = JSON.readTree(answer.body()).path("id").asText();
      var told = "accepted until 31 Dec 2999 by Ada: checks ";
      assertThat(findings(site).at("/findings/0/accepted").asText()).isEqualTo(told + "<more>");
      assertThat(site.get("/").body()).contains(told + "&lt;more&gt;");
      var series = "/series/" + finding.path("series").asText();
      assertThat(site.get(series).body()).contains("<h2 id=\"acks\">Accepted</h2>", told);
      assertThat(JSON.readTree(site.get("/api" + series).body()).at("/acks/0/by").asText())
          .isEqualTo("Ada");
      assertThat(site.get("/trends?changed=1").body()).contains(", accepted");
      assertThat(site.get("/feed.atom").body()).contains("by Ada");
      assertThat(JSON.readTree(site.get(Acks.PATH).body()).path("acks")).hasSize(1);

      var gone = site.send("DELETE", Acks.PATH + "/" + id, "", Guard.WRITING, TOKEN);

      assertThat(gone.statusCode()).isEqualTo(204);
      assertThat(site.get(series).body()).doesNotContain(told);
      assertThat(findings(site).at("/findings/0").has("accepted")).isFalse();
      assertThat(site.send("DELETE", Acks.PATH + "/" + id, "", Guard.WRITING, TOKEN).statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void an_ack_that_would_accept_nothing_is_refused_with_a_sentence() throws Exception {
    try (var site = writable()) {
      refused(site, "{", "line 1, column");
      refused(site, "null", "no ack");
      refused(site, "{\"serie\":\".\"}", "serie");
      refused(site, ACK.formatted(".").replace("2999-12-31", "2001-01-01"), "until: the last day");
      refused(site, ACK.formatted(".").replace("2999-12-31", "soon"), "soon");
      refused(site, ACK.formatted("("), "'(' is no regular expression");
      refused(site, ACK.formatted("no such series"), "matches none of the 48 series");
      refused(site, ACK.formatted(".").replace("Ada", " "), "by is missing");
      assertThat(stored()).isZero();
    }
  }

  private static void refused(Site site, String body, String why) throws Exception {
    var answer = site.send("POST", Acks.PATH, body, Guard.WRITING, TOKEN);
    assertThat(answer.statusCode()).as(body).isEqualTo(400);
    assertThat(JSON.readTree(answer.body()).path("problem").asText()).as(body).contains(why);
  }

  /// As the expression has it: the title of a finding has no toggle and no metric.
  private static String name(String title) {
    return Pattern.compile("[^A-Za-z0-9. ]").matcher(title).replaceAll(".");
  }

  private static JsonNode findings(Site site) throws Exception {
    return JSON.readTree(site.get("/api/findings").body());
  }

  private int stored() throws Exception {
    return HistoryStore.open(Site.history(folder)).acks().size();
  }

  private Site writable() throws IOException {
    return Site.of(folder, Optional.empty(), Optional.of(Token.of(TOKEN)), Optional.empty());
  }
}
