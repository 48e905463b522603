package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// The examples of who starts a night: each is parsed, its time is one, and each of its command
/// lines is one that `dyno nightly` takes.
class NightlyExamplesTest {

  private static final Path EXAMPLES = Path.of("..", "scripts", "ci", "nightly");
  private static final Pattern CALL = Pattern.compile("scripts/dyno\"? nightly([^\\n]*)");
  private static final Pattern CRON = Pattern.compile("(\\d{1,2}|H)( (\\d{1,2}|\\*|\\*/\\d+)){4}");

  @Test
  void the_crontab_has_two_times_and_sends_what_waited() throws Exception {
    var lines =
        read("crontab").lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
    var jobs = lines.stream().filter(line -> !line.matches("[A-Z]+=\\S+")).toList();

    assertThat(jobs).hasSize(2).allMatch(line -> CRON.matcher(line).lookingAt());
    assertThat(calls("crontab")).hasSize(2).last().asString().contains("--deliver");
  }

  @Test
  void the_systemd_units_have_sections_a_command_and_a_calendar() throws Exception {
    var service = unit("dyno-nightly.service");
    var timer = unit("dyno-nightly.timer");

    assertThat(service.get("Service"))
        .containsEntry("Type", "oneshot")
        .containsKeys("ExecStart", "WorkingDirectory", "User");
    assertThat(timer.get("Timer"))
        .containsEntry("Persistent", "true")
        .containsEntry("OnCalendar", "*-*-* 01:00:00");
    assertThat(timer.get("Install")).containsEntry("WantedBy", "timers.target");
    assertThat(calls("dyno-nightly.service")).hasSize(1);
  }

  @Test
  void the_github_workflow_runs_alone_on_a_machine_of_its_own() throws Exception {
    var workflow = yaml("github-workflow.yml");

    assertThat(workflow.at("/on/schedule/0/cron").asText()).matches(CRON);
    assertThat(workflow.at("/concurrency/cancel-in-progress").asBoolean(true)).isFalse();
    assertThat(workflow.at("/jobs/nightly/runs-on").toString()).contains("self-hosted");
    assertThat(workflow.at("/jobs/nightly/steps/0/with/fetch-depth").asInt(1)).isZero();
    assertThat(calls("github-workflow.yml")).hasSize(1);
  }

  @Test
  void the_jenkins_job_has_a_time_runs_alone_and_keeps_its_report() throws Exception {
    var pipeline = Jenkinsfile.read(EXAMPLES.resolve("Jenkinsfile"));

    assertThat(pipeline.at("triggers", "cron").word().toString()).matches(CRON);
    assertThat(pipeline.at("agent", "label").word()).isEqualTo("benchmarks");
    assertThat(pipeline.at("options", "disableConcurrentBuilds").words()).isEmpty();
    var stage = pipeline.at("stages", "stage");
    assertThat(stage.at("steps", "sh").word().toString()).containsPattern(CALL);
    assertThat(stage.at("post", "always", "archiveArtifacts").word())
        .isEqualTo(Map.of("artifacts", "dyno-report/**", "allowEmptyArchive", true));
    assertThat(calls("Jenkinsfile")).hasSize(1);
  }

  @Test
  void the_kubernetes_job_never_overlaps_owns_its_cores_and_a_verdict_does_not_repeat_it()
      throws Exception {
    var job = yaml("kubernetes-cronjob.yaml");

    assertThat(job.at("/apiVersion").asText()).isEqualTo("batch/v1");
    assertThat(job.at("/kind").asText()).isEqualTo("CronJob");
    assertThat(job.at("/spec/schedule").asText()).matches(CRON);
    assertThat(job.at("/spec/concurrencyPolicy").asText()).isEqualTo("Forbid");
    var pods = job.at("/spec/jobTemplate/spec/template/spec");
    assertThat(pods.at("/restartPolicy").asText()).isEqualTo("Never");
    var container = pods.at("/containers/0");
    assertThat(container.at("/resources/requests")).isEqualTo(container.at("/resources/limits"));
    var rule = job.at("/spec/jobTemplate/spec/podFailurePolicy/rules/0");
    assertThat(rule.at("/action").asText()).isEqualTo("FailJob");
    assertThat(rule.at("/onExitCodes/containerName")).isEqualTo(container.at("/name"));
    var ours = new ArrayList<Integer>();
    for (var code : ExitCode.values()) {
      if (code != ExitCode.PASS) {
        ours.add(code.number());
      }
    }
    assertThat(rule.at("/onExitCodes/values").toString())
        .isEqualTo(ours.toString().replace(" ", ""));
    assertThat(container.at("/volumeMounts/0/name")).isEqualTo(pods.at("/volumes/0/name"));
    assertThat(calls("kubernetes-cronjob.yaml")).hasSize(1);
  }

  /// The control: what is no option would be seen.
  @Test
  void an_option_that_is_none_would_be_seen() {
    assertThatThrownBy(() -> parsed("--budgte 5h"))
        .isInstanceOf(CommandLine.ParameterException.class);
  }

  /// Every command line of an example, after it was parsed as the program does.
  private static List<String> calls(String file) throws IOException {
    var calls = new ArrayList<String>();
    var matcher = CALL.matcher(read(file).replaceAll("(?m)^\\s*(#|//).*$", ""));
    while (matcher.find()) {
      parsed(matcher.group(1).strip());
      calls.add(matcher.group(1).strip());
    }
    return calls;
  }

  private static void parsed(String words) {
    var nowhere = new PrintStream(new ByteArrayOutputStream());
    new CommandLine(new NightlyCommand(new Streams(nowhere, nowhere, false)))
        .parseArgs(words.split("\\s+"));
  }

  private static Map<String, Map<String, String>> unit(String file) throws IOException {
    var sections = new LinkedHashMap<String, Map<String, String>>();
    Map<String, String> section = new LinkedHashMap<>();
    for (var line : read(file).lines().map(String::strip).toList()) {
      if (line.startsWith("[")) {
        assertThat(line).endsWith("]");
        section = new LinkedHashMap<>();
        sections.put(line.substring(1, line.length() - 1), section);
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        int equals = line.indexOf('=');
        assertThat(equals).as(line).isPositive();
        section.put(line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return sections;
  }

  private static JsonNode yaml(String file) throws IOException {
    return new ObjectMapper(new YAMLFactory()).readTree(read(file));
  }

  private static String read(String file) throws IOException {
    return Files.readString(EXAMPLES.resolve(file));
  }
}
