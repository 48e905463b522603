package dev.dyno.bench.cli;

import dev.dyno.profiles.remote.Live;
import dev.dyno.profiles.remote.LiveNumbers;
import dev.dyno.profiles.remote.OtherRecording;
import dev.dyno.profiles.remote.RemoteJvm;
import dev.dyno.profiles.remote.Signals;
import dev.dyno.profiles.remote.Snapshots;
import dev.dyno.profiles.remote.WatchException;
import dev.dyno.profiles.sampler.Sampler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// One run of `dyno profile --pid`: attach, record, tell live numbers, keep what was recorded part
/// by part, read it. Whatever ends it too early, what was kept is read and told as cut off.
final class Watching {

  static final String RECORDING = "watched.jfr";

  /// For each call into the other JVM: a loaded machine takes 10 s to attach.
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /// How much is lost at most when the other JVM dies.
  private static final Duration PART = Duration.ofSeconds(5);

  /// The first part comes sooner: a JVM that is looked at may be one that does not live long.
  private static final Duration FIRST = Duration.ofSeconds(1);

  /// Between two live lines.
  private static final Duration BETWEEN = Duration.ofSeconds(2);

  /// Of what is kept: JFR there writes it to disk, too.
  private static final long MOST_BYTES = 1L << 30;

  private final Streams streams;
  private final boolean quiet;
  private final long pid;
  private final Duration time;
  private final Wanted wanted;
  private final RunFolder folder;
  private final CountDownLatch over = new CountDownLatch(1);
  private long began;
  private long toldAt;

  /// Who is to take the samples of flame graphs.
  ///
  /// @param sampler that is there
  /// @param only whether nobody else will do
  /// @param work folder for what it needs meanwhile
  record Wanted(Sampler sampler, boolean only, Path work) {}

  Watching(
      Streams streams, boolean quiet, long pid, Duration time, Wanted wanted, RunFolder folder) {
    this.streams = streams;
    this.quiet = quiet;
    this.pid = pid;
    this.time = time;
    this.wanted = wanted;
    this.folder = folder;
  }

  /// @param tell gets the result once its files are written
  ExitCode run(Consumer<WatchResult> tell) throws UsageException, IOException {
    try (var interruption = Interruption.listen();
        var jvm = RemoteJvm.attach(pid, PATIENCE)) {
      interruption.stops(over::countDown);
      var signals = Signals.of(jvm);
      var others = jvm.others(signals).stream().map(OtherRecording::words).toList();
      others.forEach(each -> say("mind: " + each));
      try (var graphs = WatchedGraphs.begin(jvm, wanted.sampler(), wanted.work())) {
        say("samples by " + graphs.words());
        if (wanted.only() && !graphs.byAsyncProfiler()) {
          streams.err().println("dyno: --sampler async-profiler: " + graphs.words());
          return ExitCode.ENVIRONMENT;
        }
        return watched(jvm, signals, graphs, tell, others);
      }
    } catch (WatchException.NoJvm none) {
      throw new UsageException("--pid: " + none.getMessage(), none);
    } catch (WatchException refused) {
      streams.err().println("dyno: " + refused.getMessage());
      return ExitCode.ENVIRONMENT;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new UsageException("interrupted while it watched JVM " + pid, interrupted);
    }
  }

  private ExitCode watched(
      RemoteJvm jvm,
      Signals signals,
      WatchedGraphs graphs,
      Consumer<WatchResult> tell,
      List<String> others)
      throws WatchException, IOException, InterruptedException {
    var file = folder.folder().resolve(RECORDING);
    var seen = watch(jvm, signals, file);
    if (seen.parts() == 0) {
      streams.err().println("dyno: nothing was recorded: " + String.join("; ", seen.cutOff()));
      return ExitCode.NOTHING_MEASURED;
    }
    var result =
        WatchResult.read(
            new WatchResult.Target(pid, jvm.version(), others),
            signals,
            file,
            seen.cutOff(),
            graphs.draw(file, folder.folder()));
    Files.writeString(folder.folder().resolve(WatchResult.NAME), result.json());
    tell.accept(result);
    return seen.cutOff().isEmpty() ? ExitCode.PASS : ExitCode.NOTHING_MEASURED;
  }

  /// @param parts that were kept
  /// @param cutOff why it is less than was asked; empty when it is all
  private record Seen(int parts, List<String> cutOff) {}

  private Seen watch(RemoteJvm jvm, Signals signals, Path file)
      throws InterruptedException, WatchException {
    var cutOff = new ArrayList<String>();
    int parts = 0;
    try (var kept = Snapshots.start(jvm, signals, file)) {
      began = System.nanoTime();
      try (var _ = Live.start(jvm, signals, this::tell)) {
        boolean early = false;
        while (!early && cutOff.isEmpty() && left() > 0) {
          var part = parts == 0 ? FIRST : PART;
          early = over.await(Math.min(left(), part.toNanos()), TimeUnit.NANOSECONDS);
          kept.take();
          parts++;
          if (kept.bytes() > MOST_BYTES) {
            cutOff.add("the recording reached 1 GiB after " + passed());
          }
        }
        if (early) {
          cutOff.add("interrupted after " + passed());
        }
      } catch (WatchException.Lost lost) {
        cutOff.add(
            "%s, after %s%s"
                .formatted(
                    lost.getMessage(),
                    passed(),
                    kept.until().map(" with what happened until %s kept"::formatted).orElse("")));
      }
    }
    return new Seen(parts, cutOff);
  }

  private long left() {
    return began + time.toNanos() - System.nanoTime();
  }

  private String passed() {
    return "%d s of %d s"
        .formatted(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began), time.toSeconds());
  }

  private void tell(LiveNumbers numbers) {
    long now = System.nanoTime();
    if (now - toldAt >= BETWEEN.toNanos()) {
      toldAt = now;
      say(WatchText.line(passed(), numbers));
    }
  }

  private void say(String line) {
    if (!quiet) {
      streams.err().println(line);
    }
  }
}
