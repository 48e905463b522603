package dev.dyno.bench.dashboard;

import dev.dyno.bench.progress.RunFeed;
import dev.dyno.reports.export.ResultFile;
import dev.dyno.reports.measurement.MeasurementFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The folder of run folders. A run is read again only when one of its files changed. May be used
/// by several threads.
final class RunsFolder {
  private final Path root;
  private final Map<Path, Known> known = new ConcurrentHashMap<>();

  private record Known(List<Long> stamps, Optional<RunEntry> entry) {}

  RunsFolder(Path root) {
    this.root = root;
  }

  Path root() {
    return root;
  }

  /// All runs, the newest first.
  ///
  /// @param problem why there may be fewer than there are; empty when all is well
  record Listing(List<RunEntry> runs, String problem) {
    Listing {
      runs = List.copyOf(runs);
    }
  }

  Listing list() {
    if (!Files.isDirectory(root)) {
      return new Listing(
          List.of(),
          "There is no folder %s yet: dyno compare makes it, or name another one by --runs."
              .formatted(root));
    }
    var runs = new ArrayList<RunEntry>();
    try {
      RunPlace.in(root).forEach(place -> read(place).ifPresent(runs::add));
    } catch (IOException unreadable) {
      return new Listing(
          runs, "The folder %s cannot be read: %s.".formatted(root, unreadable.getMessage()));
    }
    runs.sort(Comparator.comparing(RunEntry::at).reversed().thenComparing(RunEntry::name));
    return new Listing(runs, "");
  }

  private Optional<RunEntry> read(RunPlace place) {
    var folder = place.folder();
    var stamps =
        List.of(
            stamp(folder.resolve(RunFeed.NAME)),
            stamp(folder.resolve(ResultFile.NAME)),
            stamp(folder.resolve(MeasurementFile.NAME)),
            stamp(folder.resolve("index.html")));
    var before = known.get(folder);
    boolean living = before != null && before.entry().map(RunEntry::running).orElse(false);
    if (before != null && !living && before.stamps().equals(stamps)) {
      return before.entry();
    }
    var entry = new RunFiles(place).read();
    known.put(folder, new Known(stamps, entry));
    return entry;
  }

  private static long stamp(Path file) {
    try {
      return 31 * Files.getLastModifiedTime(file).toMillis() + Files.size(file);
    } catch (IOException none) {
      return 0;
    }
  }

  /// A file of a run. Never one outside of the run's folder, whatever the names say or link to.
  Optional<Path> file(String run, String name) {
    try {
      var folder = RunPlace.folder(root.toRealPath(), run);
      if (folder.isEmpty() || !RunPlace.PLAIN.matcher(name).matches()) {
        return Optional.empty();
      }
      var file = folder.get().resolve(name);
      boolean plain = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
      return plain && file.toRealPath().equals(file) ? Optional.of(file) : Optional.empty();
    } catch (IOException gone) {
      return Optional.empty();
    }
  }
}
