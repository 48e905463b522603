package dev.dyno.bench.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.dyno.bench.progress.FeedFixture;
import dev.dyno.reports.history.HistoryStore;
import dev.dyno.reports.history.StoredAck;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The OpenAPI document is true: a parser takes it, and every answer is what it says.
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ApiContractTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void a_parser_takes_the_document_and_its_page_names_every_address() throws Exception {
    try (var site = Site.of(folder)) {
      var options = new ParseOptions();
      options.setResolve(true);
      var parsed =
          new OpenAPIV3Parser().readContents(site.get("/openapi.json").body(), List.of(), options);

      assertThat(parsed.getMessages()).isEmpty();
      assertThat(parsed.getOpenAPI().getPaths()).hasSize(11);
      var page = site.get("/api").body();
      for (var path : parsed.getOpenAPI().getPaths().entrySet()) {
        for (var method : path.getValue().readOperationsMap().keySet()) {
          assertThat(page).contains(method + " " + path.getKey());
        }
      }
    }
  }

  @Test
  void every_answer_is_what_the_document_says() throws Exception {
    new ManyNights(24, 60).fill(Site.history(folder));
    HistoryStore.open(Site.history(folder))
        .accept(
            new StoredAck("a1", ".", "known", "Ada", Instant.EPOCH, LocalDate.parse("2999-12-31")));
    try (var site = Site.of(folder);
        var feed = FeedFixture.open(site.run("now"))) {
      feed.paired(FeedFixture.FIRST, FeedFixture.pair(0, 100, 80));
      feed.looked(FeedFixture.FIRST, FeedFixture.comparison(6));
      Files.writeString(site.run("bad").resolve("result.json"), "{");
      var document = JSON.readTree(site.get("/openapi.json").body());
      var id = JSON.readTree(site.get("/api/series").body()).at("/series/0/id").asText();
      feed.end(0); // series are followed while nothing measures
      Awaited.until(
          () -> JSON.readTree(site.get("/api/findings").body()).path("waiting").asInt() == 0);

      for (var path : document.path("paths").properties()) {
        if (!path.getValue().has("get")) {
          continue; // AcksTest writes
        }
        var content = path.getValue().at("/get/responses/200/content").properties();
        var type = content.iterator().next().getKey();
        if (!type.equals("text/event-stream")) {
          var answer = site.get(path.getKey().replace("{id}", id));
          assertThat(answer.statusCode()).as(path.getKey()).isEqualTo(200);
          assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith(type);
          if (type.equals("application/json")) {
            var schema = content.iterator().next().getValue().path("schema");
            assertThat(errors(document, schema, answer.body())).as(path.getKey()).isEmpty();
          }
        }
      }
      assertThat(JSON.readTree(site.get("/api/findings").body()).path("findings")).isNotEmpty();
      assertThat(JSON.readTree(site.get("/api/acks").body()).path("acks")).hasSize(1);
      var series =
          document.at(
              "/paths/~1api~1series~1{id}/get/responses/200/content/application~1json/schema");
      assertThat(errors(document, series, "{\"id\":3}")).as("control").isNotEmpty();
      assertThat(site.get("/api/series/0000000000000000").statusCode()).isEqualTo(404);
      assertThat(site.get("/api/series/nonsense").statusCode()).isEqualTo(404);
    }
  }

  private static List<?> errors(JsonNode document, JsonNode schema, String answer) {
    ObjectNode whole = schema.deepCopy();
    whole.set("components", document.path("components"));
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(whole.toString(), InputFormat.JSON)
        .validate(answer, InputFormat.JSON);
  }
}
