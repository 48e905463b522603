package dev.dyno.profiles.jfr;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What a window saw. A signal that was not recorded is refused, never read as zero.
public final class Captured {

  private final Map<Exact, Facts> facts;
  private final Map<Sampled, Samples> samples;
  private final Duration length;
  private final Optional<KeptRecording> recording;

  Captured(
      Map<Exact, Facts> facts,
      Map<Sampled, Samples> samples,
      Duration length,
      Optional<KeptRecording> recording) {
    this.facts = new LinkedHashMap<>(facts);
    this.samples = new LinkedHashMap<>(samples);
    this.length = length;
    this.recording = recording;
  }

  /// Reads a finished recording as one window: that of a fork, say, which was started with
  /// `-XX:StartFlightRecording:settings=kit.jfc,filename=…`.
  ///
  /// @param file that its JVM has finished
  /// @throws IOException when there is none, it was cut off, or JFR lost events
  /// @throws IllegalArgumentException when it did not record one of the signals completely; says
  ///     which setting is missing
  public static Captured of(Path file, Signal... signals) throws IOException {
    return RecordingReader.whole(file, List.of(signals));
  }

  /// All occurrences of one signal.
  ///
  /// @throws IllegalArgumentException when it was not recorded; lists what was
  public Facts facts(Exact signal) {
    var found = facts.get(signal);
    if (found == null) {
      throw notRecorded(signal);
    }
    return found;
  }

  /// What was sampled of one signal.
  ///
  /// @throws IllegalArgumentException when it was not recorded; lists what was
  public Samples samples(Sampled signal) {
    var found = samples.get(signal);
    if (found == null) {
      throw notRecorded(signal);
    }
    return found;
  }

  /// The exact signals that were recorded.
  public Set<Exact> exact() {
    return java.util.Collections.unmodifiableSet(facts.keySet());
  }

  /// What was sampled.
  public Set<Sampled> sampled() {
    return java.util.Collections.unmodifiableSet(samples.keySet());
  }

  /// From the window's opening to its end.
  public Duration length() {
    return length;
  }

  /// Keeps the recording, for somebody to look at.
  ///
  /// @return where it is; empty when somebody else owns the file
  public Optional<Path> keepRecording() {
    return recording.map(KeptRecording::keep);
  }

  /// Where the recording is at the moment, kept or not; empty when somebody else owns the file.
  public Optional<Path> recording() {
    return recording.map(KeptRecording::file);
  }

  private IllegalArgumentException notRecorded(Signal signal) {
    var recorded =
        java.util.stream.Stream.concat(facts.keySet().stream(), samples.keySet().stream())
            .map(Signal::title)
            .collect(Collectors.joining(", "));
    return new IllegalArgumentException(
        "'%s' was not recorded, so nothing can be said about it: ask the capture for it; recorded: %s"
            .formatted(signal.title(), recorded));
  }

  /// Every fact with its count, those that are none in one line.
  @Override
  public String toString() {
    var text = new StringBuilder("in %,d us".formatted(length.toNanos() / 1_000));
    facts.values().stream()
        .filter(each -> each.count() > 0)
        .forEach(each -> text.append('\n').append(each));
    var none =
        facts.values().stream()
            .filter(each -> each.count() == 0)
            .map(Facts::title)
            .collect(Collectors.joining(", "));
    return none.isEmpty() ? text.toString() : text.append("\nno ").append(none).toString();
  }
}
