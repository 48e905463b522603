package dev.dyno.bench.trial;

import dev.dyno.bench.variant.ForkFlags;
import dev.dyno.bench.variant.Jdk;
import dev.dyno.bench.variant.MeasuredVariant;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What the annotations of each benchmark ask of its forks, listed once for each class path.
///
/// Confined to the thread that runs the trial.
final class AskedFlags {

  private static final ForkFlags NONE = new ForkFlags(List.of(), List.of());

  private final Path agent;
  private final Path work;
  private final Map<Place, Map<String, ForkFlags>> known = new HashMap<>();

  private record Place(Jdk jdk, List<Path> classPath) {}

  /// @param agent the agent's jar
  /// @param work a folder for answers
  AskedFlags(Path agent, Path work) {
    this.agent = agent;
    this.work = work;
  }

  /// For one benchmark of a variant; none for one that is not there, which JMH will say itself.
  ForkFlags of(MeasuredVariant variant, String benchmark) throws IOException {
    var place = new Place(variant.jdk(), variant.classPath());
    var all = known.get(place);
    if (all == null) {
      all = ForkFlags.of(place.jdk(), place.classPath(), agent, work);
      known.put(place, all);
    }
    return all.getOrDefault(benchmark, NONE);
  }
}
