package dev.dyno.profiles.junit;

import static dev.dyno.profiles.assertions.ProfileAssertions.assertThat;
import static dev.dyno.profiles.jfr.Comparison.compareProfiled;
import static dev.dyno.profiles.jfr.Fact.EXCEPTIONS_THROWN;
import static dev.dyno.profiles.jfr.Fact.FILE_WRITES;
import static dev.dyno.profiles.jfr.Fact.PROCESSES_STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.dyno.profiles.jfr.AllocatedBytes;
import dev.dyno.profiles.jfr.EventCapture;
import dev.dyno.profiles.jfr.Sampled;
import dev.dyno.profiles.layout.Footprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.engine.TestExecutionResult.Status;

/// The pages that tests leave in this module's own `target`.
class PageExtensionTest {

  private static final Path PAGES = Path.of("target", "profiled-tests");

  @Profiled({PROCESSES_STARTED, EXCEPTIONS_THROWN})
  static class Orders {

    @Test
    @DisplayName("an order <script>alert(1)</script> starts one process")
    void one_window(EventCapture capture) throws Exception {
      var seen = capture.during(() -> new ProcessBuilder("true").start().waitFor());
      assertThat(seen.facts(PROCESSES_STARTED)).hasCount(1);
    }

    @Test
    void two_sides(EventCapture capture) throws Exception {
      var both =
          compareProfiled(
              () -> 2,
              () -> 1,
              capture,
              times -> {
                for (int i = 0; i < times; i++) {
                  new ProcessBuilder("true").start().waitFor();
                }
              });
      assertThat(both).startsNoMoreProcesses();
    }

    @RepeatedTest(2)
    void again(EventCapture capture) {
      assertThat(capture.during(() -> {}).facts(PROCESSES_STARTED)).isEmpty();
    }

    @Test
    void a_capture_of_its_own() {
      var seen = EventCapture.of(PROCESSES_STARTED).during(() -> {});
      assertThat(seen.facts(PROCESSES_STARTED)).isEmpty();
    }

    @Test
    void only_elsewhere() {
      assumeThat(1).as("somewhere else").isEqualTo(2);
    }

    @Nested
    class Inside {

      @Test
      void nested(EventCapture capture) {
        assertThat(capture.during(() -> {}).facts(PROCESSES_STARTED)).isEmpty();
      }
    }
  }

  @Test
  @Tag("jfr")
  void a_class_leaves_a_page_with_what_each_test_observed() throws Exception {
    var page = pageOf(Orders.class, Map.of());

    assertThat(text(page))
        .contains("6 passed", "0 failed", "1 aborted: an assumption did not hold")
        .contains("an order <script>alert(1)</script> starts one process Passed")
        .contains("processes started 1 Where processes started by site 1 " + Orders.class.getName())
        .contains("processes started 2 1 −1 (−50 %)")
        .contains("again › repetition 1 of 2 Passed", "again › repetition 2 of 2 Passed")
        .contains("Inside › nested Passed")
        .contains("None of processes started, exceptions thrown")
        .contains("only_elsewhere Aborted Why it was aborted");
    assertThat(page).doesNotContain("<script>alert(1)");
    assertThat(count(page, "<h3>A window of ")).as("sides are not told twice").isEqualTo(5);
    assertThat(text(Files.readString(PAGES.resolve("index.html"))))
        .contains("PageExtensionTest.Orders dev.dyno.profiles.junit");
  }

  static class Throwing {

    @Test
    @Profiled(PROCESSES_STARTED)
    void throws_before_the_window_ends(EventCapture capture) throws Exception {
      try (var _ = capture.open()) {
        throw new IOException("the test's own");
      }
    }

    @Test
    @Profiled(PROCESSES_STARTED)
    void never_ends_its_window(EventCapture capture) throws Exception {
      capture.during(() -> {});
      throw new IOException("another of its own");
    }
  }

