package dev.dyno.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.engine.registry.ImageReference;
import dev.dyno.engine.registry.Platform;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Containers from their creation to their removal. A real dockerd decides what is right.
interface ContainerContract extends OnDaemon {

  Duration GRACE = Duration.ofSeconds(10);
  ContainerId NOBODY = new ContainerId("0123456789abcdef");

  @Test
  default void a_container_is_created_runs_and_ends_with_its_exit_code() throws Exception {
    var id = runtime().create(shell("exit 3").build(), soon());
    var created = runtime().inspect(id, soon());
    runtime().start(id, soon());

    assertThat(runtime().await(id, soon())).isEqualTo(3);

    assertThat(created.phase()).isEqualTo(ContainerPhase.CREATED);
    assertThat(created.exitCode()).isEmpty();
    assertThat(created.startedAt()).isEmpty();
    var ended = runtime().inspect(id, soon());
    assertThat(ended.id()).isEqualTo(id);
    assertThat(ended.phase()).isEqualTo(ContainerPhase.EXITED);
    assertThat(ended.exitCode()).hasValue(3);
    assertThat(ended.startedAt()).isPresent();
    assertThat(ended.finishedAt()).isPresent();
    assertThat(ended.image()).isEqualTo("dyno-shell:1");
    assertThat(ended.imageId()).isEqualTo(runtime().inspect(ShellImage.NAME, soon()).id());
    assertThat(ended.command()).containsExactly("sh", "-c", "exit 3");
  }

  @Test
  default void a_taken_name_is_a_conflict_and_a_container_is_found_by_its_whole_name_only()
      throws Exception {
    var id = runtime().create(shell("true").name("builder-1").build(), soon());

    assertThatExceptionOfType(RuntimeFailure.Conflict.class)
        .isThrownBy(() -> runtime().create(shell("true").name("builder-1").build(), soon()))
        .withMessageContaining("builder-1");
    assertThat(runtime().find("builder-1", soon())).map(Inspection::id).contains(id);
    assertThat(runtime().find("builder", soon())).isEmpty();
    assertThat(runtime().find(id.toString(), soon())).isEmpty();
  }

  @Test
  default void what_is_not_there_is_not_found() {
    var absent = ContainerSpec.of(ImageReference.parse("nobody/nothing:1")).build();

    notFound(() -> runtime().create(absent, soon()), "nobody/nothing");
    notFound(() -> runtime().start(NOBODY, soon()), "0123456789ab");
    notFound(() -> runtime().stop(NOBODY, GRACE, soon()), "0123456789ab");
    notFound(() -> runtime().stop(NOBODY, "INT", GRACE, soon()), "0123456789ab");
    notFound(() -> runtime().await(NOBODY, soon()), "0123456789ab");
    notFound(() -> runtime().inspect(NOBODY, soon()), "0123456789ab");
    notFound(() -> runtime().exec(NOBODY, ExecSpec.of("true"), soon()), "0123456789ab");
    notFound(() -> runtime().logs(NOBODY, LogQuery.soFar(), (_, _) -> {}, soon()), "0123456789ab");
    notFound(() -> runtime().commit(NOBODY, ImageReference.parse("a:1"), soon()), "0123456789ab");
    notFound(() -> runtime().copyContent(NOBODY, new byte[1], "/a", 0644, soon()), "0123456789ab");
    notFound(() -> runtime().copyOut(NOBODY, "/a", folder().resolve("a"), soon()), "0123456789ab");
  }

  @Test
  default void not_modified_is_success_for_a_start_of_what_runs_and_a_stop_of_what_stopped()
      throws Exception {
    var id = runtime().create(shell("sleep 60").build(), soon());

    runtime().stop(id, GRACE, soon());
    runtime().start(id, soon());
    runtime().start(id, soon());
    assertThat(runtime().inspect(id, soon()).phase()).isEqualTo(ContainerPhase.RUNNING);
    runtime().stop(id, "KILL", GRACE, soon());
    runtime().stop(id, GRACE, soon());
    runtime().stop(id, "KILL", GRACE, soon());

    runtime().remove(id, soon());
    runtime().remove(id, soon());
  }

  @Test
  default void a_stop_ends_what_does_not_heed_the_signal() throws Exception {
    var byUsual = started("trap '' TERM; echo ready; sleep 60");
    var byOther = started("trap '' INT TERM; echo ready; sleep 60");

    runtime().stop(byUsual, Duration.ofMillis(10), soon());
    runtime().stop(byOther, "SIGINT", Duration.ofMillis(10), soon());

    for (var id : List.of(byUsual, byOther)) {
      assertThat(runtime().inspect(id, soon()).phase()).isEqualTo(ContainerPhase.EXITED);
      assertThat(runtime().inspect(id, soon()).exitCode()).hasValue(128 + 9);
      assertThat(runtime().await(id, soon())).isEqualTo(128 + 9);
    }
  }

  @Test
  default void a_container_that_ended_starts_again() throws Exception {
    var id = runtime().create(shell("echo again").build(), soon());

    run(id);
    run(id);

    assertThat(lines(id)).containsExactly("again", "again");
  }

  @Test
  default void a_program_that_is_not_in_the_image_is_a_plain_failure() throws Exception {
    var spec = ContainerSpec.of(ShellImage.NAME).command("no-such-program").build();
    var id = runtime().create(spec, soon());

    assertThatExceptionOfType(RuntimeFailure.Failed.class)
        .isThrownBy(() -> runtime().start(id, soon()))
        .withMessageContaining("no-such-program");
  }

  @Test
  default void a_list_shows_what_passes_its_filter() throws Exception {
    var mine = Map.of("run", "1");
    var stopped = runtime().create(shell("true").labels(mine).name("stopped").build(), soon());
    var other = runtime().create(shell("true").labels(Map.of("run", "2")).build(), soon());
    var running = started("echo ready; sleep 60");

    assertThat(runtime().list(ContainerFilter.all(), soon()))
        .extracting(ContainerSummary::id)
        .containsExactlyInAnyOrder(stopped, other, running);
    assertThat(runtime().list(ContainerFilter.running(), soon()))
        .extracting(ContainerSummary::id)
        .containsExactly(running);
    assertThat(runtime().list(ContainerFilter.all().withLabel("run", "1"), soon()))
        .containsExactly(
            new ContainerSummary(
                stopped, List.of("stopped"), "dyno-shell:1", ContainerPhase.CREATED, mine));
  }

  @Test
  default void a_wait_ends_at_its_deadline_and_leaves_the_container_alone() throws Exception {
    var id = started("echo ready; sleep 60");

    assertThatExceptionOfType(RuntimeFailure.TimedOut.class)
        .isThrownBy(() -> runtime().await(id, Deadline.after(Duration.ofMillis(200))))
        .withMessageContaining("end of " + id);

    assertThat(runtime().inspect(id, soon()).phase()).isEqualTo(ContainerPhase.RUNNING);
  }

  @Test
  default void a_daemon_says_who_it_is() throws Exception {
    runtime().ping(soon());

    var version = runtime().version(soon());

    assertThat(version.apiVersion()).matches("1\\.[0-9]+");
    assertThat(version.version()).isNotBlank();
    assertThat(version.os()).isEqualTo("linux");
    assertThat(version.architecture()).isEqualTo(Platform.host().architecture());
  }
}
