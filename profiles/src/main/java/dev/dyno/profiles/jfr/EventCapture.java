package dev.dyno.profiles.jfr;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/// Says what a window records, and opens windows, one after another.
///
/// ```java
/// var seen = EventCapture.of(PROCESSES_STARTED).during(() -> engine.pull(image));
/// assertThat(seen.facts(PROCESSES_STARTED)).isEmpty();
/// ```
///
/// JFR's first use is paid before a window opens, not in it: half a second and megabytes.
/// All threads of the JVM are seen, but those of test runners and of the JVM's own services.
public final class EventCapture {

  private final List<Signal> signals;
  private final String label;
  private final Path folder;
  private final Optional<Watcher> watcher;
  private final Queue<KeptRecording> made = new ConcurrentLinkedQueue<>();
  private final Queue<Window> opened = new ConcurrentLinkedQueue<>();

  private EventCapture(List<Signal> signals, String label, Path folder, Optional<Watcher> watcher) {
    this.watcher = watcher;
    this.signals = List.copyOf(signals);
    this.label = label;
    this.folder = folder;
  }

  /// Records these signals, and nothing else.
  public static EventCapture of(Signal first, Signal... more) {
    return new EventCapture(
        Stream.concat(Stream.of(first), Stream.of(more)).distinct().toList(),
        "capture",
        BuildFolder.here()
            .orElse(Path.of(System.getProperty("java.io.tmpdir"), "dyno"))
            .resolve("recordings"),
        Watcher.now());
  }

  /// Records every [Fact].
  public static EventCapture ofFacts() {
    return of(Fact.PROCESSES_STARTED, Fact.values());
  }

  /// Records these, too.
  public EventCapture and(Signal... more) {
    var all = new ArrayList<>(signals);
    Stream.of(more).filter(each -> !all.contains(each)).forEach(all::add);
    return new EventCapture(all, label, folder, watcher);
  }

  /// Keeps recordings under another name.
  ///
  /// @param name whatever cannot stand in a file name becomes `_`
  public EventCapture named(String name) {
    return new EventCapture(signals, name.replaceAll("[^\\w.$-]", "_"), folder, watcher);
  }

  /// Keeps recordings elsewhere than in `recordings` in the folder of the build.
  public EventCapture keptIn(Path elsewhere) {
    return new EventCapture(signals, label, elsewhere, watcher);
  }

  /// Observes work from its start to its return. What it throws passes unchanged.
  ///
  /// @throws IllegalStateException when another window is open in this JVM
  public <X extends Exception> Captured during(Work<X> work) throws X {
    try (var window = open()) {
      work.run();
      return window.finish();
    }
  }

  /// Opens a window, for work that does not fit into one lambda.
  ///
  /// @throws IllegalStateException when another window is open in this JVM: their facts would mix
  public Window open() {
    var file = KeptRecording.in(folder, label);
    made.add(file);
    var window = Window.open(signals, label, file, watcher());
    opened.removeIf(each -> !each.isOpen());
    opened.add(window);
    return window;
  }

  /// Ends windows that nobody finished or closed: they would be in the way of every later one in
  /// this JVM. For extensions of test frameworks.
  ///
  /// @return how many there were
  public int closeWindows() {
    int open = 0;
    for (var window = opened.poll(); window != null; window = opened.poll()) {
      if (window.isOpen()) {
        window.close();
        open++;
      }
    }
    return open;
  }

  /// Whoever made it for a test, else whoever watches where it is used.
  Optional<Watcher> watcher() {
    return watcher.or(Watcher::now);
  }

  /// Keeps the recordings of all windows so far. For extensions of test frameworks.
  ///
  /// @return where they are
  public List<Path> keepRecordings() {
    return made.stream()
        .filter(each -> Files.exists(each.file()))
        .map(KeptRecording::keep)
        .toList();
  }

  /// Deletes the recordings of all windows so far, those too that an expected failure kept.
  public void discardRecordings() {
    made.forEach(KeptRecording::discard);
    made.clear();
  }
}
