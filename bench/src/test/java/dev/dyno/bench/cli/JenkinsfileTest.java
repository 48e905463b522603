package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.codehaus.groovy.control.CompilationFailedException;
import org.junit.jupiter.api.Test;

class JenkinsfileTest {

  private static final String PIPELINE =
      """
      // said beside it
      pipeline {
        agent any
        environment { A = 'b' }
        stages {
          stage('gate') {
            steps {
              sh '''
                echo "$A" }
              '''
              junit testResults: 'a.xml', allowEmptyResults: true
            }
          }
        }
      }
      """;

  @Test
  void what_stands_where_is_read_as_groovy_reads_it() {
    var pipeline = Jenkinsfile.parse(PIPELINE);

    assertThat(pipeline.at("agent").word()).isEqualTo("any");
    assertThat(pipeline.at("environment").assigned()).isEqualTo(Map.of("A", "b"));
    assertThat(pipeline.at("stages", "stage").word()).isEqualTo("gate");
    var steps = pipeline.at("stages", "stage", "steps");
    assertThat(steps.at("sh").word().toString()).contains("echo \"$A\" }");
    assertThat(steps.at("junit").word())
        .isEqualTo(Map.of("testResults", "a.xml", "allowEmptyResults", true));
  }

  /// The control of the examples' tests: what Jenkins would refuse is seen.
  @Test
  void what_is_no_pipeline_would_be_seen() {
    for (var section : List.of("stages {", "stage('gate') {", "steps {", "agent any")) {
      assertThatThrownBy(() -> Jenkinsfile.parse(PIPELINE.replace(section, "x" + section)))
          .as(section)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("no x");
    }
    assertThatThrownBy(() -> Jenkinsfile.parse(PIPELINE.replace("stages {", "stages")))
        .isInstanceOf(CompilationFailedException.class);
    assertThatThrownBy(() -> Jenkinsfile.parse("stage('alone') {}"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("needs one pipeline");
  }
}
