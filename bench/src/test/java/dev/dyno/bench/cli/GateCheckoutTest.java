package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.dyno.bench.variant.GitProject;
import dev.dyno.bench.variant.JmhJars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Gates in a checkout, as a user's shell starts them. The project's build copies a jar that was
/// made before, and notes that it ran.
class GateCheckoutTest {

  private static final String PROJECT =
      """
      build:
        command: test -n "$JAVA_HOME" && echo built >> "$NOTES" && mkdir -p out && cp "$JARS/$(cat version).jar" out/b.jar
        jar: out/b.jar
      thresholds:
        "*":
          time/op: {max: 50%}
          B/op: {max: 50%}
      """;

  private static final String QUICK =
      """
      name: quick
      about: As little as says something.
      looks: [2, 400]
      turns: {warmup: 2, measured: 4, length: 10ms}
      select: [{benchmark: any}]
      """;

  @TempDir Path folder;

  private Path project;
  private Path notes;

  private record Ran(int exit, String out, String err) {}

  @BeforeEach
  void checkout() throws Exception {
    var jars = Files.createDirectory(folder.resolve("jars"));
    var maker = new JmhJars(jars);
    maker.library("one", 400, "1.36");
    Files.copy(jars.resolve("one.jar"), jars.resolve("two.jar"));
    notes = folder.resolve("notes");
    project = Files.createDirectory(folder.resolve("project"));
    git("init", "-q");
    Files.writeString(project.resolve(".gitignore"), "out\n");
    Files.writeString(project.resolve("dyno.yaml"), PROJECT);
    var source = project.resolve("src/jmh/theirs/LibraryBenchmark.java");
    Files.createDirectories(source.getParent());
    Files.writeString(source, JmhJars.source("theirs/LibraryBenchmark.java", 1));
    commit("one");
    git("tag", "v1");
    commit("broken");
    git("tag", "v-broken");
    commit("two");
  }

  @Test
  void a_ref_is_built_once_in_a_worktree_and_the_working_tree_every_time() throws Exception {
    var first = gate("--baseline", "v1", "--dry-run");
    var second = gate("--baseline", "v1", "--dry-run");

    assertThat(first.exit()).as(first.err()).isZero();
    assertThat(second.exit()).as(second.err()).isZero();
    assertThat(Files.readAllLines(notes)).hasSize(3);
    assertThat(second.err())
        .contains("building the working tree")
        .doesNotContain("building " + head("v1"));
    assertThat(git("status", "--porcelain")).isEmpty();
    assertThat(git("worktree", "list").lines()).hasSize(1);
    assertThat(Files.readString(project.resolve("version"))).isEqualTo("two");
  }

  /// The jar is the same in all commits; what differs lies in the library that it names.
  @Test
  void a_thin_jar_is_kept_with_its_libraries_and_the_file_says_which_benchmarks_count()
      throws Exception {
    thinJar(folder.resolve("jars/thin.jar"));
    JmhJars.with(
        folder.resolve("jars/one.jar"), folder.resolve("jars/three.jar"), "words", "other");
    Files.writeString(
        project.resolve("dyno.yaml"),
        """
        build:
          command: mkdir -p out/lib && cp "$JARS/thin.jar" out/b.jar && cp "$JARS/$(cat version).jar" out/lib/code.jar
          jar: out/b.jar
        benchmarks: \\.work n=1
        """);
    commit("three");

    var other = gate("--baseline", "v1", "--dry-run");
    var kept = gate("--baseline", "v1", "--dry-run");
    var same = gate("--baseline", "HEAD", "--dry-run");

    assertThat(other.exit()).as(other.err()).isZero();
    assertThat(other.out())
        .contains("theirs.LibraryBenchmark.work {n=1}: to be measured")
        .doesNotContain("LibraryBenchmark.own");
    assertThat(kept.out()).isEqualTo(other.out());
    assertThat(kept.err()).doesNotContain("building " + head("v1"));
    assertThat(same.out()).contains("both sides are the same jar");
  }

