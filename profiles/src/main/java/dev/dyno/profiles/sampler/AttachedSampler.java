package dev.dyno.profiles.sampler;

import dev.dyno.profiles.remote.RemoteJvm;
import dev.dyno.profiles.remote.WatchException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/// async-profiler in a JVM that runs already: all kinds of events at once, in one recording.
///
/// It stays loaded there, idle, until that JVM ends. For use by one thread.
public final class AttachedSampler implements AutoCloseable {

  private final RemoteJvm jvm;
  private final Sampler.AsyncProfiler profiler;
  private final Path recording;
  private boolean runs = true;

  private AttachedSampler(RemoteJvm jvm, Sampler.AsyncProfiler profiler, Path recording) {
    this.jvm = jvm;
    this.profiler = profiler;
    this.recording = recording;
  }

  /// Begins to sample.
  ///
  /// @param recording that the other JVM writes; a path without commas
  /// @throws WatchException.Refused when that JVM takes no agent, or async-profiler cannot work in
  ///     it; says what it said
  /// @throws WatchException.Lost when that JVM does not answer any more
  public static AttachedSampler start(RemoteJvm jvm, Sampler.AsyncProfiler profiler, Path recording)
      throws WatchException.Refused, WatchException.Lost, InterruptedException {
    if (recording.toString().contains(",")) {
      throw new IllegalArgumentException(
          "%s has a comma, where async-profiler's options end".formatted(recording));
    }
    var log = Path.of(recording + ".log");
    try {
      jvm.loadAgent(
          profiler.library(), "start,jfr,%s,file=%s,log=%s".formatted(events(), recording, log));
    } catch (WatchException.Refused refused) {
      throw new WatchException.Refused(refused.getMessage() + said(log), refused);
    }
    return new AttachedSampler(jvm, profiler, recording);
  }

  private static String events() {
    return Arrays.stream(SampledEvent.values())
        .map(AttachedSampler::option)
        .collect(Collectors.joining(","));
  }

  private static String option(SampledEvent event) {
    return switch (event) {
      case CPU -> "event=cpu,interval=" + event.interval();
      case WALL, ALLOC, LOCK -> "%s=%d".formatted(event.id(), event.interval());
    };
  }

  private static String said(Path log) {
    try {
      var text = Files.readString(log).strip();
      return text.isEmpty() ? "" : ": " + text;
    } catch (IOException _) {
      return ""; // it did not come so far
    }
  }

  /// Ends sampling.
  ///
  /// @return the recording, whole; for [Stacks#read]
  /// @throws WatchException.Lost when that JVM has ended before: then there is none
  public Path finish() throws WatchException.Refused, WatchException.Lost, InterruptedException {
    runs = false;
    jvm.loadAgent(profiler.library(), "stop,file=%s,jfr".formatted(recording));
    return recording;
  }

  /// Ends sampling that was not finished, and keeps nothing.
  @Override
  public void close() {
    if (!runs) {
      return;
    }
    try {
      finish();
    } catch (WatchException _) {
      // It ended with its JVM.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
