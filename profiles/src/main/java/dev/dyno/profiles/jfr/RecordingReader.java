package dev.dyno.profiles.jfr;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import jdk.jfr.EventType;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/// Takes out of a recording what was asked, and nothing that another recording had JFR write
/// beside it: by type, and by the window's time.
final class RecordingReader {

  private static final Comparator<RecordedEvent> BY_TIME =
      Comparator.comparing(RecordedEvent::getStartTime);

  private final Path file;
  private final Collection<Signal> signals;
  private final Map<String, List<RecordedEvent>> events = new HashMap<>();
  private final List<EventType> types = new ArrayList<>();
  private @Nullable Instant earliest;
  private @Nullable Instant latest;

  private RecordingReader(Path file, Collection<Signal> signals) {
    this.file = file;
    this.signals = signals;
  }

  /// Reads what stands between the marks of a window.
  static Captured window(KeptRecording recording, String id, Collection<Signal> signals)
      throws IOException {
    var reader = new RecordingReader(recording.file(), signals);
    reader.read(KitSettings.events(signals));
    var opened = reader.mark(id, true);
    var ended = reader.mark(id, false);
    return reader.captured(new Span(opened, ended), Optional.of(recording));
  }

  /// Reads a whole file, once it says itself that it recorded all of what is asked.
  static Captured whole(Path file, Collection<Signal> signals) throws IOException {
    var reader = new RecordingReader(file, signals);
    var wanted = new TreeSet<>(KitSettings.events(signals));
    wanted.add(KitSettings.ACTIVE_SETTING);
    reader.read(wanted);
    new SettingsCheck(file, reader.types, reader.of(KitSettings.ACTIVE_SETTING)).covers(signals);
    return reader.captured(
        new Span(reader.reached(reader.earliest), reader.reached(reader.latest)), Optional.empty());
  }

  private void read(Collection<String> wanted) throws IOException {
    try (var recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        var event = recording.readEvent();
        if (wanted.contains(event.getEventType().getName())) {
          events.computeIfAbsent(event.getEventType().getName(), _ -> new ArrayList<>()).add(event);
        }
        extend(event);
      }
      types.addAll(recording.readEventTypes());
    } catch (IOException | RuntimeException broken) {
      throw new IOException(
          "%s is no whole recording, its JVM may have been killed while it wrote: %s"
              .formatted(file, broken.getMessage()),
          broken);
    }
    if (!of(KitSettings.DATA_LOSS).isEmpty()) {
      throw new IOException(
          "JFR lost events of %s because its buffers ran full: record less in one window, or give it more by -XX:FlightRecorderOptions:memorysize=100m"
              .formatted(file));
    }
    events.values().forEach(each -> each.sort(BY_TIME));
  }

  private void extend(RecordedEvent event) {
    if (earliest == null || event.getStartTime().isBefore(earliest)) {
      earliest = event.getStartTime();
    }
    if (latest == null || event.getEndTime().isAfter(latest)) {
      latest = event.getEndTime();
    }
  }

  private Instant reached(@Nullable Instant end) throws IOException {
    if (end == null) {
      throw new IOException("%s holds no event at all".formatted(file));
    }
    return end;
  }

  private Instant mark(String id, boolean opens) throws IOException {
    return of(WindowMark.NAME).stream()
        .filter(each -> each.getString("window").equals(id) && each.getBoolean("opens") == opens)
        .findFirst()
        .map(RecordedEvent::getStartTime)
        .orElseThrow(
            () ->
                new IOException(
                    "%s was cut off: the mark of the window's %s is missing"
                        .formatted(file, opens ? "opening" : "end")));
  }

  private List<RecordedEvent> of(String type) {
    return events.getOrDefault(type, List.of());
  }

  private Captured captured(Span span, Optional<KeptRecording> recording) {
    var facts = new LinkedHashMap<Exact, Facts>();
    var samples = new LinkedHashMap<Sampled, Samples>();
    var reading = new Reading(events, types, span);
    for (var signal : signals) {
      switch (signal) {
        case Exact exact -> facts.put(exact, new Facts(exact, reading.of(exact), recording));
        case Sampled sampled -> samples.put(sampled, new Samples(sampled, reading.of(sampled)));
      }
    }
    return new Captured(facts, samples, span.length(), recording);
  }

  /// Time between two marks, both included. An event belongs to it when it began in it.
  record Span(Instant from, Instant to) {

    boolean holds(RecordedEvent event) {
      return !event.getStartTime().isBefore(from) && !event.getStartTime().isAfter(to);
    }

    Duration length() {
      return Duration.between(from, to);
    }
  }
}
