package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.dyno.bench.variant.JmhJars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What goes wrong around a gate: never green by accident, never red for no reason.
class GateTroubleTest {

  private static final String TWO_PAIRS =
      """
      name: two
      about: Two pairs, which decide little, and tell what works.
      looks: [2]
      turns: {warmup: 1, measured: 3, length: 10ms}
      select: [{benchmark: any}]
      """;

  private static final String WIDE = "thresholds: {'*': {time/op: {max: 50%}, B/op: {max: 50%}}}";

  @TempDir static Path jars;

  private static Path usual;

  @TempDir Path folder;

  private record Ran(Typed typed, Path folder) {
    int exit() {
      return typed.exit();
    }

    String err() {
      return typed.err();
    }

    JsonNode file(String name) throws IOException {
      return new ObjectMapper().readTree(folder.resolve(name).toFile());
    }

    String all() {
      return typed.all();
    }
  }

  @BeforeAll
  static void jars() throws IOException {
    usual = new JmhJars(jars).library("usual", 400, "1.36");
  }

  @Test
  void a_fork_that_hangs_is_given_up_after_patience_and_the_gate_says_so_with_exit_7()
      throws Exception {
    var hanging = working("hanging", "java.util.concurrent.locks.LockSupport.park(new Object());");

    var ran = gate(usual, hanging, "--benchmark", "work", "--patience", "3s");

    assertThat(ran.exit()).as(ran.all()).isEqualTo(7);
    assertThat(ran.file("result.json").toString())
        .contains("the candidate's fork hangs: it said nothing for 3 s; --patience gives it longer")
        .contains("3 forks in a row were lost");
  }

  @Test
  void a_fork_that_prints_megabytes_is_measured_like_any_other() throws Exception {
    var loud =
        working(
            "loud",
            "System.out.println(\"x\".repeat(100_000)); System.out.println(n);"
                + "org.openjdk.jmh.infra.Blackhole.consumeCPU(1_000_000);"); // megabytes, not more

    var ran = gate(loud, loud, "--benchmark", "work", "--no-skip");

    assertThat(ran.file("measurement.json").at("/comparisons/0/pairs")).hasSize(2);
    assertThat(ran.exit()).as(ran.all()).isIn(0, 3, 4); // whatever two pairs say: they were judged
    assertThat(ran.all()).doesNotContain("xxxx");
  }

  @Test
  void a_crash_after_megabytes_of_output_still_says_why() throws Exception {
    var loud =
        working(
            "loud",
            "for (int i = 0; i < 40; i++) System.out.println(\"x\".repeat(100_000));"
                + "if (n > 0) throw new IllegalStateException(\"planted behind the noise\");");

    var ran = gate(usual, loud, "--benchmark", "work");

    assertThat(ran.exit()).as(ran.err()).isEqualTo(7);
    assertThat(ran.file("result.json").toString()).contains("planted behind the noise");
  }

  @Test
  void a_gate_that_compares_nothing_is_exit_5_and_not_green() throws Exception {
    var ran = gate(usual, usual, "--benchmark", "no such benchmark");

    assertThat(ran.exit()).as(ran.all()).isEqualTo(5);
    assertThat(ran.file("result.json").at("/gate/decision").asText()).isNotEqualTo("pass");
    assertThat(Files.readString(ran.folder().resolve("junit.xml")))
        .contains("tests=\"1\"")
        .contains("<error message=\"too little was judged: 0 of 0 comparisons got a verdict\"");
    assertThat(Files.readString(ran.folder().resolve("dyno.sarif")))
        .contains("\"ruleId\" : \"dyno/gate\"", "too little was judged: 0 of 0 comparisons");
  }

  /// Numbers of another machine would be a different scale: only the code of a stored run counts.
  @Test
  void a_stored_run_of_another_machine_is_measured_again_here() throws Exception {
    var first = gate(usual, usual);
    var stored = first.folder().resolve("measurement.json");
    var json = (ObjectNode) new ObjectMapper().readTree(stored.toFile());
    ((ObjectNode) json.get("machine")).put("cpu", "another CPU").put("cores", 512);
    var other = Files.createDirectory(folder.resolve("other"));
    new ObjectMapper().writeValue(other.resolve("measurement.json").toFile(), json);

    var ran = gate(other, usual);

    assertThat(ran.exit()).as(ran.all()).isZero();
    assertThat(ran.file("measurement.json").at("/machine/cpu").asText())
        .isNotEmpty()
        .isNotEqualTo("another CPU");
    assertThat(ran.file("measurement.json").at("/gate/baseline/sha256").asText())
        .isEqualTo(ran.file("measurement.json").at("/gate/candidate/sha256").asText());
  }

