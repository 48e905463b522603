package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.dyno.bench.variant.GitProject;
import dev.dyno.bench.variant.JmhJars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

/// The examples for CI servers: parsed, and their commands run by a shell as the server's would, in
/// a project of somebody else with a pull request that makes its library twenty times as slow, or
// not: no machine is too busy for that.
class CiExamplesIT {

  private static final Path TOP = Path.of("..").toAbsolutePath().normalize();
  private static final Path ACTION = TOP.resolve(".github/actions/gate");

  private static final String PROJECT =
      """
      build: {command: 'mkdir -p out && cp "$JARS/$(cat version).jar" out/b.jar', jar: out/b.jar}
      thresholds: {"*": {time/op: {max: 50%}, B/op: {max: 50%}}}
      """;

  private static final String QUICK =
      """
      name: quick
      about: As little as finds twenty times the work.
      looks: [4, 6, 8, 12]
      turns: {warmup: 4, measured: 8, length: 10ms}
      select: [{benchmark: any}]
      """;

  @TempDir static Path jars;

  @TempDir Path folder;

  private Path project;

  private record Ran(int exit, String said) {}

  @BeforeAll
  static void jars() throws IOException {
    var maker = new JmhJars(jars);
    maker.library("same", 400, "1.36");
    maker.library("slower", 8000, "1.36");
  }

  @BeforeEach
  void project() throws Exception {
    project = Files.createDirectory(folder.resolve("project"));
    Files.writeString(project.resolve(".gitignore"), "out\ndyno-report\n");
    Files.writeString(project.resolve("dyno.yaml"), PROJECT);
    Files.writeString(project.resolve("quick.yaml"), QUICK);
    git("init", "-q", "-b", "main");
    git("remote", "add", "origin", project.toString());
    commit("same");
    git("update-ref", "refs/remotes/origin/main", "main");
    git("switch", "-q", "-c", "change");
  }

  @Test
  void the_github_action_fails_a_pull_request_that_is_slower_and_shows_why() throws Exception {
    commit("slower");

    var ran = action();

    assertThat(ran.exit()).as(ran.said()).isEqualTo(3);
    assertThat(folder.resolve("step-summary")).content().contains("## Dyno gate: regressed");
    assertThat(project.resolve("dyno-report/dyno.sarif")).isNotEmptyFile();
  }

  @Test
  void the_github_action_passes_a_pull_request_that_changes_no_code() throws Exception {
    commit("same");

    var ran = action();

    assertThat(ran.exit()).as(ran.said()).isZero();
    assertThat(folder.resolve("step-summary")).content().contains("## Dyno gate: passed");
  }

  /// Runs the action's own step with the inputs that the example workflow gives it.
  private Ran action() throws Exception {
    var workflow = yaml(TOP.resolve("scripts/ci/github-workflow.yml"));
    var use = step(workflow.at("/jobs/gate/steps"), "gate");
    assertThat(use.get("uses").asText()).contains("/.github/actions/gate@");
    var action = yaml(ACTION.resolve("action.yml"));
    var inputs = new HashMap<String, String>();
    action
        .get("inputs")
        .properties()
        .forEach(each -> inputs.put(each.getKey(), each.getValue().path("default").asText()));
    use.get("with")
        .properties()
        .forEach(
            each -> {
              assertThat(inputs).containsKey(each.getKey());
              inputs.put(each.getKey(), each.getValue().asText());
            });
    inputs.computeIfPresent(
        "baseline", (_, text) -> text.replace("${{ github.base_ref }}", "main"));
    inputs.put("flags", inputs.get("flags") + " --profile quick.yaml");

    var run = step(action.at("/runs/steps"), "gate");
    var environment = new HashMap<String, String>();
    run.get("env")
        .properties()
        .forEach(
            each -> environment.put(each.getKey(), expanded(each.getValue().asText(), inputs)));
    environment.put("GITHUB_ACTION_PATH", ACTION.toString());
    environment.put("GITHUB_STEP_SUMMARY", folder.resolve("step-summary").toString());
    assertThat(environment.values()).noneMatch(value -> value.contains("${{"));
    return shell(
        List.of("bash", "--noprofile", "--norc", "-eo", "pipefail"),
        run.get("run").asText(),
        environment);
  }

  private static String expanded(String text, Map<String, String> inputs) {
    return Pattern.compile("\\$\\{\\{ inputs\\.(\\w+) }}")
        .matcher(text)
        .replaceAll(found -> String.valueOf(inputs.get(found.group(1))));
  }

