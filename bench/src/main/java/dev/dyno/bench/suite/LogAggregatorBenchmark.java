package dev.dyno.bench.suite;

import dev.dyno.engine.logs.LogAggregator;
import dev.dyno.engine.logs.LogFormat;
import dev.dyno.engine.logs.Routine;
import dev.dyno.engine.logs.Terminal;
import dev.dyno.engine.toggle.Toggles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
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
import org.openjdk.jmh.annotations.Threads;

/// Brings log lines from their producers to a sink.
///
/// **Hypothesis**: `async-logs` at least doubles the lines a second where showing a line costs more
/// than handing it over: in `progress`, most with many producers, since off draws a frame a line
/// and on one for fifty lines; in `plain` with the slow sink only, since with the fast one off
/// shows a line in about the time of a hand-over. It allocates at least 35 % fewer bytes a line in
/// all of these. `buffers` saves the 8 KiB that a stream is read through. **Baseline**: every line
/// is shown by its producer, in `progress` by a frame of its own; a fresh buffer for each stream.
/// **Unit**: ns/op of one line, from the start of all producers until the last line is on the sink
/// (10^9 by it is lines/s), and B/op, bytes a line; for `latency` us/op of one call, with
/// percentiles; for `stream` one stream of ten lines. **Command**: `scripts/dyno compare --profile
/// nightly --toggle async-logs --toggle buffers --benchmark LogAggregator`; for the percentiles
/// `java -cp bench/target/dyno-bench.jar org.openjdk.jmh.Main LogAggregatorBenchmark.latency`, a
/// second time with `-jvmArgsAppend -Ddyno.toggles=async-logs`
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LogAggregatorBenchmark {

  private static final int PLAIN_LINES = 16_000;

  /// Fewer: a frame of 64 routines and its way to the slow sink take 0.2 ms.
  private static final int PROGRESS_LINES = 1_600;

  /// A burst of lines.
  @Benchmark
  @OperationsPerInvocation(PLAIN_LINES)
  public void plain(PlainBurst burst) throws IOException {
    burst.run();
  }

  /// A burst of lines that are shown by frames.
  @Benchmark
  @OperationsPerInvocation(PROGRESS_LINES)
  public void progress(ProgressBurst burst) throws IOException {
    burst.run();
  }

  /// One line of one of eight producers who log as fast as they can.
  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  @OutputTimeUnit(TimeUnit.MICROSECONDS)
  @Threads(8)
  public void latency(OwnRoutine own) {
    own.routine().line(LogProducers.LINE);
  }

  /// A container's whole output: ten lines as a stream.
  @Benchmark
  public long stream(Stream stream) throws IOException {
    return stream.copy();
  }

  /// A log of this arm, and who writes to it.
  @State(Scope.Benchmark)
  public abstract static class Burst {

    /// At once, each on a platform thread of its own.
    @Param({"1", "8", "64"})
    public int producers = 1;

    /// `fast` takes no time; `slow` takes 20 us a write and 4 ns a byte, and keeps a core busy.
    @Param({"fast", "slow"})
    public String sink = "fast";

    private final LogFormat format;
    private final int lines;
    private @Nullable CostlySink out;
    private @Nullable LogProducers threads;
    private long bursts;

    Burst(LogFormat format, int lines) {
      this.format = format;
      this.lines = lines;
    }

    /// Starts all, and checks that this arm shows what the plain reference does.
    @Setup(Level.Trial)
    public void check() throws IOException {
      checkShown(format);
      var begun = CostlySink.named(sink);
      out = begun;
      threads = new LogProducers(start(format, begun), producers, lines);
    }

    void run() throws IOException {
      Objects.requireNonNull(threads, "not started").burst();
      bursts++;
    }

    /// Ends all, and checks that no line was lost on the way.
    @TearDown(Level.Trial)
    public void close() throws IOException {
      Objects.requireNonNull(threads, "not started").close();
      long shown = Objects.requireNonNull(out).bytes();
      long expected = bursts * lines * LogProducers.shownBytes();
      if (format == LogFormat.PLAIN && shown != expected) {
        throw new IllegalStateException(
            "%d bytes came to the sink instead of %d".formatted(shown, expected));
      }
    }
  }

  /// In format `plain`.
  public static class PlainBurst extends Burst {
    /// Its number of lines is [#plain]'s.
    public PlainBurst() {
      super(LogFormat.PLAIN, PLAIN_LINES);
    }
  }

  /// In format `progress`.
  public static class ProgressBurst extends Burst {
    /// Its number of lines is [#progress]'s.
    public ProgressBurst() {
      super(LogFormat.PROGRESS, PROGRESS_LINES);
    }
  }

  /// A log of this arm, for all threads.
  @State(Scope.Benchmark)
  public static class SharedLog {

    /// How lines are shown.
    @Param({"plain", "progress"})
    public String format = "plain";

    /// As that of [Burst].
    @Param({"fast", "slow"})
    public String sink = "fast";

    private @Nullable LogAggregator log;
    private final AtomicInteger opened = new AtomicInteger();

    /// Starts it.
    @Setup(Level.Trial)
    public void begin() throws IOException {
      var shown = LogFormat.valueOf(format.toUpperCase(Locale.ROOT));
      checkShown(shown);
      log = start(shown, CostlySink.named(sink));
    }

    private LogAggregator log() {
      return Objects.requireNonNull(log, "not started");
    }

    Routine open() {
      return log().open("[4f2a%02d (golang:1.25)]".formatted(opened.getAndIncrement()));
    }

    /// Nothing is left in the channel from one iteration to the next.
    @TearDown(Level.Iteration)
    public void flush() throws IOException {
      log().flush();
    }

    /// Ends it.
    @TearDown(Level.Trial)
    public void close() throws IOException {
      log().close();
    }
  }

  /// A thread's own routine.
  @State(Scope.Thread)
  public static class OwnRoutine {

    private @Nullable Routine routine;

    /// Opens it.
    @Setup(Level.Trial)
    public void open(SharedLog log) {
      routine = log.open();
    }

    Routine routine() {
      return Objects.requireNonNull(routine, "not opened");
    }
  }

  /// Bytes of a container, and a log that takes no time to show them.
  @State(Scope.Benchmark)
  public static class Stream {

    private static final int LINES = 10;

    private final ByteArrayInputStream bytes =
        new ByteArrayInputStream(
            (LogProducers.LINE + "\n").repeat(LINES).getBytes(StandardCharsets.UTF_8));
    private final LogAggregator log = start(LogFormat.PLAIN, OutputStream.nullOutputStream());
    private final Routine routine = log.open("[4f2a00 (golang:1.25)]");

    /// Checks that this arm finds all lines.
    @Setup(Level.Trial)
    public void check() throws IOException {
      checkShown(LogFormat.PLAIN);
      if (copy() != LINES) {
        throw new IllegalStateException("the stream has not %d lines".formatted(LINES));
      }
    }

    long copy() throws IOException {
      bytes.reset();
      return routine.copy(bytes);
    }

    /// Ends the log.
    @TearDown(Level.Trial)
    public void close() throws IOException {
      log.close();
    }
  }

  private static LogAggregator start(LogFormat format, OutputStream out) {
    var toggles = MeasuredEngine.fromProperties().toggles();
    return LogAggregator.start(toggles, format, Terminal.file(out), InstantSource.system());
  }

  /// @throws IllegalStateException when this arm shows other lines than the plain reference, or
  ///     another last frame
  private static void checkShown(LogFormat format) throws IOException {
    var mine = shown(MeasuredEngine.fromProperties().toggles(), format);
    var plain = shown(Toggles.none(), format);
    if (!mine.equals(plain)) {
      throw new IllegalStateException(
          "this arm shows\n%s\nand the plain one\n%s".formatted(mine, plain));
    }
  }

  private static String shown(Toggles toggles, LogFormat format) throws IOException {
    var out = new ByteArrayOutputStream();
    var clock = InstantSource.fixed(Instant.EPOCH);
    try (var log = LogAggregator.start(toggles, format, Terminal.file(out), clock)) {
      var routine = log.open("[4f2a00 (golang:1.25)]");
      for (int i = 0; i < 200; i++) {
        routine.line("line " + i);
      }
      routine.failed("no space left on device");
    }
    var all = out.toString(StandardCharsets.UTF_8);
    return all.substring(format == LogFormat.PLAIN ? 0 : all.lastIndexOf("0 running"));
  }
}