  @Test
  @Tag("jfr")
  void a_test_that_throws_before_its_window_ends_keeps_its_failure_and_the_page_tells()
      throws Exception {
    var results = Inner.run(Throwing.class, Map.of());

    assertThat(results)
        .extracting(each -> each.getThrowable().orElseThrow())
        .allSatisfy(each -> assertThat(each).isExactlyInstanceOf(IOException.class))
        .extracting(Throwable::getMessage)
        .containsExactlyInAnyOrder("the test's own", "another of its own");
    var page = text(page(Throwing.class));
    assertThat(page)
        .contains("0 passed", "2 failed")
        .contains("Why it failed at PageExtensionTest.java:")
        .contains("java.io.IOException: the test's own recorded until then: ")
        .contains("A window that was not finished The test ended before its window did")
        .contains("java.io.IOException: another of its own");
    for (var kept : List.of("throws_before_the_window_ends", "never_ends_its_window")) {
      Files.delete(Path.of("target", "recordings", "Throwing.%s.jfr".formatted(kept)));
    }
  }

  static class Forked {

    @SuppressWarnings("unused") // so that it is really made
    private byte[] bytes = {};

    @Test
    @InFork(jvm = AllocatedBytes.PINNED)
    void allocates_1016_bytes() {
      assertThat(AllocatedBytes.of(() -> bytes = new byte[1_000])).isExactly(1_016);
    }

    @Test
    @InFork(jvm = "-Xmx48m")
    @Profiled(PROCESSES_STARTED)
    void has_a_window(EventCapture capture) throws Exception {
      var seen = capture.during(() -> new ProcessBuilder("true").start().waitFor());
      assertThat(seen.facts(PROCESSES_STARTED)).hasCount(2);
    }

    @Test
    @InFork
    void dies() {
      Runtime.getRuntime().halt(42);
    }
  }

  @Test
  @Tag("jfr")
  void what_forks_observed_stands_in_the_page_of_their_parent() throws Exception {
    var page = text(pageOf(Forked.class, Map.of()));

    assertThat(page)
        .contains("1 passed", "2 failed")
        .contains("In a fork: -XX:TieredStopAtLevel=1 Bytes allocated exact")
        .contains("bytes, all threads 1,016")
        .contains("In a fork: -Xmx48m Why it failed")
        .contains("expected exactly 2 processes started observed 1", "in a fork with [-Xmx48m]")
        .contains("processes started 1 Where")
        .contains("In a fork: a JVM of its own Why it failed")
        .contains("ended with exit code 42 before the test did")
        .contains("It observed nothing with this kit, so only its outcome is known.");
    Files.delete(Path.of("target", "recordings", "Forked.has_a_window.jfr"));
  }

  static class Sampling {

    @Test
    @Profiled(
        value = PROCESSES_STARTED,
        sampled = {Sampled.EXECUTION, Sampled.ALLOCATION})
    void boxes(EventCapture capture) {
      var seen = capture.during(Sampling::box);
      assertThat(seen.facts(PROCESSES_STARTED)).isEmpty();
    }

    private static void box() {
      var boxes = new ArrayList<Long>();
      long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(600);
      for (long i = 0; System.nanoTime() < end; i++) {
        boxes.add(i * 1_000);
        if (boxes.size() > 10_000) {
          boxes.clear();
        }
      }
    }
  }

  @Test
  @Tag("jfr")
  void samples_are_attributed_with_flame_graphs_and_rules_and_change_no_fact() throws Exception {
    var page = pageOf(Sampling.class, Map.of());

    assertThat(text(page))
        .contains("1 passed", "sampled Shares of samples: they say where, never how many.")
        .contains("allocation samples by site", Sampling.class.getName() + ".box:")
        .contains("heuristic")
        .contains("rules had what they judge by");
    assertThat(page)
        .contains("<iframe ", "Flame graph: allocation samples", "Sampling.box")
        .doesNotContain("JupiterTestEngine", "updateRetransform"); // around the window
  }

  @Profiled
  static class Weighed {

    private final List<Object> thick = List.of(new long[100], new Object());
    private final List<Object> thin = List.of(new long[40], new Object());

    @Test
    void one_graph() {
      assertThat(Footprint.of(new long[100])).totals(816).hasObjects(1);
    }

    @Test
    void two_graphs() {
      var baseline = Footprint.of(thick);
      var candidate = Footprint.of(thin);
      assertThat(candidate).savesAtLeast(0.5, baseline);
      assertThat(candidate).savesAtLeast(0.9, baseline);
    }

    @Test
    @InFork(jvm = "-XX:+UseCompactObjectHeaders")
    void in_another_header_mode() {
      assertThat(Footprint.of(new Object())).totals(8);
    }
  }

