package dev.dyno.bench.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dyno.bench.progress.FeedFixture;
import dev.dyno.engine.metrics.MetricsServer;
import dev.dyno.reports.history.HistoryStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/// Pages, feeds and what goes wrong, over real HTTP.
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DashboardTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void a_folder_with_nothing_in_it_is_told_in_words_on_pages_that_work() throws Exception {
    try (var site = Site.of(folder)) {
      var overview = site.get("/");

      assertThat(overview.statusCode()).isEqualTo(200);
      assertThat(overview.body())
          .contains("There is no history at", "There is no folder", "Nothing is being measured");
      assertThat(site.get("/trends").body()).contains("The history holds no series.");
      assertThat(site.get("/engine").body()).contains("Nobody said where an engine");
      assertThat(Files.exists(Path.of(Site.history(folder)))).as("made by looking").isFalse();
      assertThat(site.get("/nowhere").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void a_history_that_comes_later_is_shown_and_one_of_a_newer_program_is_told() throws Exception {
    try (var site = Site.of(folder)) {
      assertThat(site.get("/trends").body()).contains("There is no history at");
      new ManyNights(3, 4).fill(Site.history(folder));

      Awaited.until(() -> site.get("/trends").body().contains("3 series"));
    }
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + Site.history(folder));
        var statement = connection.createStatement()) {
      statement.execute("UPDATE dyno_schema SET version = '99'");
    }
    try (var site = Site.of(folder)) {
      assertThat(site.get("/").body()).contains("version 99", "use a newer one");
    }
  }

  @Test
  void a_history_that_somebody_holds_costs_the_page_a_sentence() throws Exception {
    new ManyNights(3, 4).fill(Site.history(folder));
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + Site.history(folder));
        var statement = connection.createStatement()) {
      statement.execute("PRAGMA locking_mode = EXCLUSIVE");
      statement.execute("BEGIN EXCLUSIVE");
      statement.execute("UPDATE run SET seed = 1");
      try (var site = Site.of(folder)) {
        var page = site.get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("The history", "another program");
      }
    }
  }

  @Test
  void good_runs_are_listed_beside_a_corrupt_one_with_links_to_their_reports() throws Exception {
    try (var site = Site.of(folder)) {
      Files.writeString(site.run("good").resolve("result.json"), RESULT);
      Files.writeString(site.run("good").resolve("index.html"), REPORT);
      Files.writeString(site.run("bad").resolve("result.json"), "{\"schema\":");
      site.run("no-run");

      var page = site.get("/").body();
      assertThat(page)
          .contains("/runs/good/index.html", "✗ missed", "✓ met", "regressed", "unreadable")
          .doesNotContain("no-run");
      var runs = JSON.readTree(site.get("/api/runs").body());
      assertThat(runs.path("total").asInt()).isEqualTo(2);
      var good = runs.path("runs").findValuesAsText("name").indexOf("good");
      assertThat(runs.path("runs").path(good).path("verdicts").path("Improved").asInt())
          .isEqualTo(2);
      assertThat(site.get("/metrics").body())
          .contains("dyno_last_run_verdicts{command=\"compare\",verdict=\"Improved\"} 2.0")
          .contains("dyno_last_run_exit{command=\"compare\"} 3.0");
    }
  }

  @Test
  void the_phases_of_a_night_are_runs_with_reports_of_their_own() throws Exception {
    try (var site = Site.of(folder)) {
      var night = site.run("2026-nightly");
      Files.writeString(night.resolve("night.json"), "{}");
      Files.writeString(site.run("2026-nightly/gate").resolve("result.json"), RESULT);
      Files.writeString(site.run("2026-nightly/gate").resolve("index.html"), REPORT);
      Files.createSymbolicLink(night.resolve("linked"), folder);
      Files.writeString(folder.resolve("secret.txt"), "dear to me");

      assertThat(site.get("/").body()).contains("/runs/2026-nightly~gate/index.html");
      assertThat(site.get("/runs/2026-nightly~gate/index.html").body()).isEqualTo(REPORT);
      assertThat(site.get("/runs/2026-nightly~gate~x/index.html").statusCode()).isEqualTo(404);
      assertThat(site.get("/runs/2026-nightly~linked/secret.txt").statusCode()).isEqualTo(404);
      assertThat(site.get("/runs/2026-nightly~../secret.txt").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void a_report_has_an_origin_of_its_own_and_runs_its_own_scripts_only() throws Exception {
    try (var site = Site.of(folder)) {
      Files.writeString(site.run("good").resolve("index.html"), REPORT);

      var answer = site.get("/runs/good/index.html");

      assertThat(answer.body()).isEqualTo(REPORT);
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
          .startsWith("sandbox allow-scripts")
          .contains("'sha256-rtx4k2oxQYyg90wQKxk+0Co6zu4AMqdg568VMHuJKNc='")
          .doesNotContain("allow-same-origin");
    }
  }

  @Test
  void no_path_leads_out_of_a_runs_folder() throws Exception {
    try (var site = Site.of(folder)) {
      Files.writeString(folder.resolve("secret.txt"), "dear to me");
      var run = site.run("good");
      Files.writeString(run.resolve("index.html"), REPORT);
      Files.createSymbolicLink(run.resolve("link.txt"), folder.resolve("secret.txt"));
      Files.createSymbolicLink(folder.resolve("runs/linked"), folder);

      for (var path :
          List.of(
              "/runs/good/../../secret.txt",
              "/runs/good/..%2f..%2fsecret.txt",
              "/runs/%2e%2e/secret.txt",
              "/runs/..%2f/secret.txt",
              "/runs/good/link.txt",
              "/runs/linked/secret.txt",
              "/runs/good/%00index.html",
              "/files/..%2fopenapi.json")) {
        var answer =
            site.raw(
                "GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".formatted(path));
        assertThat(answer).as(path).matches("(?s)HTTP/1.1 40[04].*").doesNotContain("dear to me");
      }
      assertThat(site.get("/runs/good/index.html").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void bound_to_loopback_it_answers_to_its_own_names_only() throws Exception {
    try (var site = Site.of(folder)) {
      var asked = "GET /api/live HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n";

      assertThat(site.raw(asked.formatted("localhost:1"))).startsWith("HTTP/1.1 200");
      assertThat(site.raw(asked.formatted("127.0.0.1"))).startsWith("HTTP/1.1 200");
      for (var name :
          List.of("evil.example", "localhost.evil.example", "0.0.0.0", "evil@localhost")) {
        assertThat(site.raw(asked.formatted(name))).as(name).matches("(?s)HTTP/1.1 4(21|00).*");
      }
    }
  }

  @Test
  void with_a_token_nobody_reads_without_it() throws Exception {
    var token = Token.of("0123456789abcdef");
    try (var site = Site.of(folder, Optional.of(token), Optional.empty())) {
      assertThat(site.get("/").statusCode()).isEqualTo(401);
      assertThat(site.get("/api/live", "Authorization", "Bearer 0123456789abcdeg").statusCode())
          .isEqualTo(401);
      assertThat(site.get("/files/dashboard.js", "Authorization", "Basic ***").statusCode())
          .isEqualTo(401);
      assertThat(site.get("/api/live", "Authorization", "Bearer 0123456789abcdef").statusCode())
          .isEqualTo(200);
      // printf 'any:0123456789abcdef' | base64
      assertThat(site.get("/", "Authorization", "Basic YW55OjAxMjM0NTY3ODlhYmNkZWY=").statusCode())
          .isEqualTo(200);
    }
    assertThatThrownBy(() -> Token.of("short")).hasMessageContaining("16 or more");
    assertThatThrownBy(
            () ->
                new Settings(
                    InetAddress.getByName("0.0.0.0"),
                    0,
                    "x",
                    folder,
                    Optional.empty(),
                    Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void nothing_writes_and_every_answer_says_what_a_browser_may_do() throws Exception {
    try (var site = Site.of(folder)) {
      for (var method : List.of("POST", "PUT", "DELETE", "PATCH")) {
        assertThat(site.send(method, "/api/findings").statusCode()).as(method).isEqualTo(405);
      }
      for (var path : List.of("/", "/trends", "/api/runs", "/feed.atom", "/nowhere")) {
        var headers = site.get(path).headers();
        assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
            .as(path)
            .startsWith("default-src 'none'; script-src 'self'")
            .doesNotContain("unsafe");
        assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(headers.firstValue("Server")).isEmpty();
      }
    }
  }

  @Test
  void a_taken_port_is_told() throws Exception {
    try (var site = Site.of(folder)) {
      int port = site.dashboard().uri().getPort();
      var again =
          new Settings(
              InetAddress.getLoopbackAddress(),
              port,
              "x",
              folder,
              Optional.empty(),
              Optional.empty());

      assertThatThrownBy(() -> Dashboard.start(again))
          .hasMessageContaining("port " + port)
          .hasMessageContaining("another program has it");
    }
  }

  @Test
  void pairs_and_verdicts_arrive_on_a_stream_as_they_fall() throws Exception {
    try (var site = Site.of(folder);
        var feed = FeedFixture.open(site.run("now"));
        var stream = events(site);
        var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      heard(lines, "0 <small>of at most 48");
      feed.paired(FeedFixture.FIRST, FeedFixture.pair(0, 100, 80));
      heard(lines, "1 <small>of at most 48");
      feed.looked(FeedFixture.FIRST, FeedFixture.comparison(6));
      heard(lines, "Improved");
      assertThat(site.get("/").body())
          .contains("dyno compare</code> is measuring", "id=\"live-now-1\"");
      assertThat(site.get("/metrics").body()).contains("dyno_dashboard_live_pages 1.0");
      feed.end(0);
      heard(lines, "Nothing is being measured.");
    }
  }

  /// Else each would go on for ever, on a whole core: the server's answer to an error that is an
  /// error itself.
  @Test
  void whoever_listens_is_let_go_whichever_end_hangs_up() throws Exception {
    var site = Site.of(folder);
    try (site;
        var feed = FeedFixture.open(site.run("now"))) {
      vanished(site);
      Awaited.until(
          () -> { // it finds out when it tells
            feed.paired(FeedFixture.FIRST, FeedFixture.pair(0, 100, 80));
            return site.get("/").statusCode() == 200 && site.dashboard().tellers() == 0;
          });
      events(site);
      Awaited.until(() -> site.dashboard().tellers() == 1);
      for (int page = 0; page < 10; page++) {
        vanished(site); // and nobody heard of it when the dashboard closes
      }
    }
    assertThat(site.dashboard().tellers()).isZero();
  }

  private static void vanished(Site site) throws Exception {
    try (var gone = new java.net.Socket(site.at("/").getHost(), site.at("/").getPort())) {
      gone.getOutputStream()
          .write(
              String.join(
                      "\r\n",
                      "GET /api/live/stream HTTP/1.1",
                      "Host: localhost:%d",
                      "Accept: text/event-stream",
                      "",
                      "")
                  .formatted(site.at("/").getPort())
                  .getBytes(StandardCharsets.US_ASCII));
      assertThat(gone.getInputStream().read()).isPositive();
      Awaited.until(() -> site.dashboard().tellers() > 0);
    }
  }

  private static InputStream events(Site site) throws IOException {
    var connection = site.at("/api/live/stream").toURL().openConnection();
    connection.setRequestProperty("Accept", "text/event-stream");
    return connection.getInputStream();
  }

  /// Reads on until it comes; a stream that ends, or stays silent until the test times out, fails.
  private static void heard(BufferedReader lines, String text) throws Exception {
    for (var line = lines.readLine(); ; line = lines.readLine()) {
      assertThat(line).as("a line with '%s'", text).isNotNull();
      if (line.contains(text)) {
        return;
      }
    }
  }

  @Test
  void findings_are_an_atom_feed_that_readers_accept() throws Exception {
    new ManyNights(24, 60).fill(Site.history(folder));
    try (var site = Site.of(folder)) {
      Awaited.until(
          () -> JSON.readTree(site.get("/api/findings").body()).path("waiting").asInt() == 0);
      var answer = site.get("/feed.atom");

      assertThat(answer.headers().firstValue("Content-Type").orElse(""))
          .startsWith("application/atom+xml");
      var factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      var feed =
          factory
              .newDocumentBuilder()
              .parse(new org.xml.sax.InputSource(new java.io.StringReader(answer.body())))
              .getDocumentElement();
      assertThat(feed.getNamespaceURI()).isEqualTo("http://www.w3.org/2005/Atom");
      for (var needed : List.of("id", "title", "updated", "author", "link")) {
        assertThat(feed.getElementsByTagName(needed).getLength()).as(needed).isPositive();
      }
      var entries = feed.getElementsByTagName("entry");
      assertThat(entries.getLength()).isPositive();
      var ids = new java.util.HashSet<String>();
      for (int i = 0; i < entries.getLength(); i++) {
        var entry = (Element) entries.item(i);
        ids.add(text(entry, "id"));
        assertThat(java.time.Instant.parse(text(entry, "updated")))
            .isBeforeOrEqualTo(ManyNights.LAST);
        assertThat(text(entry, "title")).contains("%");
        var link = ((Element) entry.getElementsByTagName("link").item(0)).getAttribute("href");
        assertThat(site.get(java.net.URI.create(link).getPath()).statusCode()).isEqualTo(200);
      }
      assertThat(ids).as("unique ids").hasSize(entries.getLength());
      assertThat(HistoryStore.open(Site.history(folder)).series()).hasSize(48);
    }
  }

  private static String text(Element entry, String name) {
    return entry.getElementsByTagName(name).item(0).getTextContent();
  }

  @Test
  void an_engines_metrics_are_shown_and_its_silence_is_told() throws Exception {
    var engine =
        MetricsServer.start(
            0,
            () ->
                "# HELP jobs_total Jobs done\n# TYPE jobs_total counter\njobs_total{kind=\"start\"} 42\n");
    try (var site = Site.of(folder, Optional.empty(), Optional.of(engine.uri()))) {
      try (engine) {
        assertThat(site.get("/engine").body()).contains("jobs_total", "Jobs done", "42");
        assertThat(site.get("/engine/numbers").body()).contains("kind=").doesNotContain("<html");
      }
      assertThat(site.get("/engine").body()).contains("does not answer");
    }
  }

  private static final String REPORT =
      "<!DOCTYPE html><p>report</p><script>document.title='ran'</script>";

  private static final String RESULT =
      """
      {"schema":"dyno/1","command":"compare","seed":1,"exit":3,"comparisons":[
       {"toggle":"auth-cache","benchmark":"a.Auth.resolve","params":{},"metric":"time/op","effect":-0.9,
        "low":-0.91,"high":-0.89,"verdict":"Improved","target":{"effect":-0.8,"met":true}},
       {"toggle":"auth-cache","benchmark":"a.Auth.resolve","params":{},"metric":"B/op","effect":0.1,
        "low":0.09,"high":0.11,"verdict":"Regressed"},
       {"toggle":"parallel-pulls","benchmark":"a.Image.ensure","params":{"images":"6"},"metric":"time/op",
        "effect":-0.6,"low":-0.61,"high":-0.59,"verdict":"Improved","target":{"effect":-0.667,"met":false}}]}
      """;
}
