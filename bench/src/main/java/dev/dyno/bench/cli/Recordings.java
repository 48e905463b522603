package dev.dyno.bench.cli;

import dev.dyno.bench.validation.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/// What `dyno qualify --simulate` draws from.
///
/// @param all each of a state of its own
record Recordings(List<Recording> all) {

  private static final String KEPT = ".json.gz";

  Recordings {
    all = List.copyOf(all);
  }

  /// The committed ones; or those of live runs, and those that an earlier simulation kept.
  ///
  /// @param from runs of one machine, and kept recordings; none for the committed ones
  /// @throws UsageException when one cannot be read, or two are of one state
  static Recordings of(List<Path> from) throws UsageException {
    if (from.isEmpty()) {
      return new Recordings(Recording.committed());
    }
    var all = new ArrayList<Recording>();
    var runs = from.stream().filter(each -> !isKept(each)).toList();
    if (!runs.isEmpty()) {
      all.addAll(PooledRuns.read(runs).recordings());
    }
    for (var each : from) {
      if (isKept(each)) {
        all.add(read(each));
      }
    }
    var states = new HashSet<String>();
    for (var each : all) {
      if (!states.add(each.state())) {
        throw new UsageException(
            "--from has two recordings of the state '%s': simulate each alone"
                .formatted(each.state()));
      }
    }
    return new Recordings(all);
  }

  private static boolean isKept(Path place) {
    return place.toString().endsWith(KEPT);
  }

  private static Recording read(Path file) throws UsageException {
    try {
      return Recording.read(file);
    } catch (IOException unfit) {
      throw new UsageException(
          "--from %s is no recording of dyno qualify --simulate: %s"
              .formatted(file, unfit.getMessage()),
          unfit);
    }
  }

  /// Writes them beside what is told of them, so that they outlive their runs.
  void keep(Path folder) throws UsageException {
    for (var each : all) {
      try {
        each.write(folder);
      } catch (IOException refused) {
        throw new UsageException(
            "%s cannot be written: %s".formatted(folder.resolve(each.name()), refused.getMessage()),
            refused);
      }
    }
  }
}
