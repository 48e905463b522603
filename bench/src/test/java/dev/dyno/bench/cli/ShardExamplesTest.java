package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// The examples of how several machines share a run: each is read by the types of what it is for,
/// and each of its command lines is one that `dyno` takes.
class ShardExamplesTest {

  private static final Path EXAMPLES = Path.of("..", "scripts", "ci", "shards");
  private static final Pattern CALL =
      Pattern.compile("(?m)scripts/dyno\"? (gate|report) (.*?)(?: \\|\\| .*)?$");

  /// Kubernetes' types take what they do not know; nothing else may.
  private static final class Strict extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public Boolean hasAnySetter(Annotated annotated) {
      return false;
    }
  }

  private static final ObjectMapper KUBERNETES =
      YAMLMapper.builder()
          .annotationIntrospector(new Strict())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  @Test
  void the_indexed_job_measures_one_shard_a_pod_and_its_verdicts_are_not_measured_again()
      throws Exception {
    var job = KUBERNETES.readValue(read("kubernetes-job.yaml"), Job.class);

    var spec = job.getSpec();
    assertThat(spec.getCompletionMode()).isEqualTo("Indexed");
    assertThat(spec.getParallelism()).isEqualTo(spec.getCompletions());
    assertThat(call("kubernetes-job.yaml", 0))
        .contains("--shard", "$((JOB_COMPLETION_INDEX + 1))/" + spec.getCompletions());
    assertThat(spec.getBackoffLimitPerIndex()).isPositive();
    var rules = spec.getPodFailurePolicy().getRules();
    assertThat(rules.getFirst().getAction()).isEqualTo("Ignore"); // the first that matches counts
    assertThat(rules.getFirst().getOnPodConditions().getFirst().getType())
        .isEqualTo("DisruptionTarget");
    assertThat(rules.getLast().getAction()).isEqualTo("FailIndex");
    var codes =
        Arrays.stream(ExitCode.values())
            .filter(code -> code != ExitCode.PASS)
            .map(ExitCode::number)
            .toList();
    assertThat(rules.getLast().getOnExitCodes().getValues()).isEqualTo(codes);
    var container = spec.getTemplate().getSpec().getContainers().getFirst();
    assertThat(rules.getLast().getOnExitCodes().getContainerName()).isEqualTo(container.getName());
  }

  @Test
  void its_pods_own_whole_cores_on_nodes_of_their_own_and_share_a_run_id() throws Exception {
    var job = KUBERNETES.readValue(read("kubernetes-job.yaml"), Job.class);

    var template = job.getSpec().getTemplate();
    guaranteed(template.getSpec());
    var apart =
        template
            .getSpec()
            .getAffinity()
            .getPodAntiAffinity()
            .getRequiredDuringSchedulingIgnoredDuringExecution()
            .getFirst();
    assertThat(apart.getTopologyKey()).isEqualTo("kubernetes.io/hostname");
    assertThat(template.getMetadata().getLabels())
        .containsAllEntriesOf(apart.getLabelSelector().getMatchLabels());
    var variable = template.getSpec().getContainers().getFirst().getEnv().getFirst();
    assertThat(variable.getName()).isEqualTo("DYNO_RUN_ID");
    assertThat(variable.getValueFrom().getFieldRef().getFieldPath())
        .isEqualTo("metadata.labels['batch.kubernetes.io/controller-uid']");
    assertThat(read("kubernetes-job.yaml")).contains("--cpu-manager-policy=static");
  }

  @Test
  void the_nights_cron_job_is_one_that_kubernetes_knows_and_owns_whole_cores() throws Exception {
    var night =
        KUBERNETES.readValue(
            Files.readString(EXAMPLES.resolve("../nightly/kubernetes-cronjob.yaml")),
            CronJob.class);

    guaranteed(night.getSpec().getJobTemplate().getSpec().getTemplate().getSpec());
  }

  /// The control: what Kubernetes does not know is refused, at whichever depth.
  @Test
  void a_field_that_kubernetes_does_not_know_would_be_seen() throws Exception {
    for (var field : List.of("completionMode:", "restartPolicy:", "topologyKey:", "fieldPath:")) {
      var wrong = read("kubernetes-job.yaml").replaceFirst(field, "x" + field);

      assertThatThrownBy(() -> KUBERNETES.readValue(wrong, Job.class))
          .as(field)
          .isInstanceOf(JacksonException.class)
          .hasMessageContaining("x" + field.replace(":", ""));
    }
  }

  @Test
  void the_github_workflow_runs_every_shard_and_joins_them_whatever_became_of_each()
      throws Exception {
    var workflow = yaml("github-workflow.yml");

    var shard = workflow.at("/jobs/shard");
    var matrix = shard.at("/strategy/matrix/shard");
    assertThat(matrix.toString()).isEqualTo("[1,2,3,4]");
    assertThat(shard.at("/strategy/fail-fast").asBoolean(true)).isFalse();
    assertThat(call("github-workflow.yml", 0))
        .contains("--shard", "${{ matrix.shard }}/" + matrix.size());
    assertThat(shard.at("/steps/0/with/fetch-depth").asInt(1)).isZero();
    var report = workflow.at("/jobs/report");
    assertThat(report.at("/needs").asText()).isEqualTo("shard");
    assertThat(report.at("/if").asText()).isEqualTo("always()");
    assertThat(call("github-workflow.yml", 1)).contains("--run", "$GITHUB_RUN_ID");
    assertThat(workflow.at("/env/DYNO_HISTORY").asText()).contains("secrets.");
  }

  /// Requests are limits, of every resource, and CPUs are whole: so the static CPU manager pins.
  private static void guaranteed(PodSpec pod) {
    var resources = pod.getContainers().getFirst().getResources();
    assertThat(pod.getContainers()).hasSize(1);
    assertThat(resources.getRequests()).containsOnlyKeys("cpu", "memory");
    assertThat(resources.getLimits()).isEqualTo(resources.getRequests());
    var cpus = Quantity.getAmountInBytes(resources.getLimits().get("cpu"));
    assertThat(cpus.stripTrailingZeros().scale()).isNotPositive();
    assertThat(pod.getRestartPolicy()).isEqualTo("Never");
  }

  /// The words of a command line of an example, after they were parsed as the program does.
  private static List<String> call(String file, int which) throws IOException {
    var calls =
        CALL.matcher(read(file).replaceAll("(?m)^\\s*#.*$", "")).results().skip(which).toList();
    assertThat(calls).as(file).isNotEmpty();
    var words =
        Pattern.compile("\"([^\"]*)\"|(\\S+)")
            .matcher(calls.getFirst().group(2).strip())
            .results()
            .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
            .toList();
    var nowhere = new PrintStream(new ByteArrayOutputStream());
    var streams = new Streams(nowhere, nowhere, false);
    var command =
        calls.getFirst().group(1).equals("gate")
            ? new GateCommand(streams)
            : new ReportCommand(streams);
    new CommandLine(command).parseArgs(words.toArray(String[]::new));
    return words;
  }

  private static JsonNode yaml(String file) throws IOException {
    return new ObjectMapper(new YAMLFactory()).readTree(read(file));
  }

  private static String read(String file) throws IOException {
    return Files.readString(EXAMPLES.resolve(file));
  }
}
