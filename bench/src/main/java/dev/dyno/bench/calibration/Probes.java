package dev.dyno.bench.calibration;

import dev.dyno.engine.embedded.latency.Operation;
import dev.dyno.engine.runtime.ContainerFilter;
import dev.dyno.engine.runtime.ContainerId;
import dev.dyno.engine.runtime.ExecSpec;
import dev.dyno.engine.runtime.LogQuery;
import dev.dyno.engine.runtime.RuntimeFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Times each operation of one daemon while nothing else is asked of it. Each probe leaves the
/// daemon as it found it, so that their order does not matter.
final class Probes {

  private static final Duration GRACE = Duration.ofSeconds(10);
  private static final String FILE = "/tmp-dyno";

  private final Workbench bench;
  private final Stopwatch watch;
  private final Path scratch;
  private final Path context;
  private final ContainerId busy;

  private Probes(Workbench bench, Stopwatch watch, Path scratch, Path context, ContainerId busy) {
    this.bench = bench;
    this.watch = watch;
    this.scratch = scratch;
    this.context = context;
    this.busy = busy;
  }

  /// Starts the container that some probes look at.
  ///
  /// @param folder empty
  static Probes on(Workbench bench, Stopwatch watch, Path folder)
      throws RuntimeFailure, IOException {
    var context = Files.createDirectories(folder.resolve("context"));
    Files.writeString(
        context.resolve("Dockerfile"),
        "FROM %s\nCOPY file /file\n".formatted(bench.shell().familiar()));
    Files.write(context.resolve("file"), new byte[4096]);
    var busy = bench.started("sh", "-c", "echo one; echo two; sleep 100000");
    return new Probes(bench, watch, folder.resolve("out"), context, busy);
  }

  /// One of each, in an order that the random numbers choose.
  void round(Random random) throws RuntimeFailure, IOException, InterruptedException {
    var probes =
        new ArrayList<Stopwatch.Step>(
            List.of(
                this::questions,
                this::images,
                this::life,
                this::shortLife,
                this::violentEnd,
                this::looks,
                this::process,
                this::copies,
                this::commit,
                this::build));
    Collections.shuffle(probes, random);
    for (var probe : probes) {
      probe.run();
    }
  }

  private void questions() throws RuntimeFailure, IOException, InterruptedException {
    time(Operation.PING, () -> bench.runtime().ping(Workbench.limit()));
    time(Operation.VERSION, () -> bench.runtime().version(Workbench.limit()));
    time(Operation.INFO, () -> bench.runtime().cores(Workbench.limit()));
    time(
        Operation.LIST_CONTAINERS,
        () -> bench.runtime().list(ContainerFilter.all(), Workbench.limit()));
  }

  private void images() throws RuntimeFailure, IOException, InterruptedException {
    time(Operation.LIST_IMAGES, () -> bench.runtime().images(Workbench.limit()));
    time(Operation.INSPECT_IMAGE, () -> bench.runtime().inspect(bench.shell(), Workbench.limit()));
    var other = bench.noted(bench.name("other"));
    time(Operation.TAG, () -> bench.runtime().tag(bench.shell(), other, Workbench.limit()));
    bench.remove(other);
  }

  private void life() throws RuntimeFailure, IOException, InterruptedException {
    var id = get(Operation.CREATE, () -> bench.create("sleep", "100000"));
    time(Operation.START, () -> bench.runtime().start(id, Workbench.limit()));
    time(Operation.STOP, () -> bench.runtime().stop(id, GRACE, Workbench.limit()));
    time(Operation.REMOVE, () -> bench.remove(id));
  }

  /// From the answer to the start until a process that ends at once has ended.
  private void shortLife() throws RuntimeFailure, IOException, InterruptedException {
    var id = bench.started("true");
    time(Operation.WAIT, () -> bench.runtime().await(id, Workbench.limit()));
    bench.remove(id);
  }

  /// With the wait that follows: nobody kills without waiting for the end.
  private void violentEnd() throws RuntimeFailure, IOException, InterruptedException {
    var id = bench.started("sleep", "100000");
    time(Operation.KILL, () -> bench.runtime().stop(id, "KILL", GRACE, Workbench.limit()));
    bench.remove(id);
  }

  private void looks() throws RuntimeFailure, IOException, InterruptedException {
    time(Operation.INSPECT_CONTAINER, () -> bench.runtime().inspect(busy, Workbench.limit()));
    time(
        Operation.LOGS,
        () -> bench.runtime().logs(busy, LogQuery.soFar(), (_, _) -> {}, Workbench.limit()));
  }

  /// With its creation and the look at its exit code.
  private void process() throws RuntimeFailure, IOException, InterruptedException {
    time(Operation.EXEC, () -> bench.runtime().exec(busy, ExecSpec.of("true"), Workbench.limit()));
  }

  private void copies() throws RuntimeFailure, IOException, InterruptedException {
    var content = "x".repeat(4096).getBytes(StandardCharsets.UTF_8);
    time(
        Operation.COPY_IN,
        () -> bench.runtime().copyContent(busy, content, FILE, 0644, Workbench.limit()));
    time(Operation.COPY_OUT, () -> bench.runtime().copyOut(busy, FILE, scratch, Workbench.limit()));
  }

  private void commit() throws RuntimeFailure, IOException, InterruptedException {
    var image = bench.noted(bench.name("committed"));
    time(Operation.COMMIT, () -> bench.runtime().commit(busy, image, Workbench.limit()));
    bench.remove(image);
  }

  private void build() throws RuntimeFailure, IOException, InterruptedException {
    var image = bench.noted(bench.name("built"));
    time(Operation.BUILD, () -> bench.build(image, context));
    time(Operation.REMOVE_IMAGE, () -> bench.remove(image));
  }

  private <T> T get(Operation operation, Stopwatch.Work<T> work)
      throws RuntimeFailure, IOException, InterruptedException {
    return watch.get(new Timed.Alone(operation), work);
  }

  private void time(Operation operation, Stopwatch.Step step)
      throws RuntimeFailure, IOException, InterruptedException {
    watch.time(new Timed.Alone(operation), step);
  }
}
