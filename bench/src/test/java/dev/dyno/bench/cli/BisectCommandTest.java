package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Searches in a project of somebody else, in a real checkout.
@Timeout(600)
class BisectCommandTest {

  private static final String[] SEARCH = {
    "bisect",
    "--benchmark",
    "Benchmark\\.work",
    "--profile",
    "quick.yaml",
    "--no-controls",
    "--out",
    "reports/search"
  };

  @TempDir static Path jars;

  @TempDir Path folder;

  private NightProject project;

  @BeforeAll
  static void jars() throws Exception {
    NightProject.makeJars(jars);
  }

  @BeforeEach
  void project() throws Exception {
    project = NightProject.begin(folder, jars);
    project.commit("same");
    project.git("tag", "good");
  }

  /// Of seven steps, two need pairs: the others do not build, or are the same code as one of those.
  @Test
  void the_commit_is_found_past_one_that_does_not_build_and_a_killed_search_measures_nothing_twice()
      throws Exception {
    for (var version : new String[] {"near", "near", "none", "near", "slower", "slower"}) {
      project.commit(version);
    }
    var bringing = project.git("rev-parse", "HEAD~1").strip();

    var ran = project.dyno(with("--good", "good"));

    assertThat(ran.exit()).as(ran.all()).isZero();
    assertThat(ran.out())
        .contains(bringing.substring(0, 10) + " (slower) is the first that shows the change")
        .contains("skipped   the build of commit")
        .contains("which is bad: both sides are the same jar")
        .contains("2 of 6 steps were measured")
        .contains("is at most 5.0 %");
    var file = project.folder().resolve("reports/search/bisect.json");
    var result = (ObjectNode) new ObjectMapper().readTree(file.toFile());
    assertThat(result.at("/conclusion/kind").asText()).isEqualTo("FOUND");
    assertThat(result.at("/conclusion/suspects/0/hash").asText()).isEqualTo(bringing);
    assertThat(result.at("/steps/0/verdict").asText()).isEqualTo("Regressed");
    assertThat(result.at("/steps/0/estimate/low").asDouble()).isGreaterThan(1);
    assertThat(result.at("/threshold").asDouble())
        .as("half of twenty times, as a ratio")
        .isBetween(1.5, 9.0);
    var first = file.resolveSibling(result.at("/steps/0/run").asText()).resolve("index.html");
    var before = Files.getLastModifiedTime(first);

    result.withArray("steps").remove(5);
    Files.writeString(file, result.toString());
    var again = project.dyno(with("--good", "good"));

    assertThat(again.exit()).as(again.all()).isZero();
    assertThat(again.err()).contains("going on after 5 steps").doesNotContain("after 4 pairs");
    assertThat(again.out()).isEqualTo(ran.out());
    assertThat(Files.getLastModifiedTime(first)).isEqualTo(before);
    var other = project.dyno(with("--good", "good", "--seed", "7"));
    assertThat(other.exit()).isEqualTo(2);
    assertThat(other.err()).contains("a search for something else, or measured otherwise");
  }

  @Test
  void what_cannot_be_searched_is_a_usage_error_that_says_why() throws Exception {
    project.commit("none");

    assertThat(here("bisect")).contains("give --good and --benchmark, or --finding");
    assertThat(here(with("--good", "HEAD"))).contains("are the same commit");
    assertThat(here(with("--good", "no-such"))).contains("'no-such' is no commit that git knows");
    assertThat(here(with("--good", "HEAD", "--metric", "joy"))).contains("choose from time/op");
    assertThat(here(with("--finding", "1"))).contains("--finding says it all");
    var empty = folder.resolve("empty.db").toString();
    assertThat(here("bisect", "--finding", "0123", "--history", empty))
        .contains("is no finding's id, and 0 series");
    assertThat(project.dyno(with("--good", "HEAD", "--bad", "good")).err())
        .contains("does not build on");
    var unbuilt = project.dyno(with("--good", "good"));
    assertThat(unbuilt.exit()).isEqualTo(2);
    assertThat(unbuilt.err()).contains("the build of commit");
    project.commit("near");
    var absent = project.dyno("bisect", "--good", "good", "--benchmark", "\\.absent");
    assertThat(absent.exit()).isEqualTo(2);
    assertThat(absent.err()).contains("must match one benchmark that both ends have");
  }

  /// What is said of a command that needs no project of its own.
  private static String here(String... words) {
    var err = new ByteArrayOutputStream();
    var streams =
        new Streams(Streams.nowhere(), new PrintStream(err, true, StandardCharsets.UTF_8), false);
    assertThat(Main.run(streams, words)).isEqualTo(2);
    return err.toString(StandardCharsets.UTF_8);
  }

  private static String[] with(String... more) {
    var all = java.util.Arrays.copyOf(SEARCH, SEARCH.length + more.length);
    System.arraycopy(more, 0, all, SEARCH.length, more.length);
    return all;
  }
}
