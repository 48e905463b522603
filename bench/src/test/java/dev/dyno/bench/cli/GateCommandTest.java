package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dyno.bench.progress.RunProgress;
import dev.dyno.bench.variant.JmhJars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Gates over jars that are not ours, made as their own build would make them. The planted slowdown
/// is twice the work, and everything else is held to 50 %, so that no machine is too noisy.
class GateCommandTest {

  private static final List<String> MADE =
      List.of("result.json", "junit.xml", "dyno.sarif", "summary.md", "index.html");

  private static final String QUICK =
      """
      name: quick
      about: As little as says something.
      looks: [4, 6, 8]
      turns: {warmup: 4, measured: 8, length: 10ms}
      select: [{benchmark: any}]
      """;

  private static final String WIDE =
      """
      thresholds:
        "*":
          time/op: {max: 50%}
          B/op: {max: 50%}
      """;

  @TempDir static Path jars;

  private static Path before;
  private static Path slower;

  @TempDir Path folder;

  private record Ran(Typed typed, Path folder) {
    int exit() {
      return typed.exit();
    }

    String out() {
      return typed.out();
    }

    String err() {
      return typed.err();
    }

    JsonNode result() throws IOException {
      return new ObjectMapper().readTree(folder.resolve("result.json").toFile());
    }

    String file(String name) throws IOException {
      return Files.readString(folder.resolve(name));
    }
  }

  @BeforeAll
  static void jars() throws IOException {
    var maker = new JmhJars(jars);
    before = maker.library("before", 400, "1.36");
    slower = maker.library("slower", 800, "1.36");
  }

  @Test
  void a_slowdown_planted_in_a_library_fails_the_gate_in_every_output_and_again_from_its_file()
      throws Exception {
    var ran = gate(WIDE, before, slower);

    assertThat(ran.exit()).as(ran.out() + ran.err()).isEqualTo(3);
    assertThat(ran.out()).contains("gate regressed").contains("fails");
    var result = ran.result();
    assertThat(result.at("/exit").asInt()).isEqualTo(3);
    assertThat(result.at("/gate/decision").asText()).isEqualTo("regressed");
    assertThat(result.at("/coverage").toString()).isEqualTo("{\"planned\":2,\"judged\":2}");
    assertThat(standings(result))
        .containsEntry("theirs.LibraryBenchmark.work time/op", "fails")
        .containsEntry("theirs.LibraryBenchmark.own time/op", "holds");
    assertThat(result.at("/gate/baseline/jmh").asText()).isEqualTo("1.36");
    junit(ran);
    sarif(ran);
    assertThat(ran.file("summary.md")).contains("## Dyno gate: regressed").contains("❌ fails");
    assertThat(ran.file("index.html"))
        .contains("Gate: regressed")
        .contains("LibraryBenchmark.work");
    fed(ran);
    again(ran);
  }

  /// Who looked on saw the same.
  private static void fed(Ran ran) throws IOException {
    var progress = RunProgress.read(ran.folder()).orElseThrow();
    assertThat(progress.state()).isEqualTo(new RunProgress.State.Ended(3));
    assertThat(progress.plan().command()).isEqualTo("gate");
    assertThat(progress.rows()).hasSize(2).allSatisfy(row -> assertThat(row.pairs()).isNotEmpty());
    var work =
        progress.rows().stream().filter(row -> row.planned().title().contains("work")).toList();
    assertThat(work)
        .singleElement()
        .satisfies(row -> assertThat(row.look().orElseThrow().verdict()).isEqualTo("Regressed"));
  }

