package dev.dyno.bench.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFeedTest {
  @TempDir private Path folder;

  @Test
  void what_a_run_tells_is_read_back() throws Exception {
    try (var feed = FeedFixture.open(folder)) {
      feed.paired(FeedFixture.FIRST, FeedFixture.pair(0, 100, 80));
      feed.paired(FeedFixture.FIRST, FeedFixture.pair(1, 100, 82));
      feed.dropped(FeedFixture.SECOND, "the hypervisor took 3 %\nand more lines");
      assertThat(read().state()).isEqualTo(new RunProgress.State.Running());
      feed.looked(FeedFixture.FIRST, FeedFixture.comparison(6));
      feed.noted("counting facts");
      feed.end(3);
    }

    var progress = read();
    assertThat(progress.state()).isEqualTo(new RunProgress.State.Ended(3));
    assertThat(progress.note()).contains("counting facts");
    assertThat(progress.unreadable()).isZero();
    var row = progress.rows().getFirst();
    assertThat(row.pairs()).hasSize(2);
    assertThat(row.pairs().getFirst().effect())
        .isCloseTo(-0.2, org.assertj.core.api.Assertions.within(1e-9));
    assertThat(row.pairs().getFirst().unit()).isEqualTo("us/op");
    assertThat(row.look())
        .hasValueSatisfying(look -> assertThat(look.verdict()).isEqualTo("Improved"));
    assertThat(row.open()).as("after its verdict").isFalse();
    assertThat(progress.rows().getLast().dropped()).isEqualTo(1);
    assertThat(progress.most()).isEqualTo(2 + 24);
    assertThat(progress.left().toSeconds()).as("24 pairs of 2 s").isEqualTo(48);
  }

  @Test
  void half_a_line_is_not_seen_and_a_spoiled_one_is_counted() throws Exception {
    try (var feed = FeedFixture.open(folder)) {
      feed.paired(FeedFixture.FIRST, FeedFixture.pair(0, 100, 80));
    }
    var file = folder.resolve(RunFeed.NAME);
    Files.writeString(
        file,
        "{\"event\":\"pair\",\"row\":99}\nno json\n{\"event\":\"pa",
        StandardOpenOption.APPEND);

    assertThat(read().pairs()).isEqualTo(1);
    assertThat(read().unreadable()).isEqualTo(2);
  }

  @Test
  void who_closes_without_an_end_broke_off() throws Exception {
    FeedFixture.open(folder).close();

    assertThat(read().state()).isEqualTo(new RunProgress.State.Ended(1));
  }

  @Test
  void a_run_whose_process_was_killed_is_interrupted_and_not_running() throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var process =
        new ProcessBuilder(
                List.of(
                    java,
                    "-cp",
                    System.getProperty("java.class.path"),
                    FeedFixture.class.getName(),
                    folder.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      assertThat(said.readLine()).isEqualTo("measuring");
      assertThat(read().state()).isEqualTo(new RunProgress.State.Running());
    } finally {
      process.destroyForcibly();
    }
    process.waitFor();

    assertThat(read().state()).isEqualTo(new RunProgress.State.Interrupted());
    assertThat(read().pairs()).isEqualTo(1);
  }

  @Test
  void a_folder_without_a_feed_or_a_plan_has_no_progress() throws Exception {
    assertThat(RunProgress.read(folder)).isEmpty();
    Files.writeString(folder.resolve(RunFeed.NAME), "{\"event\":\"no");
    assertThat(RunProgress.read(folder)).isEqualTo(Optional.empty());
  }

  private RunProgress read() throws IOException {
    return RunProgress.read(folder).orElseThrow();
  }
}
