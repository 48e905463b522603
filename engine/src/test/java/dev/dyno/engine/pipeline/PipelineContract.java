package dev.dyno.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.engine.lifecycle.Leftovers;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.Platform;
import dev.dyno.engine.runtime.ShellImage;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What pipelines do with no toggle and with all, whatever daemon they run on; and that nothing is
/// left behind, however they end.
abstract class PipelineContract extends PipelineStand {

  @ParameterizedTest
  @ValueSource(strings = {"none", "all"})
  void every_action_does_what_it_says_and_nothing_is_left(String toggles) throws Exception {
    Files.createDirectory(work.resolve("app"));
    Files.writeString(
        work.resolve("app/Dockerfile"), "FROM dyno-shell:1\nCOPY greeting /greeting\n");
    Files.writeString(work.resolve("app/greeting"), "good morning\n");
    Files.writeString(work.resolve("note.txt"), "from a file\n");
    var pipeline =
        read(
            work,
            "{pull: \"${registry}/tool:1\", async: true}",
            "{build: {image: app:1, folder: app, labels: {made: here}}}",
            "{create: {container: web, image: app:1, network: none, command: [sh, -c, \"%s\"]}}"
                .formatted(untilTerm()),
            "{copy: {into: web, content: from the pipeline, to: /written}}",
            "{copy: {into: web, from: note.txt, to: /noted}}",
            "{start: {container: web, ready: {line: ^ready}}}",
            "{exec: {container: web, command: [cat, /greeting, /written, /noted]}}",
            "{copy: {out-of: web, from: /noted, to: out.txt}}",
            "{stop: web}",
            "{commit: {container: web, image: committed:1}}",
            "{tag: {image: 'committed:1', as: \"${registry}/made/app:2\"}}",
            "{push: \"${registry}/made/app:2\"}",
            "{remove: {container: web}}",
            "{remove: {image: app:1}}");

    var outcome = runAndLeaveNothing(toggles, pipeline);

    assertThat(outcome.steps())
        .extracting(StepResult::end)
        .hasOnlyElementsOfType(StepEnd.Done.class);
    assertThat(outcome.exitCode()).isZero();
    assertThat(work.resolve("out.txt")).hasContent("from a file\n");
    assertThat(log()).contains("good morning", "from the pipelinefrom a file", "ready");
    var pushed = ImageReference.parse(registry.host() + "/made/app:2");
    runtime.pull(pushed, Platform.parse("linux/amd64"), Optional.empty(), soon());
    assertThat(runtime.inspect(pushed, soon()).labels()).containsEntry("made", "here");
    runtime.remove(pushed, soon());
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "all"})
  void a_container_that_fails_gives_its_exit_code_and_its_siblings_end_well(String toggles)
      throws Exception {
    var pipeline =
        read(
            """
            name: failing
            groups:
              - name: first
                builds:
                  - name: bad
                    steps:
                      - create: {container: one, image: dyno-shell:1, network: none, command: [sh, -c, "echo so; exit 3"]}
                      - start: one
                      - wait: one
                      - pull: %s/tool:1
                  - name: good
                    steps:
                      - create: {container: one, image: dyno-shell:1, network: none, command: [echo, well]}
                      - start: one
                      - wait: one
              - name: second
                builds:
                  - name: never
                    steps:
                      - pull: %s/tool:1
            """
                .formatted(registry.host(), registry.host()));

    var outcome = runAndLeaveNothing(toggles, pipeline);

    assertThat(outcome.exitCode()).isEqualTo(3);
    assertThat(outcome.failed().orElseThrow().title()).isEqualTo("first/bad: wait for one");
    assertThat(outcome.steps())
        .extracting(it -> it.end().getClass().getSimpleName())
        .containsExactly("Done", "Done", "Failed", "Skipped", "Done", "Done", "Done", "Skipped");
    assertThat(log()).contains("well");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "all"})
  void a_process_that_fails_gives_its_exit_code(String toggles) throws Exception {
    var pipeline =
        read(
            work,
            running("web"),
            "{start: {container: web, ready: {line: ready}}}",
            "{exec: {container: web, command: [sh, -c, exit 42]}}");

    assertThat(runAndLeaveNothing(toggles, pipeline).exitCode()).isEqualTo(42);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "all"})
  void a_build_that_fails_leaves_no_nameless_image(String toggles) throws Exception {
    Files.writeString(work.resolve("one"), "one");
    Files.writeString(
        work.resolve("Dockerfile"), "FROM dyno-shell:1\nCOPY one /one\nCOPY absent /absent\n");

    var outcome = runAndLeaveNothing(toggles, read(work, "{build: {image: app:1, fresh: true}}"));

    assertThat(outcome.exitCode()).isEqualTo(StepEnd.ENGINE);
    assertThat(((StepEnd.Failed) outcome.steps().getFirst().end()).message()).contains("absent");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "all"})
  void a_step_that_takes_too_long_is_given_up_and_nothing_is_left(String toggles) throws Exception {
    var pipeline =
        read(
            work,
            running("web"),
            "{start: {container: web, ready: {line: ready}}}",
            "{wait: web, timeout: 300ms}");

    var outcome = runAndLeaveNothing(toggles, pipeline);

    assertThat(outcome.exitCode()).isEqualTo(StepEnd.TIMED_OUT);
    assertThat(outcome.failed().orElseThrow().step().line()).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "all"})
  void a_start_that_is_never_ready_is_given_up_and_nothing_is_left(String toggles)
      throws Exception {
    var pipeline =
        read(
            work,
            running("web"),
            "{start: {container: web, ready: {line: never said}}, timeout: 500ms}");

    assertThat(runAndLeaveNothing(toggles, pipeline).exitCode()).isEqualTo(StepEnd.TIMED_OUT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "all"})
  void an_interrupt_cancels_what_runs_and_is_kept_and_nothing_is_left(String toggles)
      throws Exception {
    var pipeline =
        read(
            work,
            running("web"),
            "{start: {container: web, ready: {line: ready}}}",
            "{wait: web}",
            "pull: ${registry}/tool:1");
    var ready = new CountDownLatch(1);
    var before = Leftovers.now(folder);
    try (var engine = engine(toggles)) {
      var caller = Thread.currentThread();
      var interrupter =
          Thread.ofPlatform()
              .start(
                  () -> {
                    while (!log().contains(" ready\n")) {
                      Thread.onSpinWait();
                    }
                    ready.countDown();
                    caller.interrupt();
                  });

      var outcome = run(engine, pipeline);

      assertThat(Thread.interrupted()).isTrue();
      assertThat(ready.getCount()).isZero();
      assertThat(outcome.exitCode()).isEqualTo(StepEnd.CANCELLED);
      assertThat(outcome.steps().getLast().end()).isInstanceOf(StepEnd.Skipped.class);
      interrupter.join();
    }
    assertThat(Leftovers.beyond(before, folder)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "all"})
  void a_failure_counts_before_the_async_steps_that_it_cancels(String toggles) throws Exception {
    var pipeline =
        read(
            work,
            running("web"),
            "{start: {container: web, ready: {line: ready}}}",
            running("other"),
            "{start: other}",
            "{wait: web, async: true}",
            "{exec: {container: other, command: [sh, -c, exit 42]}}");

    var outcome = runAndLeaveNothing(toggles, pipeline);

    assertThat(outcome.exitCode()).isEqualTo(42);
    assertThat(outcome.steps().get(4).end())
        .isInstanceOfSatisfying(
            StepEnd.Failed.class, it -> assertThat(it.exitCode()).isEqualTo(StepEnd.CANCELLED));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "all"})
  void a_container_that_ends_before_it_is_ready_gives_its_exit_code(String toggles)
      throws Exception {
    var pipeline =
        read(
            work,
            "{create: {container: c, image: dyno-shell:1, network: none, command: [sh, -c, exit 5]}}",
            "{start: {container: c, ready: {line: never}}}");

    assertThat(runAndLeaveNothing(toggles, pipeline).exitCode()).isEqualTo(5);
  }

  /// At whatever moment: while it pulls, builds, creates, starts, commits, pushes or cleans up.
  @ParameterizedTest
  @CsvSource({"none,3", "all,20", "none,60", "all,60", "none,120", "all,250"})
  void an_interrupt_at_any_moment_leaves_nothing(String toggles, int millis) throws Exception {
    Files.writeString(work.resolve("Dockerfile"), "FROM dyno-shell:1\nLABEL a=b\n");
    var pipeline =
        read(
            work,
            "{build: {image: 'made:1', fresh: true}}",
            "{create: {container: c, image: 'made:1', network: none, command: [\"true\"]}}",
            "{start: c}",
            "{wait: c}",
            "{commit: {container: c, image: 'made:2'}}",
            "{tag: {image: 'made:2', as: \"${registry}/made:3\"}}",
            "{push: \"${registry}/made:3\"}");
    var before = Leftovers.now(folder);
    try (var engine = engine(toggles)) {
      var caller = Thread.currentThread();
      var interrupter =
          Thread.ofPlatform()
              .start(
                  () -> {
                    LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
                    caller.interrupt();
                  });

      var outcome = run(engine, pipeline);

      while (interrupter.isAlive()) {
        Thread.onSpinWait(); // its interrupt may come when all is over
      }
      var _ = Thread.interrupted();
      assertThat(outcome.left()).isEmpty();
      assertThat(outcome.exitCode()).isIn(StepEnd.CANCELLED, 0);
    }
    assertThat(Leftovers.beyond(before, folder)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "all"})
  void a_step_waits_for_async_ones_on_the_same_image_or_container(String toggles) throws Exception {
    Files.writeString(work.resolve("Dockerfile"), "FROM dyno-shell:1\nLABEL a=b\n");
    var pipeline =
        read(
            work,
            "{build: {image: app:1}, async: true}",
            "{create: {container: web, image: app:1, network: none, command: [echo, hello]}}",
            "{start: web, async: true}",
            "{wait: web}");

    assertThat(runAndLeaveNothing(toggles, pipeline).exitCode()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "all"})
  void images_to_keep_stay_and_a_name_that_was_there_stays(String toggles) throws Exception {
    Files.writeString(work.resolve("Dockerfile"), "FROM dyno-shell:1\nLABEL a=b\n");
    var there = ImageReference.parse("there:1");
    runtime.tag(ShellImage.NAME, there, soon());
    var pipeline =
        read(work, "{build: {image: kept:1, keep: true}}", "{tag: {image: kept:1, as: there:1}}");

    assertThat(runAndLeaveNothing(toggles, pipeline).exitCode()).isZero();

    assertThat(runtime.imageNames(soon())).contains("kept:1", "there:1");
    runtime.remove(ImageReference.parse("kept:1"), soon());
    runtime.remove(there, soon());
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "all"})
  void an_image_of_a_container_has_no_label_of_ours(String toggles) throws Exception {
    var made = ImageReference.parse("made:1");
    var pipeline =
        read(
            work,
            "{create: {container: web, image: dyno-shell:1, network: none, command: [\"true\"]}}",
            "{start: web}",
            "{commit: {container: web, image: made:1, keep: true}}");

    assertThat(runAndLeaveNothing(toggles, pipeline).exitCode()).isZero();

    var labels = runtime.inspect(made, soon()).labels();
    runtime.remove(made, soon());
    assertThat(labels).isEqualTo(runtime.inspect(ShellImage.NAME, soon()).labels());
  }
}