  private static void junit(Ran ran) throws Exception {
    var suite =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(ran.folder().resolve("junit.xml").toFile())
            .getDocumentElement();
    assertThat(suite.getAttribute("tests")).isEqualTo("4");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    var failure = (org.w3c.dom.Element) suite.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("type")).isEqualTo("Regressed");
    assertThat(((org.w3c.dom.Element) failure.getParentNode()).getAttribute("name"))
        .isEqualTo("work n=1 time/op");
  }

  /// The location is the line of the method's first statement in the benchmark's source.
  private static void sarif(Ran ran) throws IOException {
    var sarif = new ObjectMapper().readTree(ran.file("dyno.sarif"));
    var results = sarif.at("/runs/0/results");
    assertThat(results).hasSize(1);
    assertThat(results.at("/0/level").asText()).isEqualTo("error");
    var place = results.at("/0/locations/0/physicalLocation");
    assertThat(place.at("/artifactLocation/uri").asText())
        .isEqualTo("theirs/LibraryBenchmark.java");
    var source = JmhJars.source("theirs/LibraryBenchmark.java", 1).lines().toList();
    assertThat(source.get(place.at("/region/startLine").asInt() - 1)).contains("Library.work(n)");
  }

  /// Under a locale whose decimals have a comma.
  private static void again(Ran ran) throws Exception {
    var made = new HashMap<String, String>();
    for (var name : MADE) {
      made.put(name, ran.file(name));
      Files.delete(ran.folder().resolve(name));
    }
    var report = new ProcessBuilder(OwnProgram.command("report", ran.folder().toString()));
    report.environment().put("JDK_JAVA_OPTIONS", "-Duser.language=de -Duser.country=DE");
    report.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    report.redirectError(ProcessBuilder.Redirect.DISCARD);
    assertThat(OwnProgram.await(report)).isZero();
    for (var name : MADE) {
      assertThat(ran.file(name)).as(name).isEqualTo(made.get(name));
    }
  }

  @Test
  void unchanged_code_and_another_jmh_pass_with_a_warning() throws Exception {
    var newer = new JmhJars(folder).library("newer", 400, "1.35");

    var ran = gate(WIDE, before, newer);

    assertThat(ran.exit()).as(ran.out() + ran.err()).isZero();
    assertThat(ran.out()).contains("gate passed").contains("JMH 1.36, the candidate 1.35");
    assertThat(ran.result().at("/gate/decision").asText()).isEqualTo("pass");
  }

  @Test
  void a_benchmark_that_crashes_is_exit_7_and_says_why() throws Exception {
    var sources = new HashMap<>(JmhJars.sources(400));
    sources.merge(
        "theirs/Library.java",
        "throw new IllegalStateException(\"planted failure\"); } }",
        (source, planted) -> source.substring(0, source.indexOf("org.openjdk")) + planted);
    var broken = new JmhJars(folder).jar("broken", "1.36", sources);

    var ran = gate(WIDE, before, broken, "--benchmark", "work");

    assertThat(ran.exit()).as(ran.out() + ran.err()).isEqualTo(7);
    assertThat(ran.file("junit.xml")).contains("planted failure").contains("errors=\"2\"");
  }

  @Test
  void a_renamed_benchmark_is_listed_loudly_and_alone_is_never_green() throws Exception {
    var sources = new HashMap<>(JmhJars.sources(400));
    sources.computeIfPresent(
        "theirs/LibraryBenchmark.java", (_, source) -> source.replace("work()", "renamed()"));
    var renamed = new JmhJars(folder).jar("renamed", "1.36", sources);

    var ran = gate(WIDE, before, renamed, "--benchmark", "work|renamed");

    assertThat(ran.exit()).isEqualTo(5);
    assertThat(ran.out())
        .contains("only in the baseline: theirs.LibraryBenchmark.work n=1")
        .contains("only in the candidate: theirs.LibraryBenchmark.renamed n=1")
        .contains("removed or renamed, so nothing holds them");
  }

  @Test
  void a_benchmark_whose_unit_changed_is_not_compared_and_not_green() throws Exception {
    var sources = new HashMap<>(JmhJars.sources(400));
    sources.computeIfPresent(
        "theirs/LibraryBenchmark.java",
        (_, source) -> source.replace("MICROSECONDS", "NANOSECONDS"));
    var other = new JmhJars(folder).jar("other", "1.36", sources);

    var ran = gate(WIDE, before, other);

    assertThat(ran.exit()).isEqualTo(5);
    assertThat(ran.out())
        .contains("its mode or unit changed (avgt MICROSECONDS to avgt NANOSECONDS)");
  }

  @Test
  void a_plan_is_shown_without_measuring() throws Exception {
    var ran = gate(WIDE, before, slower, "--dry-run");

    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).contains("2 to be measured, looks after [4, 6, 8] pairs");
    assertThat(ran.folder()).doesNotExist();
  }

  @Test
  void rulers_and_identical_code_are_planned_as_controls_and_one_ruler_is_always_measured()
      throws Exception {
    var maker = new JmhJars(folder);
    var one = maker.jar("one", "1.36", withAnother(400));
    var other = maker.jar("other", "1.36", withAnother(800));
    var planned = controlled(WIDE, one, other, "--dry-run");
    assertThat(planned.out())
        .contains("2 to be measured") // the one that does not reach the library is skipped
        .contains("a tenth of the time at most: 3 rulers and 1 of 1 benchmarks of identical code");
    assertThat(controlled(WIDE, one, one, "--dry-run").out()).contains("no controls");

    var ran = controlled(WIDE, one, other, "--benchmark", "work|apart", "--learn-warm-up");

    assertThat(ran.exit()).as(ran.out() + ran.err()).isIn(3, 6); // 6 once in 500 sound machines
    var controls = ran.result().at("/gate/controls");
    assertThat(controls).isNotEmpty();
    assertThat(controls.at("/0/kind").asText()).isEqualTo("ruler");
    assertThat(controls.at("/0/benchmark").asText()).endsWith("RulerBenchmark.core");
    assertThat(controls.at("/0/pairs").asInt()).isEqualTo(4);
    assertThat(ran.err()).containsPattern("LibraryBenchmark.work n=1 warms up for \\d+ turns");
    assertThat(ran.file("index.html")).containsPattern("work n=1 warms up for \\d+ turns");
    assertThat(ran.file("summary.md")).contains("Controls, which cannot change");
    assertThat(ran.file("index.html")).contains("Controls: what cannot have changed");
    again(ran);
  }

  private static Map<String, String> withAnother(int tokens) {
    var sources = new HashMap<>(JmhJars.sources(tokens));
    sources.put(
        "theirs/ApartBenchmark.java",
        """
        package theirs;
        import org.openjdk.jmh.annotations.*;
        public class ApartBenchmark {
          @Benchmark public void apart() {
            org.openjdk.jmh.infra.Blackhole.consumeCPU(400);
          }
        }
        """);
    return sources;
  }

  @Test
  void a_rerun_adds_as_many_pairs_again() throws Exception {
    var ran = gate("thresholds: {'*': {time/op: {undecided: rerun}}}", before, slower, "--dry-run");

    assertThat(ran.out()).contains("looks after [4, 6, 8, 12, 16] pairs");
  }

  @Test
  void wrong_sides_are_usage_errors_that_say_what_to_do() throws Exception {
    var empty = JmhJars.with(before, folder.resolve("empty.jar"), "META-INF/BenchmarkList", "");
    var old =
        JmhJars.with(before, folder.resolve("old.jar"), "jmh.properties", "jmh.version=1.21\n");
    var plain = folder.resolve("plain.jar");
    try (var out = new java.util.jar.JarOutputStream(Files.newOutputStream(plain))) {
      out.putNextEntry(new java.util.zip.ZipEntry("nothing"));
    }

    refuses(gate(WIDE, folder.resolve("absent.jar"), slower), "there is no file", "absent.jar");
    refuses(gate(WIDE, empty, slower), "empty.jar holds no benchmarks");
    refuses(gate(WIDE, old, slower), "old.jar was built with JMH 1.21", "needs 1.32 or later");
    refuses(gate(WIDE, plain, slower), "plain.jar cannot be listed", "is it a JMH jar");
    refuses(
        run("gate", "--baseline", "no-such-ref", "--candidate", slower.toString(), "--out", out()),
        "no ref that git knows here");
    refuses(
        run(
            "gate",
            "--baseline",
            before + ",jdk:" + folder,
            "--candidate",
            slower.toString(),
            "--out",
            out()),
        "holds no bin/java");
    refuses(
        run(
            "gate",
            "--baseline",
            before + "," + slower,
            "--candidate",
            slower.toString(),
            "--out",
            out()),
        "is unclear at");
    refuses(run("gate", "--candidate", slower.toString()), "--baseline");
  }

  @Test
  void wrong_thresholds_and_an_expired_ack_fail_before_anything_runs() throws Exception {
    refuses(gate("thresholdz: {}", before, slower), "line 1: key 'thresholdz' is not known");
    refuses(
        gate(
            """
            acks:
              - {benchmark: "*", metric: time/op, allow: 200%, commit: 1a, reason: why, expires: 2020-01-01}
            """,
            before, slower),
        "line 2",
        "expired on 2020-01-01");
  }

  @Test
  void an_out_folder_that_cannot_be_written_fails_at_once() throws Exception {
    var file = Files.createFile(folder.resolve("file"));

    refuses(
        run(
            "gate",
            "--baseline",
            before.toString(),
            "--candidate",
            slower.toString(),
            "--out",
            file.resolve("below").toString()),
        "cannot be written");
  }

  private static void refuses(Ran ran, String... said) {
    assertThat(ran.exit()).as(ran.out() + ran.err()).isEqualTo(2);
    assertThat(ran.err()).contains(said);
  }

  private static Map<String, String> standings(JsonNode result) {
    var standings = new HashMap<String, String>();
    for (var row : result.at("/gate/rows")) {
      standings.put(
          row.get("benchmark").asText() + " " + row.get("metric").asText(),
          row.get("standing").asText());
    }
    return standings;
  }

  private String out() {
    return folder.resolve("out").toString();
  }

  private Ran gate(String thresholds, Path baseline, Path candidate, String... more)
      throws IOException {
    var words = new ArrayList<>(List.of("--no-controls"));
    words.addAll(List.of(more));
    return controlled(thresholds, baseline, candidate, words.toArray(String[]::new));
  }

  private Ran controlled(String thresholds, Path baseline, Path candidate, String... more)
      throws IOException {
    var words =
        new ArrayList<>(
            List.of(
                "gate",
                "--baseline",
                baseline.toString(),
                "--candidate",
                candidate.toString(),
                "--thresholds",
                Files.writeString(folder.resolve("thresholds.yaml"), thresholds).toString(),
                "--profile",
                Files.writeString(folder.resolve("quick.yaml"), QUICK).toString(),
                "--out",
                out()));
    words.addAll(List.of(more));
    var ran = run(words.toArray(String[]::new));
    return new Ran(ran.typed(), folder.resolve("out"));
  }

  private static Ran run(String... words) {
    return new Ran(Typed.of(words), Path.of(words[words.length - 1]));
  }
}
