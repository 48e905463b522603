package dev.dyno.bench.suite;

import dev.dyno.engine.deadline.Patience;
import dev.dyno.engine.deadline.TimeoutPolicy;
import dev.dyno.engine.lifecycle.Job;
import dev.dyno.engine.lifecycle.JobFailure;
import dev.dyno.engine.lifecycle.Workers;
import dev.dyno.engine.runtime.ContainerId;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// Starts a container again and again on a daemon some of whose starts hang, or are slow; one after
/// another, over HTTP. **Time is scaled to a 500th**, of limits and of what a start takes alike: 2
/// ms in a figure are a second of a real daemon, whose start takes 373 ms. HTTP itself, about a
/// millisecond, is not scaled, and so dilutes effects.
///
/// **Hypothesis**: a hang is noticed after 2 instead of 10 minutes (`hang`: 240 ms instead of 1.2
/// s), so that the mean start is far more than 20 % faster where one in a hundred hangs
/// (`meanStart`, `hangs=one-in-100`), and no faster where none does (`hangs=never`): by arithmetic,
/// the plan's 20 % needs one hang in about 5,000 starts. The price: of a daemon so loaded that its
/// starts take a minute, and one in ten two minutes and more, these are given up though they are
/// alive (`slowButAlive`). **Baseline**: ten minutes for every start. **Unit**: ms/op, wall time of
/// one start, scaled; for `slowButAlive` also the number of starts, and of those given up.
/// **Command**: `scripts/dyno compare --profile nightly --toggle dynamic-timeouts`; for
/// `slowButAlive` `dyno daemon`, then `java -cp bench/target/dyno-bench.jar
/// org.openjdk.jmh.Main TimeoutBenchmark.slowButAlive`, a second time with
/// `-Ddyno.toggles=dynamic-timeouts`
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class TimeoutBenchmark {

  private static final double SCALE = 1.0 / 500;
  private static final int STARTS = 100;
  private static final int SLOW_STARTS = 20;

  /// A hundred starts; with `one-in-100`, exactly one of them hangs.
  @Benchmark
  @OperationsPerInvocation(STARTS)
  public int meanStart(SomeHang daemon) throws Exception {
    int givenUp = 0;
    for (int i = 0; i < STARTS; i++) {
      givenUp += daemon.isGivenUp() ? 1 : 0;
    }
    return givenUp;
  }

  /// A start that hangs, until it is given up.
  @Benchmark
  public boolean hang(AllHang daemon) throws Exception {
    return daemon.isGivenUp();
  }

  /// Starts that would all have ended well.
  @Benchmark
  @OperationsPerInvocation(SLOW_STARTS)
  public void slowButAlive(AllSlow daemon, FalseTimeouts counters) throws Exception {
    for (int i = 0; i < SLOW_STARTS; i++) {
      counters.givenUp += daemon.isGivenUp() ? 1 : 0;
      counters.starts++;
    }
  }

  /// How many starts there were, and how many were given up though the daemon was at them.
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class FalseTimeouts {
    /// All.
    public long starts;

    /// Those given up.
    public long givenUp;
  }

  /// A daemon as fast as dockerd, some of whose starts hang.
  @State(Scope.Benchmark)
  public static class SomeHang extends Daemon {

    /// How many.
    @Param({"never", "one-in-100"})
    public String hangs = "never";

    @Override
    void behave(MeasuredEngine measured) {
      measured.latency(latency(373, 373));
      measured.faults(hangs.equals("never") ? "" : hanging("\"often\":{\"every\":100},"));
    }

    @Override
    int givenUpOf(int starts) {
      return hangs.equals("never") ? 0 : starts / STARTS;
    }
  }

  /// A daemon all of whose starts hang.
  @State(Scope.Benchmark)
  public static class AllHang extends Daemon {
    @Override
    void behave(MeasuredEngine measured) {
      measured.latency("");
      measured.faults(hanging(""));
    }

    @Override
    int givenUpOf(int starts) {
      return starts;
    }
  }

  /// A daemon whose starts take a minute, and one in ten at least two.
  @State(Scope.Benchmark)
  public static class AllSlow extends Daemon {
    @Override
    void behave(MeasuredEngine measured) {
      measured.faults("");
      measured.latency(latency(60_000, 120_000));
    }

    @Override
    int givenUpOf(int starts) {
      return -1;
    }
  }

  /// A daemon that misbehaves, with one container, and workers that start it.
  public abstract static class Daemon {

    private final MeasuredEngine measured = MeasuredEngine.fromProperties();
    private @Nullable Site site;

    private record Site(MeasuredContainers containers, Workers workers) {}

    /// Makes the daemon misbehave from here on, its counts at zero.
    abstract void behave(MeasuredEngine measured);

    /// How many of so many starts must be given up; negative for any number.
    abstract int givenUpOf(int starts);

    /// Starts the container, and checks that this arm gives up the starts that hang and no others.
    @Setup(Level.Trial)
    public void check() throws Exception {
      var policy = TimeoutPolicy.chosenBy(measured.toggles(), Patience.usual().scaled(SCALE));
      site =
          new Site(
              MeasuredContainers.create(measured, 1), Workers.chosenBy(measured.toggles(), policy));
      behave(measured);
      int wanted = givenUpOf(STARTS);
      int checked = wanted == STARTS ? 1 : STARTS; // one hang tells as much as a hundred
      int seen = 0;
      for (int i = 0; wanted >= 0 && i < checked; i++) {
        seen += isGivenUp() ? 1 : 0;
      }
      if (wanted >= 0 && seen != givenUpOf(checked)) {
        throw new IllegalStateException(
            "%d of %d starts were given up instead of %d"
                .formatted(seen, checked, givenUpOf(checked)));
      }
    }

    /// The daemon is shared with the other fork of the pair, which may want it otherwise.
    @Setup(Level.Iteration)
    public void behave() {
      behave(measured);
    }

    /// Leaves the daemon as it was.
    @TearDown(Level.Trial)
    public void close() throws Exception {
      measured.faults("");
      measured.latency("");
      Objects.requireNonNull(site).workers().close();
      Objects.requireNonNull(site).containers().close();
    }

    /// Starts the container, which takes its time though it runs already.
    boolean isGivenUp() throws JobFailure, InterruptedException {
      var at = Objects.requireNonNull(site, "not set up");
      var id = at.containers().ids().getFirst();
      var job =
          new Job.Start<ContainerId>(
              id.toString(),
              limit -> {
                at.containers().runtime().start(id, limit);
                return id;
              });
      try {
        at.workers().submit(job, MeasuredContainers.limit()).await();
        return false;
      } catch (JobFailure.TimedOut _) {
        return true;
      }
    }

    /// @param median of a real daemon, in ms
    /// @param p90 of a real daemon, in ms
    static String latency(double median, double p90) {
      return """
          {"schema":"dyno-latency/1","name":"scaled","source":"dockerd, scaled","cores":2,
           "operations":{"start":{"medianMillis":%s,"p90Millis":%s}}}"""
          .formatted(median * SCALE, p90 * SCALE);
    }

    static String hanging(String often) {
      return """
          {"faults":[{"name":"hang","where":"daemon","operations":["start"],%s
                      "what":{"type":"hang"}}]}"""
          .formatted(often);
    }
  }
}