  @Test
  void a_stored_run_whose_jar_changed_since_is_refused() throws Exception {
    var jar = Files.copy(usual, folder.resolve("kept.jar"));
    var first = gate(jar, jar);
    JmhJars.with(usual, folder.resolve("changed.jar"), "words", "other");
    Files.move(folder.resolve("changed.jar"), jar, StandardCopyOption.REPLACE_EXISTING);
    var stored = Files.copy(first.folder().resolve("measurement.json"), folder.resolve("run.json"));

    var ran = gate(stored, usual);

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err())
        .contains("is no longer the jar that")
        .contains("name a jar that was kept");
  }

  @Test
  void without_git_a_ref_is_an_error_that_names_the_way_out() throws Exception {
    var nothing = Files.createDirectory(folder.resolve("nothing"));
    var err = folder.resolve("err");
    var builder =
        new ProcessBuilder(
                OwnProgram.command(
                    "gate", "--baseline", "v1", "--candidate", usual.toString(), "--dry-run"))
            .redirectError(err.toFile())
            .redirectOutput(folder.resolve("out.txt").toFile());
    builder.environment().put("PATH", nothing.toString());
    var process = builder.start();

    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(2);
    assertThat(Files.readString(err)).contains("git cannot be run").contains("or name a jar");
  }

  /// Needs a file system of its own, so root.
  @Test
  void a_disk_that_is_full_at_the_end_is_an_error_and_leaves_no_half_file() throws Exception {
    needed(System.getProperty("user.name").equals("root"), "only root may mount");
    var small = Files.createDirectory(folder.resolve("small"));
    var size = "size=16k";
    needed(run("mount", "-t", "tmpfs", "-o", size, "tmpfs", small.toString()), "no mount here");
    try {
      var ran = gate(usual, usual, "--no-skip", "--benchmark", "work", "--out", small.toString());

      assertThat(ran.exit()).as(ran.all()).isEqualTo(2);
      assertThat(ran.err()).contains("No space left on device");
      for (var name : List.of("measurement.json", "result.json", "junit.xml", "index.html")) {
        var file = small.resolve(name);
        if (name.endsWith(".json") && Files.exists(file)) {
          assertThat(new ObjectMapper().readTree(file.toFile()).isObject()).isTrue();
        } else {
          assertThat(file).doesNotExist();
        }
      }
    } finally {
      assertThat(run("umount", small.toString())).isTrue();
    }
  }

  /// In CI it must be there; elsewhere a test without it is left out.
  private static void needed(boolean there, String why) {
    if (System.getenv("CI") != null) {
      assertThat(there).as(why).isTrue();
    }
    assumeTrue(there, why);
  }

  private static boolean run(String... words) throws Exception {
    var process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
  }

  /// A jar whose library does something else than work.
  private Path working(String name, String body) throws IOException {
    var sources = new HashMap<>(JmhJars.sources(400));
    sources.computeIfPresent(
        "theirs/Library.java",
        (_, source) -> source.replaceFirst("org\\.openjdk.*;", body.replace("$", "\\$")));
    assertThat(sources.get("theirs/Library.java")).contains(body);
    return new JmhJars(Files.createDirectories(folder.resolve(name))).jar(name, "1.36", sources);
  }

  private Ran gate(Path baseline, Path candidate, String... more) throws IOException {
    var out = folder.resolve("out");
    var words =
        new ArrayList<>(
            List.of(
                "gate",
                "--baseline",
                baseline.toString(),
                "--candidate",
                candidate.toString(),
                "--thresholds",
                Files.writeString(folder.resolve("thresholds.yaml"), WIDE).toString(),
                "--profile",
                Files.writeString(folder.resolve("two.yaml"), TWO_PAIRS).toString()));
    if (!List.of(more).contains("--out")) {
      words.addAll(List.of("--out", out.toString()));
    }
    words.addAll(List.of(more));
    return new Ran(Typed.of(words.toArray(String[]::new)), out);
  }
}
