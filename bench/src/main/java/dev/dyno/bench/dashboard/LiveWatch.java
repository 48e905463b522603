package dev.dyno.bench.dashboard;

import dev.dyno.bench.progress.RunFeed;
import dev.dyno.bench.progress.RunProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which runs measure now. Looks at a folder again only while it may still change: a feed that
/// ended, or a folder without one that is an hour old, is settled. May be used by several threads.
final class LiveWatch {
  private static final Duration YOUNG = Duration.ofHours(1);

  private final Path root;
  private final Map<Path, Settled> settled = new HashMap<>();

  /// @param stamp of its feed; of a folder without one, 0
  private record Settled(long stamp, Optional<LiveRun> last) {}

  /// A run with a feed.
  ///
  /// @param name of its folder
  record LiveRun(String name, RunProgress progress) {
    boolean running() {
      return progress.state() instanceof RunProgress.State.Running;
    }
  }

  LiveWatch(Path root) {
    this.root = root;
  }

  /// Those that measure; when none does, the last that did. The newest first.
  synchronized List<LiveRun> look() {
    var all = new ArrayList<LiveRun>();
    if (Files.isDirectory(root)) {
      try {
        RunPlace.in(root).forEach(place -> look(place).ifPresent(all::add));
      } catch (IOException unreadable) {
        return List.of(); // the list of runs says so
      }
    }
    all.sort(Comparator.comparing((LiveRun run) -> run.progress().plan().at()).reversed());
    var running = all.stream().filter(LiveRun::running).toList();
    return running.isEmpty() ? all.stream().limit(1).toList() : running;
  }

  private Optional<LiveRun> look(RunPlace place) {
    var folder = place.folder();
    var feed = folder.resolve(RunFeed.NAME);
    long stamp = stamp(feed);
    var before = settled.get(folder);
    if (before != null && before.stamp() == stamp) {
      return before.last();
    }
    var run = read(place);
    boolean old = stamp == 0 && modified(folder).isBefore(Instant.now().minus(YOUNG));
    if (old || run.map(it -> !it.running()).orElse(false)) {
      settled.put(folder, new Settled(stamp, run));
    }
    return run;
  }

  private static Optional<LiveRun> read(RunPlace place) {
    try {
      return RunProgress.read(place.folder()).map(progress -> new LiveRun(place.name(), progress));
    } catch (IOException unreadable) {
      return Optional.empty(); // the list of runs says so
    }
  }

  private static long stamp(Path feed) {
    try {
      return 31 * Files.getLastModifiedTime(feed).toMillis() + Files.size(feed);
    } catch (IOException none) {
      return 0;
    }
  }

  private static Instant modified(Path folder) {
    try {
      return Files.getLastModifiedTime(folder).toInstant();
    } catch (IOException gone) {
      return Instant.EPOCH;
    }
  }

  /// Whether a run measures now.
  boolean measuring() {
    return look().stream().anyMatch(LiveRun::running);
  }
}