  private static void thinJar(Path file) throws IOException {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, "lib/code.jar");
    new JarOutputStream(Files.newOutputStream(file), manifest).close();
  }

  @Test
  void a_ref_that_does_not_build_shows_its_log_and_leaves_no_worktree() throws Exception {
    var ran = gate("--baseline", "v-broken");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err())
        .contains("the build of commit " + head("v-broken") + " ended with exit code 1")
        .contains("broken.jar");
    assertThat(git("worktree", "list").lines()).hasSize(1);
  }

  @Test
  void what_no_file_says_how_to_build_asks_for_it() throws Exception {
    Files.delete(project.resolve("dyno.yaml"));

    var ran = gate("--baseline", "v1");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("must be built, and no dyno.yaml says how");
  }

  @Test
  void outside_a_checkout_a_ref_is_a_clear_error() throws Exception {
    var plain = Files.createDirectory(folder.resolve("plain"));
    Files.copy(project.resolve("dyno.yaml"), plain.resolve("dyno.yaml"));
    project = plain;

    var ran = gate("--baseline", "v1");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).contains("is not inside a git checkout");
  }

  /// The jars are equal, so that both benchmarks are skipped, and nothing is measured.
  @Test
  void identical_code_is_skipped_and_a_stored_run_names_its_commit_for_the_next_one()
      throws Exception {
    var first = gate("--baseline", "v1", "--candidate", "HEAD", "--out", "out/first");
    var again = gate("--baseline", "out/first", "--candidate", "v1", "--out", "out/second");

    assertThat(first.exit()).as(first.out() + first.err()).isZero();
    var result = new ObjectMapper().readTree(project.resolve("out/first/result.json").toFile());
    assertThat(result.at("/comparisons/0/verdict").asText()).isEqualTo("Skipped");
    assertThat(result.at("/coverage").toString()).isEqualTo("{\"planned\":2,\"judged\":2}");
    assertThat(result.at("/gate/candidate/commit").asText()).isEqualTo(head("HEAD"));
    assertThat(again.exit()).as(again.out() + again.err()).isZero();
    var next = new ObjectMapper().readTree(project.resolve("out/second/result.json").toFile());
    assertThat(next.at("/gate/baseline/commit").asText()).isEqualTo(head("HEAD"));
  }

  @Test
  void a_jdk_alone_takes_the_code_of_the_other_side() throws Exception {
    var ran =
        gate(
            "--baseline",
            "jdk:" + System.getProperty("java.home"),
            "--candidate",
            "v1",
            "--dry-run");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(Files.readAllLines(notes)).isNotEmpty();
  }

  @Test
  void an_interrupted_gate_writes_what_it_has_and_names_the_method_in_its_checkout()
      throws Exception {
    var profile = Files.writeString(folder.resolve("quick.yaml"), QUICK);
    var err = folder.resolve("err");
    var process =
        start(
            folder.resolve("stdout"),
            err,
            List.of(
                "--baseline",
                "v1",
                "--candidate",
                "HEAD",
                "--no-skip",
                "--profile",
                profile.toString(),
                "--out",
                "out/run"));
    try {
      while (process.isAlive() && !Files.readString(err).contains("after 2 pairs")) {
        process.waitFor(100, TimeUnit.MILLISECONDS);
      }
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }

    var run = project.resolve("out/run");
    assertThat(Files.readString(run.resolve("result.json"))).contains("stopped by the user");
    assertThat(Files.readString(run.resolve("measurement.json")))
        .contains("src/jmh/theirs/LibraryBenchmark.java");
    assertThat(run.resolve("junit.xml")).exists();
  }

  /// As a CI server cancels a job: the program alone hears of it.
  @Test
  void a_build_that_is_stopped_leaves_no_process_and_no_worktree_behind() throws Exception {
    Files.writeString(
        project.resolve("dyno.yaml"),
        """
        build:
          command: echo $$ > "$NOTES" && sleep 600 && echo never
          jar: b.jar
        """);
    var err = folder.resolve("err");
    var process = start(folder.resolve("stdout"), err, List.of("--baseline", "v1"));
    try {
      while (process.isAlive() && !Files.exists(notes)) {
        process.waitFor(100, TimeUnit.MILLISECONDS);
      }
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }

    long shell = Long.parseLong(Files.readString(notes).strip());
    assertThat(ProcessHandle.of(shell).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(git("worktree", "list").lines()).hasSize(1);
  }

  private Ran gate(String... words) throws Exception {
    var out = folder.resolve("stdout");
    var err = folder.resolve("stderr");
    var process = start(out, err, List.of(words));
    try {
      assertThat(process.waitFor(180, TimeUnit.SECONDS)).as("ended in time").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private Process start(Path out, Path err, List<String> words) throws IOException {
    var gate = new ArrayList<>(List.of("gate"));
    gate.addAll(words);
    var builder =
        new ProcessBuilder(OwnProgram.command(gate.toArray(String[]::new)))
            .directory(project.toFile());
    builder.environment().put("JARS", folder.resolve("jars").toString());
    builder.environment().put("NOTES", notes.toString());
    return builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
  }

  private void commit(String version) throws Exception {
    Files.writeString(project.resolve("version"), version);
    new GitProject(project).commit(version);
  }

  private String head(String ref) throws Exception {
    return git("rev-parse", ref).strip();
  }

  private String git(String... words) throws Exception {
    return new GitProject(project).git(words);
  }
}