  @Test
  void footprints_stand_on_the_page_with_their_header_mode_and_what_differs() throws Exception {
    var page = text(pageOf(Weighed.class, Map.of()));

    assertThat(page)
        .contains("2 passed", "1 failed")
        .contains("Footprint of long[] exact Header mode: usual")
        .contains("Type Instances Bytes all together 1 816 long[] 1 816")
        .contains("Footprints, baseline against candidate exact Header mode: usual")
        .contains("long[] 1 1 816 336 −480 B (−59 %)")
        .contains("java.lang.Object 1 1 16 16 same")
        .contains("at least 90.0 % less expected, but saved 56.")
        .contains("In a fork: -XX:+UseCompactObjectHeaders Footprint of java.lang.Object exact")
        .contains("Header mode: compact headers Type Instances Bytes all together 1 8");
    assertThat(count(page, "Footprints, baseline")).as("told once").isEqualTo(1);
    assertThat(count(page, "Footprint of ")).as("sides are not told twice").isEqualTo(2);
  }

  static class Unwanted {

    @Test
    @Profiled(PROCESSES_STARTED)
    void observes(EventCapture capture) {
      assertThat(capture.during(() -> {}).facts(PROCESSES_STARTED)).isEmpty();
    }

    @Test
    @InFork
    void observes_in_a_fork() {
      assertThat(System.getProperty(Notebook.ENABLED)).isEqualTo("false");
    }
  }

  @Test
  void a_configuration_parameter_switches_pages_off() throws Exception {
    Files.deleteIfExists(file(Unwanted.class));

    assertThat(Inner.run(Unwanted.class, Map.of("dyno.pages.enabled", "false")))
        .hasSize(2)
        .allMatch(each -> each.getStatus() == Status.SUCCESSFUL);
    assertThat(file(Unwanted.class)).doesNotExist();
  }

  static class Silent {

    @Test
    @Profiled(PROCESSES_STARTED)
    void observes_nothing(EventCapture capture) {
      assertThat(capture).isNotNull();
    }
  }

  @Test
  @Tag("jfr")
  void where_there_is_nothing_to_show_there_is_no_page() throws Exception {
    Files.deleteIfExists(file(Silent.class));
    Inner.run(Silent.class, Map.of());

    assertThat(file(Silent.class)).doesNotExist();
  }

  @Execution(ExecutionMode.CONCURRENT)
  static class Left extends AtOnce {}

  @Execution(ExecutionMode.CONCURRENT)
  static class Right extends AtOnce {}

  abstract static class AtOnce {

    @RepeatedTest(3)
    @Profiled
    void sees_nothing_of_the_pages(EventCapture capture) throws Exception {
      var seen = capture.during(() -> new ProcessBuilder("true").start().waitFor());
      assertThat(seen.facts(PROCESSES_STARTED)).hasCount(1);
      assertThat(seen.facts(FILE_WRITES).under(PAGES)).isEmpty();
    }
  }

  @Test
  @Tag("jfr")
  void classes_that_run_at_once_have_a_page_each_and_one_index() throws Exception {
    var results =
        Inner.run(
            List.of(Left.class, Right.class),
            Map.of(
                "junit.jupiter.execution.parallel.enabled", "true",
                "junit.jupiter.execution.parallel.config.strategy", "fixed",
                "junit.jupiter.execution.parallel.config.fixed.parallelism", "4"));

    assertThat(results).hasSize(6).allMatch(each -> each.getStatus() == Status.SUCCESSFUL);
    assertThat(text(page(Left.class))).contains("3 passed", "0 failed");
    assertThat(text(page(Right.class))).contains("3 passed", "0 failed");
    assertThat(Files.readString(PAGES.resolve("index.html")))
        .contains(file(Left.class).getFileName().toString())
        .contains(file(Right.class).getFileName().toString());
  }

  private static String pageOf(Class<?> tests, Map<String, String> parameters) throws IOException {
    Inner.run(tests, parameters);
    return page(tests);
  }

  private static String page(Class<?> tests) throws IOException {
    return Files.readString(file(tests));
  }

  private static Path file(Class<?> tests) {
    return PAGES.resolve(tests.getName() + ".html");
  }

  /// As a reader sees it.
  private static String text(String page) {
    return page.replaceAll("(?s)<(script|style)[^>]*>.*?</\\1>", " ")
        .replaceAll("<[^>]*>", " ")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&#39;", "'")
        .replaceAll("\\s+", " ");
  }

  private static int count(String page, String part) {
    return page.split(part, -1).length - 1;
  }
}
