package dev.dyno.profiles.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What stacks become: amounts an operation, frames, pages.
class FlameGraphsTest {

  @TempDir Path folder;

  private static Stacks stacks(Map<String, Long> samples) {
    var byStack = new TreeMap<String, Weight>();
    samples.forEach((stack, count) -> byStack.put(stack, new Weight(count, count * 1000.0)));
    return new Stacks(SampledEvent.CPU, "perf_events", byStack);
  }

  private static ProfiledSide side(String name, long operations, Map<String, Long> samples) {
    return new ProfiledSide(name, List.of(stacks(samples), stacks(samples)), operations);
  }

  @Test
  void samples_are_scaled_to_one_operation_whatever_work_they_were_taken_from() {
    var slow = side("slow", 100, Map.of("run_[j];load_[j]", 50L));
    var twiceAsMuchWork = side("more", 200, Map.of("run_[j];load_[j]", 100L));

    assertThat(slow.perOperation()).containsExactly(Map.entry("run_[j];load_[j]", 500.0));
    assertThat(twiceAsMuchWork.perOperation()).isEqualTo(slow.perOperation());
    assertThat(twiceAsMuchWork.samples()).isEqualTo(200);
  }

  @Test
  void the_same_work_an_operation_shows_no_difference_though_the_numbers_of_samples_differ()
      throws IOException {
    var once = side("once", 100, Map.of("run_[j];load_[j]", 50L));
    var twice = side("twice", 200, Map.of("run_[j];load_[j]", 100L));
    var page = folder.resolve("same.html");

    FlameGraphs.writeDifference(twice, once, page);

    assertThat(differences(page)).isEmpty(); // 0 is what a frame has when nothing is said
  }

  @Test
  void a_frame_that_vanished_is_seen_from_the_baseline_and_one_that_came_from_the_candidate()
      throws IOException {
    var baseline = side("off", 100, Map.of("run_[j];copyAll_[j]", 50L, "run_[j];rest_[j]", 50L));
    var candidate = side("on", 100, Map.of("run_[j];lend_[j]", 5L, "run_[j];rest_[j]", 50L));
    var forward = folder.resolve("forward.html");
    var backward = folder.resolve("backward.html");

    FlameGraphs.writeDifference(candidate, baseline, forward);
    FlameGraphs.writeDifference(baseline, candidate, backward);

    assertThat(forward).content().contains("lend", "on against off").doesNotContain("copyAll");
    assertThat(backward).content().contains("copyAll", "off against on").doesNotContain("lend");
    assertThat(differences(forward)).contains("d=U", "d=0");
    assertThat(differences(backward)).contains("d=U", "d=0");
  }

  private static List<String> differences(Path page) throws IOException {
    return Files.readString(page).lines().filter(line -> line.startsWith("d=")).toList();
  }

  @Test
  void a_page_is_one_file_that_needs_no_network_and_whose_title_is_no_markup() throws IOException {
    var page = folder.resolve("page.html");

    FlameGraphs.write(side("<b>all</b>", 3, Map.of("run_[j]", 1L)), page);

    assertThat(page)
        .content()
        .contains("&lt;b&gt;all&lt;/b&gt;: CPU time, ns in 10,000 operations")
        .doesNotContain("<b>all")
        .doesNotContainPattern("src=|<link|@import|fetch\\(");
    assertThat(folder.toFile().list()).containsExactly("page.html");
  }

  @Test
  void a_frame_that_calls_itself_counts_once_and_marks_of_its_compilation_not_at_all() {
    var frames =
        Frames.of(
            stacks(
                Map.of(
                    "run_[j];walk_[0];walk_[1]", 2L,
                    "run_[j];walk_[i];read_[k]", 3L,
                    "run_[j];libc_write", 4L)));

    assertThat(frames.byName().keySet())
        .containsExactly("libc_write", "read (kernel)", "run", "walk");
    assertThat(frames.of("walk").total().samples()).isEqualTo(5);
    assertThat(frames.of("walk").self().samples()).isEqualTo(2);
    assertThat(frames.of("run").total().samples()).isEqualTo(9);
    assertThat(frames.of("run").self()).isEqualTo(Weight.NONE);
    assertThat(frames.of("absent")).isEqualTo(Frames.Use.NONE);
  }

  @Test
  void what_cannot_be_added_up_or_compared_is_refused() {
    var cpu = side("cpu", 1, Map.of("run", 1L));
    var bytes = new Stacks(SampledEvent.ALLOC, "alloc", new TreeMap<>());
    var alloc = new ProfiledSide("alloc", List.of(bytes), 1);

    assertThatThrownBy(() -> new ProfiledSide("x", List.of(cpu.forks().getFirst(), bytes), 1))
        .hasMessageContaining("mixes events");
    assertThatThrownBy(() -> new ProfiledSide("x", List.of(), 1)).hasMessageContaining("0 forks");
    assertThatThrownBy(() -> new ProfiledSide("x", List.of(bytes), 0))
        .hasMessageContaining("0 operations");
    assertThatThrownBy(() -> FlameGraphs.writeDifference(cpu, alloc, folder.resolve("x.html")))
        .hasMessageContaining("only the same event");
  }
}
