package dev.dyno.bench.cli;

import dev.dyno.profiles.remote.RemoteJvm;
import dev.dyno.profiles.remote.WatchException;
import dev.dyno.profiles.sampler.AttachedSampler;
import dev.dyno.profiles.sampler.FlameGraphs;
import dev.dyno.profiles.sampler.SampledEvent;
import dev.dyno.profiles.sampler.Sampler;
import dev.dyno.profiles.sampler.Stacks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Flame graphs of a JVM that is watched: by async-profiler where that JVM takes it, else out of
/// the samples that JFR recorded anyway. Which of them it was, and why, is told.
final class WatchedGraphs implements AutoCloseable {

  private static final String RECORDING = "attached.jfr";

  private final long pid;
  private final Optional<AttachedSampler> attached;
  private Sampler sampler;

  private WatchedGraphs(long pid, Optional<AttachedSampler> attached, Sampler sampler) {
    this.pid = pid;
    this.attached = attached;
    this.sampler = sampler;
  }

  /// What was drawn.
  ///
  /// @param sampler who took the samples, in words; with the reason where it is the second choice
  /// @param drawn one for each kind of event
  /// @param missing kinds that were not drawn, each with the reason
  record Drawn(String sampler, List<Graph> drawn, List<String> missing) {

    Drawn {
      drawn = List.copyOf(drawn);
      missing = List.copyOf(missing);
    }
  }

  /// One flame graph.
  ///
  /// @param engine that really took the samples
  /// @param caveat what a reader must know of it; may be empty
  record Graph(SampledEvent event, String engine, long samples, String caveat, Path file) {}

  /// Begins to sample.
  ///
  /// @param wanted async-profiler is tried where it is asked for
  /// @param work folder for its recording
  /// @throws WatchException.Lost when the JVM does not answer any more
  static WatchedGraphs begin(RemoteJvm jvm, Sampler wanted, Path work)
      throws WatchException.Lost, InterruptedException {
    return switch (wanted) {
      case Sampler.FlightRecorder jfr -> new WatchedGraphs(jvm.pid(), Optional.empty(), jfr);
      case Sampler.AsyncProfiler async -> {
        try {
          var attached = AttachedSampler.start(jvm, async, work.resolve(RECORDING));
          yield new WatchedGraphs(jvm.pid(), Optional.of(attached), async);
        } catch (WatchException.Refused refused) {
          yield new WatchedGraphs(
              jvm.pid(),
              Optional.empty(),
              new Sampler.FlightRecorder(String.valueOf(refused.getMessage())));
        }
      }
    };
  }

  /// Whether async-profiler samples it; else the reason stands in the words.
  boolean byAsyncProfiler() {
    return attached.isPresent();
  }

  String words() {
    return sampler.words();
  }

  /// Ends sampling, and draws what was sampled.
  ///
  /// @param recorded what JFR recorded at the same time
  /// @param folder for the pages
  /// @throws IOException when a page cannot be written
  Drawn draw(Path recorded, Path folder) throws IOException, InterruptedException {
    var source = recorded;
    if (attached.isPresent()) {
      try {
        source = attached.get().finish();
      } catch (WatchException gone) {
        sampler = new Sampler.FlightRecorder("async-profiler left nothing: " + gone.getMessage());
      }
    }
    var drawn = new ArrayList<Graph>();
    var missing = new ArrayList<String>();
    for (var event : SampledEvent.values()) {
      if (!sampler.takes(event)) {
        missing.add(event.id() + ": JFR has no samples of it");
        continue;
      }
      var stacks = Stacks.read(source, event, sampler).withoutObservers();
      if (stacks.byStack().isEmpty()) {
        missing.add(event.id() + ": no sample was taken");
      } else {
        drawn.add(graph(stacks, folder.resolve("flame-%s.html".formatted(event.id()))));
      }
    }
    return new Drawn(sampler.words(), drawn, missing);
  }

  private Graph graph(Stacks stacks, Path file) throws IOException {
    FlameGraphs.write(stacks, "JVM " + pid, file);
    return new Graph(
        stacks.event(), stacks.engine(), stacks.total().samples(), stacks.caveat(), file);
  }

  @Override
  public void close() {
    attached.ifPresent(AttachedSampler::close);
  }
}
