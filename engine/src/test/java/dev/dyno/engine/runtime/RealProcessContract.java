package dev.dyno.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dyno.engine.registry.ImageReference;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// What only real processes show: their surroundings, what they write, and signals that they
// handle.
interface RealProcessContract extends OnDaemon {

  Duration PATIENT = Duration.ofSeconds(10);

  @Test
  default void a_spec_reaches_the_process() throws Exception {
    var spec =
        ContainerSpec.of(ShellImage.NAME)
            .name("spec")
            .entrypoint("sh", "-c")
            .command("pwd; echo $A $B; id -u; cat /seen/file; echo no >/seen/file || echo kept")
            .environment(Map.of("A", "one", "B", "two words"))
            .workingDirectory("/work/here")
            .user("7:8")
            .labels(Map.of("team", "engine"))
            .binds(List.of(new ContainerSpec.Bind(folder().toRealPath(), "/seen", true)))
            .network("none")
            .build();
    Files.writeString(folder().resolve("file"), "bound\n");
    Files.setPosixFilePermissions(folder(), PosixFilePermissions.fromString("rwxr-xr-x"));

    var id = runtime().create(spec, soon());

    assertThat(run(id)).isZero();
    assertThat(lines(id)).contains("/work/here", "one two words", "7", "bound", "kept");
    var seen = runtime().inspect(id, soon());
    assertThat(seen.name()).isEqualTo("spec");
    assertThat(seen.labels()).containsEntry("team", "engine");
  }

  @Test
  default void a_stop_lets_the_process_end_itself_and_ends_one_that_does_not() throws Exception {
    var polite = started("trap 'exit 5' TERM; echo ready; while :; do sleep 0.05; done");
    var deaf = started("trap '' TERM; echo ready; while :; do sleep 0.05; done");

    runtime().stop(polite, PATIENT, soon());
    runtime().stop(deaf, Duration.ofMillis(10), soon());

    assertThat(runtime().inspect(polite, soon()).exitCode()).hasValue(5);
    assertThat(runtime().inspect(deaf, soon()).exitCode()).hasValue(128 + 9);
  }

  @Test
  default void a_stop_by_another_signal_sends_that_one_and_then_kill() throws Exception {
    var polite =
        started("trap 'exit 6' INT; trap 'exit 5' TERM; echo ready; while :; do sleep 0.05; done");
    var deaf = started("trap '' INT TERM; echo ready; while :; do sleep 0.05; done");

    runtime().stop(polite, "INT", PATIENT, soon());
    runtime().stop(deaf, "SIGINT", Duration.ofMillis(10), soon());

    assertThat(runtime().inspect(polite, soon()).exitCode()).hasValue(6);
    assertThat(runtime().inspect(deaf, soon()).exitCode()).hasValue(128 + 9);
  }

  @Test
  default void a_process_in_a_container_has_its_own_settings_output_and_exit_code()
      throws Exception {
    var id = started("echo ready; sleep 60");
    var spec =
        new ExecSpec(
            List.of("sh", "-c", "pwd; echo $A; id -u; echo oh >&2; exit 4"),
            Map.of("A", "b c"),
            Optional.of("/bin"),
            Optional.of("9"));

    assertThat(runtime().exec(id, spec, soon()))
        .isEqualTo(new ExecResult(4, List.of("/bin", "b c", "9"), List.of("oh")));
    assertThat(runtime().exec(id, ExecSpec.of("true"), soon()))
        .isEqualTo(new ExecResult(0, List.of(), List.of()));
  }

  @Test
  default void what_is_written_after_a_log_is_followed_is_told_too() throws Exception {
    var first = new CountDownLatch(1);
    var id =
        runtime()
            .create(
                shell("echo first; until [ -e /go ]; do sleep 0.05; done; echo then").build(),
                soon());
    runtime().start(id, soon());

    var followed = follow(id, first);
    assertThat(first.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(followed).isNotDone();
    runtime().copyContent(id, bytes(""), "/go", 0644, soon());

    assertThat(followed.get(60, TimeUnit.SECONDS)).containsExactly("first", "then");
  }

  @Test
  default void files_that_a_process_writes_and_their_modes_are_kept_by_a_commit() throws Exception {
    var name = ImageReference.parse("written:1");
    var id = runtime().create(shell("/run.sh >/made; chmod 700 /made; mkdir /dir").build(), soon());
    runtime().copyContent(id, bytes("#!/bin/sh\necho ran\n"), "/run.sh", 0755, soon());
    assertThat(run(id)).isZero();

    runtime().commit(id, name, soon());

    var again =
        runtime()
            .create(
                ContainerSpec.of(name).command("sh", "-c", "cat /made; ls -d /dir").build(),
                soon());
    assertThat(run(again)).isZero();
    assertThat(lines(again)).containsExactly("ran", "/dir");
  }

  @Test
  default void a_build_stops_at_the_stage_that_it_is_asked_for() throws Exception {
    var name = ImageReference.parse("staged:1");
    var steps =
        """
        FROM dyno-shell:1 AS first
        RUN echo made >/made
        LABEL stage=first
        FROM dyno-shell:1
        LABEL stage=second
        """;
    var spec =
        BuildSpec.of(name)
            .withDockerfile(new BuildSpec.Dockerfile.Text(steps))
            .withNetwork("none")
            .withTarget("first");

    runtime().build(spec, ShellImage.archives().open(folder()), soon());

    assertThat(runtime().inspect(name, soon()).labels()).containsEntry("stage", "first");
    var id = runtime().create(ContainerSpec.of(name).command("cat", "/made").build(), soon());
    assertThat(run(id)).isZero();
    assertThat(lines(id)).containsExactly("made");
  }

  @Test
  default void a_step_of_a_build_that_fails_is_a_failure_with_its_command() throws Exception {
    var steps = new BuildSpec.Dockerfile.Text("FROM dyno-shell:1\nRUN exit 7\n");
    var spec =
        BuildSpec.of(ImageReference.parse("failing:1")).withDockerfile(steps).withNetwork("none");

    assertThatExceptionOfType(RuntimeFailure.Failed.class)
        .isThrownBy(() -> runtime().build(spec, ShellImage.archives().open(folder()), soon()))
        .withMessageContaining("exit 7")
        .withMessageContaining("non-zero code: 7");
  }
}
