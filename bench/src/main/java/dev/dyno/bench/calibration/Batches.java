package dev.dyno.bench.calibration;

import dev.dyno.engine.embedded.latency.Operation;
import dev.dyno.engine.runtime.ContainerId;
import dev.dyno.engine.runtime.ExecSpec;
import dev.dyno.engine.runtime.RuntimeFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// Times several of one operation at once: so many containers are created together, started
/// together, and so on to their removal.
final class Batches {

  /// What is timed in batches, in the order of a container's life.
  static final List<Operation> OPERATIONS =
      List.of(Operation.CREATE, Operation.START, Operation.EXEC, Operation.STOP, Operation.REMOVE);

  private static final Duration GRACE = Duration.ofSeconds(30);

  private final Workbench bench;
  private final Stopwatch watch;

  Batches(Workbench bench, Stopwatch watch) {
    this.bench = bench;
    this.watch = watch;
  }

  /// A batch of each number, in an order that the random numbers choose.
  void round(List<Integer> numbers, Random random)
      throws RuntimeFailure, IOException, InterruptedException {
    var order = new ArrayList<>(numbers);
    Collections.shuffle(order, random);
    for (int number : order) {
      lives(number);
    }
  }

  private void lives(int number) throws RuntimeFailure, IOException, InterruptedException {
    var ids =
        watch.get(
            new Timed.Together(Operation.CREATE, number),
            () -> together(Collections.nCopies(number, () -> bench.create("sleep", "100000"))));
    each(Operation.START, ids, id -> bench.runtime().start(id, Workbench.limit()));
    each(
        Operation.EXEC,
        ids,
        id -> bench.runtime().exec(id, ExecSpec.of("true"), Workbench.limit()));
    each(Operation.STOP, ids, id -> bench.runtime().stop(id, GRACE, Workbench.limit()));
    each(Operation.REMOVE, ids, bench::remove);
  }

  /// What is done to each container.
  private interface Deed {
    void to(ContainerId id) throws RuntimeFailure;
  }

  private void each(Operation operation, List<ContainerId> ids, Deed deed)
      throws RuntimeFailure, IOException, InterruptedException {
    var calls = new ArrayList<Callable<ContainerId>>();
    for (var id : ids) {
      calls.add(
          () -> {
            deed.to(id);
            return id;
          });
    }
    watch.time(new Timed.Together(operation, ids.size()), () -> together(calls));
  }

  private static List<ContainerId> together(List<Callable<ContainerId>> calls)
      throws RuntimeFailure, InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var results = new ArrayList<ContainerId>();
      for (var call : threads.invokeAll(calls)) {
        results.add(call.get());
      }
      return results;
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeFailure failure) {
        throw failure;
      }
      throw new IllegalStateException(failed.getCause());
    }
  }
}
