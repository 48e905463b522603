package dev.dyno.bench.variant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Asked of a real git.
class CommitsTest {

  @TempDir Path folder;

  /// Its commits lack what the good one has, so that a comparison with it would blame them.
  @Test
  void a_branch_begun_before_the_good_commit_is_its_merge_alone() throws Exception {
    git("init", "-q", "-b", "main");
    commit("begin");
    git("switch", "-q", "-c", "side");
    commit("on the side");
    git("switch", "-q", "main");
    commit("good");
    var good = git("rev-parse", "HEAD").strip();
    git("switch", "-q", "-c", "later");
    commit("on a later side");
    git("switch", "-q", "main");
    commit("own");
    git("merge", "-q", "--no-ff", "-m", "merge both", "side", "later");
    commit("bad");

    var between = new Commits(folder).between(good, "HEAD");

    assertThat(between.stream().map(Commits.Listed::subject))
        .containsExactlyInAnyOrder("on a later side", "own", "merge both", "bad");
    assertThat(between.getLast().subject()).isEqualTo("bad");
    assertThat(between.get(2).parents()).as("of the merge").hasSize(3);
    assertThatExceptionOfType(VariantException.class)
        .isThrownBy(() -> new Commits(folder).between("side", good))
        .withMessageContaining("does not build on side");
  }

  private void commit(String subject) throws Exception {
    new GitProject(folder).commit(subject);
  }

  private String git(String... words) throws Exception {
    return new GitProject(folder).git(words);
  }
}
