package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The manifests against the schema that Kubernetes publishes (OpenAPI), as the npm package
/// `kubernetes-models` has compiled it. A schema lets fields pass that it does not know: those are
/// what [ShardExamplesTest] refuses.
@Timeout(180)
class KubernetesSchemaTest {

  private static final Path EXAMPLES = Path.of("..", "scripts", "ci");
  private static final String MODELS = "kubernetes-models@4.5.1";

  private static final String VALIDATE =
      """
      const [folder, kind] = process.argv.slice(1);
      const models = require(require.resolve('kubernetes-models/batch/v1', {paths: [folder]}));
      try {
        new models[kind](JSON.parse(require('fs').readFileSync(0, 'utf8'))).validate();
        console.log('valid');
      } catch (refused) {
        console.log(refused.message);
      }
      """;

  @TempDir static Path folder;

  @BeforeAll
  static void schema() throws Exception {
    var said =
        ran(
            "",
            "npm",
            "install",
            "--prefix",
            ".",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            MODELS);
    assertThat(folder.resolve("node_modules/kubernetes-models/batch")).as(said).isDirectory();
  }

  @Test
  void the_indexed_job_is_valid_and_the_schema_sees_what_is_wrong_or_missing_in_it()
      throws Exception {
    var job = read("shards/kubernetes-job.yaml");
    assertThat(validated(job, "Job")).isEqualTo("valid");

    object(job, "/spec").put("backoffLimitPerIndex", "two");
    assertThat(validated(job, "Job")).contains("spec/backoffLimitPerIndex must be integer");

    object(job, "/spec").put("backoffLimitPerIndex", 2);
    var apart = "/podAntiAffinity/requiredDuringSchedulingIgnoredDuringExecution/0";
    object(job, "/spec/template/spec/affinity" + apart).remove("topologyKey");
    assertThat(validated(job, "Job")).contains("must have required property topologyKey");
  }

  @Test
  void the_night_s_cron_job_is_valid_and_without_its_schedule_it_is_not() throws Exception {
    var night = read("nightly/kubernetes-cronjob.yaml");
    assertThat(validated(night, "CronJob")).isEqualTo("valid");

    object(night, "/spec").remove("schedule");
    assertThat(validated(night, "CronJob")).contains("must have required property schedule");
  }

  private static JsonNode read(String example) throws IOException {
    return new YAMLMapper().readTree(EXAMPLES.resolve(example).toFile());
  }

  private static ObjectNode object(JsonNode manifest, String path) {
    return (ObjectNode) manifest.at(path);
  }

  private static String validated(JsonNode manifest, String kind) throws Exception {
    return ran(manifest.toString(), "node", "-e", VALIDATE, folder.toString(), kind);
  }

  private static String ran(String input, String... words) throws Exception {
    var out = folder.resolve("said.txt");
    var in = Files.writeString(folder.resolve("asked.json"), input, StandardCharsets.UTF_8);
    var process =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectInput(in.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("ended in time").isTrue();
      return Files.readString(out).strip();
    } finally {
      process.destroyForcibly();
    }
  }
}
