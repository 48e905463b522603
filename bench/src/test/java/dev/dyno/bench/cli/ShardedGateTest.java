package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dyno.bench.nightly.SharedNight;
import dev.dyno.bench.shard.Place;
import dev.dyno.bench.variant.JmhJars;
import dev.dyno.reports.history.HistoryStore;
import dev.dyno.reports.history.NightParcel;
import dev.dyno.reports.history.StoredNight;
import dev.dyno.reports.history.StoredShard;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A gate that several processes share by one real PostgreSQL. By `scripts/shards` they are four,
/// each in a network of its own.
@Timeout(600)
class ShardedGateTest {

  private final Fleet fleet = Fleet.asked();
  private final List<Process> started = new ArrayList<>();

  @TempDir private Path folder;

  private NightProject project;
  private EmbeddedPostgres server;
  private String history = "";
  private Path jar;

  @BeforeEach
  void begin() throws Exception {
    var sources = new HashMap<>(JmhJars.sources(400));
    sources.replaceAll((_, text) -> text.replace("@Param(\"1\")", "@Param({\"1\", \"2\"})"));
    jar = new JmhJars(folder).jar("same", "1.36", sources);
    project = NightProject.begin(folder, folder);
    server = fleet.server(folder);
    history = fleet.history(server);
  }

  @AfterEach
  void end() throws Exception {
    started.forEach(Process::destroyForcibly);
    server.close();
  }

  @Test
  void a_shard_that_was_killed_is_run_again_and_then_the_report_joins_what_before_it_refused()
      throws Exception {
    assertThat(report("never").all()).contains("run r1 was never begun in this history");

    var others = new HashMap<Integer, Process>();
    for (int shard = 1; shard < fleet.shards(); shard++) {
      others.put(shard, start(shard, 1));
    }
    int last = fleet.shards();
    killedHalfWay(last);
    for (var other : others.entrySet()) {
      var ended = ended(other.getKey(), other.getValue());
      assertThat(ended.exit()).as(ended.all()).isZero();
      assertThat(ended.err()).contains("is in the history");
    }
    var early = report("early");
    assertThat(early.exit()).as(early.all()).isEqualTo(5);
    assertThat(early.err())
        .contains("run r1 lacks 1 of %d shards: %s".formatted(last, fleet.name(last)));

    var second = ended(last, start(last, 1));
    assertThat(second.exit()).as(second.all()).isZero();
    var joined = report("joined");
    assertThat(joined.exit()).as(joined.all()).isZero();
    assertThat(joined.out())
        .contains("%d of %d benchmarks judged".formatted(last, last))
        .contains("shard %s: 1 comparisons".formatted(fleet.name(last)));
    everythingOnceAndWhere(project.folder().resolve("joined"));
    asItIsStored();
    withoutAHistory();
    refused();
    asPartOfANightThatBeganNoComparison();
  }

  private void asItIsStored() throws Exception {
    var again = ended(1, start(1, 1));
    assertThat(again.exit()).as(again.all()).isZero();
    assertThat(again.err()).contains("nothing is measured");
    assertThat(again.out()).contains("1 of 1 benchmarks judged");
    var store = HistoryStore.open(history).shards();
    assertThat(store.costs("gate")).hasSize(fleet.shards());
    assertThat(store.of(store.runs("r1").getFirst())).hasSize(fleet.shards());
  }

  private void withoutAHistory() throws Exception {
    var words = new ArrayList<>(List.of("report", "--run", "r1", "--out", "by-folders"));
    for (int shard = 1; shard <= fleet.shards(); shard++) {
      words.add("out-" + shard);
    }

    var joined = project.dyno(words.toArray(String[]::new));

    assertThat(joined.exit()).as(joined.all()).isZero();
    assertThat(Files.readString(project.folder().resolve("by-folders/result.json")))
        .isEqualTo(Files.readString(project.folder().resolve("joined/result.json")));
  }

  private void refused() throws Exception {
    var other = ended(1, start(1, 9));
    assertThat(other.exit()).isEqualTo(2);
    assertThat(other.err()).contains("with another plan (seed: 9 here, 1 there)");

    var store = HistoryStore.open(history).shards();
    var one = store.of(store.runs("r1").getFirst()).getFirst().measurement();
    var another = one.with(one.facts(), List.of("measured by somebody else"));
    store.append(StoredShard.of(another, 0, Instant.now()), List.of());
    var twice = report("twice");
    assertThat(twice.exit()).as(twice.all()).isEqualTo(2);
    assertThat(twice.err()).contains("is there twice, with different contents");
  }

  /// Of a night that wanted a comparison beside this gate, too.
  private void asPartOfANightThatBeganNoComparison() throws Exception {
    var now = Instant.now();
    var phase = new StoredNight.Phase("compare", "", "failed", 2, "its build failed", now, now);
    var id = new SharedNight("r1", new Place(1, fleet.shards())).id("m", now);
    var night = new StoredNight(id, "m", "c", "p", now, now, 2, false, List.of(phase));
    HistoryStore.open(history).append(new NightParcel(night, List.of(), List.of()));

    var joined = report("night");

    assertThat(joined.exit()).as(joined.all()).isEqualTo(5);
    assertThat(joined.err()).contains("its nights could not begin compare: its build failed");
  }

  private void everythingOnceAndWhere(Path report) throws IOException {
    var result = new ObjectMapper().readTree(report.resolve("result.json").toFile());
    Map<String, Integer> where = new HashMap<>();
    for (var row : result.get("comparisons")) {
      if (row.get("metric").asText().equals("time/op")) {
        var title = row.get("benchmark").asText() + row.get("params");
        assertThat(where.put(title, row.get("shard").asInt())).as(title).isNull();
      }
    }
    var shards = new TreeSet<>(where.values());
    assertThat(where).hasSize(fleet.shards());
    assertThat(shards).hasSize(fleet.shards());
    assertThat(result.at("/shards")).hasSize(fleet.shards());
    assertThat(result.at("/shards/0/machine").asText()).matches("[0-9a-f]{12}");
    assertThat(Files.readString(report.resolve("index.html")))
        .contains("<h2 id=\"shards\">Shards</h2>");
    assertThat(report.resolve("junit.xml")).exists();
  }

  private void killedHalfWay(int shard) throws Exception {
    var process = start(shard, 1);
    var progress = project.folder().resolve("out-%d/progress.jsonl".formatted(shard));
    while (!(Files.exists(progress) && Files.readString(progress).contains("\"pair\""))) {
      assertThat(process.waitFor(20, TimeUnit.MILLISECONDS))
          .as(Files.readString(project.file("shard-" + shard, "err")))
          .isFalse();
    }
    process.destroyForcibly().waitFor();
  }

  private NightProject.Ran report(String out) throws Exception {
    return project.dyno("report", "--run", "r1", "--history", history, "--out", out);
  }

  private Process start(int shard, int seed) throws IOException {
    var words =
        "gate --baseline %1$s --candidate %1$s --no-skip --no-controls --benchmark %2$s --profile quick.yaml --seed %3$d --shard %4$s --run-id r1 --history %5$s --quiet --out out-%6$d"
            .formatted(jar, fleet.benchmarks(), seed, fleet.name(shard), history, shard);
    var process = project.start("shard-" + shard, fleet.at(shard), words.split(" ", -1));
    started.add(process);
    return process;
  }

  private NightProject.Ran ended(int shard, Process process) throws Exception {
    assertThat(process.waitFor(180, TimeUnit.SECONDS)).as("ended in time").isTrue();
    return project.ended(process, "shard-" + shard);
  }
}
