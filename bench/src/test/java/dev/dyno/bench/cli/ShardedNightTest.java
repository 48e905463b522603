package dev.dyno.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a night plans that several machines share.
@Timeout(300)
class ShardedNightTest {

  @TempDir private Path folder;

  private NightProject project;

  @BeforeEach
  void project() throws Exception {
    project = NightProject.begin(folder, folder);
    project.commit("same");
  }

  @Test
  void the_comparison_is_split_and_the_first_shard_alone_measures_the_matrix() throws Exception {
    var second = project.dyno("nightly", "--dry-run", "--shard", "2/3", "--run-id", "n1");
    var first = project.dyno("nightly", "--dry-run", "--shard", "1/3", "--run-id", "n1");

    assertThat(second.exit()).as(second.all()).isZero();
    assertThat(second.out())
        .contains("compare  dyno compare --profile nightly --shard 2/3 --run-id n1")
        .contains("matrix   left out: a matrix is one design: the first shard measures it")
        .contains("qualify  dyno qualify");
    assertThat(first.out()).contains("matrix   dyno compare --matrix");
  }

  @Test
  void a_shard_without_a_run_is_told_and_so_is_a_run_without_a_shard() throws Exception {
    var nameless = project.dyno("nightly", "--dry-run", "--shard", "2/3", "--run-id", " ");
    var alone = project.dyno("nightly", "--dry-run", "--run-id", "n1");
    var beyond = project.dyno("nightly", "--dry-run", "--shard", "4/3", "--run-id", "n1");

    assertThat(nameless.exit()).isEqualTo(2);
    assertThat(nameless.err()).contains("--run-id ' ': give 1 to 100 characters");
    assertThat(alone.exit()).isEqualTo(2);
    assertThat(alone.err()).contains("go with --shard");
    assertThat(beyond.exit()).isEqualTo(2);
    assertThat(beyond.err()).contains("--shard '4/3'");
  }
}
