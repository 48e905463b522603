package dev.dyno.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dyno.engine.deadline.Deadline;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// What contracts need: a runtime on some daemon that has the [ShellImage], and a folder.
interface OnDaemon {

  ContainerRuntime runtime();

  /// Empty when a test begins.
  Path folder();

  /// Far enough for anything that works.
  default Deadline soon() {
    return Deadline.after(Duration.ofSeconds(60));
  }

  default ContainerSpec.Builder shell(String script) {
    return ContainerSpec.of(ShellImage.NAME).command("sh", "-c", script).network("none");
  }

  /// A container that runs and has said `ready`.
  default ContainerId started(String script) throws Exception {
    var id = runtime().create(shell(script).build(), soon());
    runtime().start(id, soon());
    var until = soon();
    while (!lines(id).contains("ready")) {
      assertThat(until.passed()).as("waited for 'ready'").isFalse();
    }
    return id;
  }

  /// Runs a container to its end, and tells its exit code.
  default int run(ContainerId id) throws RuntimeFailure {
    runtime().start(id, soon());
    return runtime().await(id, soon());
  }

  default List<String> lines(ContainerId id) throws RuntimeFailure {
    return lines(id, LogQuery.soFar());
  }

  default List<String> lines(ContainerId id, LogQuery query) throws RuntimeFailure {
    var lines = new ArrayList<String>();
    runtime().logs(id, query, (_, line) -> lines.add(line), soon());
    return lines;
  }

  /// Follows a container's log until it ends.
  ///
  /// @param first counted down with each line
  default CompletableFuture<List<String>> follow(ContainerId id, CountDownLatch first) {
    var lines = new ArrayList<String>();
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            runtime()
                .logs(
                    id,
                    LogQuery.following(),
                    (_, line) -> {
                      lines.add(line);
                      first.countDown();
                    },
                    soon());
            return lines;
          } catch (RuntimeFailure failure) {
            throw new AssertionError(failure);
          }
        });
  }

  default void notFound(ThrowingCallable call, String what) {
    assertThatExceptionOfType(RuntimeFailure.NotFound.class)
        .isThrownBy(call)
        .withMessageContaining(what);
  }

  default byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