  private static JsonNode step(JsonNode steps, String name) {
    for (var step : steps) {
      if (step.path("name").asText().equals(name)) {
        return step;
      }
    }
    throw new AssertionError("no step '%s' in %s".formatted(name, steps));
  }

  @Test
  void the_gitlab_job_fails_when_slower_and_only_undecided_may_fail_without_harm()
      throws Exception {
    commit("slower");
    var job = yaml(TOP.resolve("scripts/ci/gitlab-ci.yml")).get("gate");
    var lines = new ArrayList<String>();
    job.get("script").forEach(line -> lines.add(line.asText()));

    var ran =
        shell(
            List.of("bash", "-eo", "pipefail"),
            String.join("\n", lines),
            variables("CI_MERGE_REQUEST_TARGET_BRANCH_NAME"));

    assertThat(ran.exit()).as(ran.said()).isEqualTo(3);
    assertThat(project.resolve(job.at("/artifacts/reports/junit").asText()))
        .content()
        .contains("<failure");
    assertThat(job.at("/allow_failure/exit_codes").asInt()).isEqualTo(ExitCode.UNDECIDED.number());
  }

  @Test
  void the_jenkins_stage_passes_what_changes_no_code() throws Exception {
    commit("same");
    var pipeline = Jenkinsfile.read(TOP.resolve("scripts/ci/Jenkinsfile"));
    assertThat(pipeline.at("environment").assigned()).containsOnlyKeys("DYNO", "DYNO_FLAGS");
    var stage = pipeline.at("stages", "stage");
    assertThat(stage.at("when", "changeRequest").words()).isEmpty();
    assertThat(stage.at("post", "always", "junit").word())
        .isEqualTo(Map.of("testResults", "dyno-report/junit.xml", "allowEmptyResults", true));

    var line = stage.at("steps", "sh").word().toString();
    var ran = shell(List.of("sh", "-xe"), line, variables("CHANGE_TARGET"));

    assertThat(ran.exit()).as(ran.said()).isZero();
    assertThat(project.resolve("dyno-report/junit.xml")).isNotEmptyFile();
  }

  @Test
  void the_maven_profile_types_a_gate_at_verify() throws Exception {
    commit("slower");
    var profile =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(TOP.resolve("scripts/ci/maven-profile.xml").toFile())
            .getDocumentElement();
    assertThat(profile.getTagName()).isEqualTo("profile");
    assertThat(texts(profile, "phase")).containsExactly("verify");
    var words = new ArrayList<>(texts(profile, "executable"));
    words.addAll(texts(profile, "argument"));
    var command =
        String.join(" ", words)
            .replace("${dyno}", TOP.toString())
            .replace("${dyno.baseline}", texts(profile, "dyno.baseline").getFirst())
            .replace("${project.build.directory}", "target");
    assertThat(command).doesNotContain("${");

    var ran = shell(List.of("sh"), command + " --dry-run", Map.of());

    assertThat(ran.exit()).as(ran.said()).isZero();
    assertThat(ran.said()).contains("2 to be measured, looks after");
  }

  private static List<String> texts(Element in, String tag) {
    var found = in.getElementsByTagName(tag);
    return IntStream.range(0, found.getLength())
        .mapToObj(i -> found.item(i).getTextContent())
        .toList();
  }

  private static Map<String, String> variables(String target) {
    return Map.of(
        target, "main", "DYNO", TOP.toString(), "DYNO_FLAGS", "--profile quick.yaml --quiet");
  }

  private Ran shell(List<String> shell, String text, Map<String, String> environment)
      throws Exception {
    var words = new ArrayList<>(shell);
    words.add(Files.writeString(folder.resolve("script"), text).toString());
    var builder = new ProcessBuilder(words).directory(project.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.environment().put("JARS", jars.toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    var log = folder.resolve("log");
    var process = builder.redirectOutput(log.toFile()).start();
    try {
      assertThat(process.waitFor(300, TimeUnit.SECONDS)).as("ended in time").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Ran(process.exitValue(), Files.readString(log));
  }

  private static JsonNode yaml(Path file) throws IOException {
    return new ObjectMapper(new YAMLFactory()).readTree(file.toFile());
  }

  private void commit(String version) throws Exception {
    Files.writeString(project.resolve("version"), version);
    new GitProject(project).commit(version);
  }

  private void git(String... words) throws Exception {
    new GitProject(project).git(words);
  }
}
