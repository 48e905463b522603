package dev.dyno.profiles.jfr;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;

/// One stretch of time under observation. Never polls: when it is finished, JFR is stopped, and
/// with that everything committed is in the file.
///
/// An event that is not committed yet is in no recording. So end what works in other threads before
/// you finish: close the engine, the pool, the server, or name its threads to [#finish(Duration,
/// Thread...)].
///
/// For use by one thread.
public final class Window implements AutoCloseable {

  private static final String NAME = "Dyno test kit: ";

  private final List<Signal> signals;
  private final String id;
  private final Recording recording;
  private final KeptRecording file;
  private final Optional<Watcher> watcher;

  private Window(
      List<Signal> signals,
      String id,
      Recording recording,
      KeptRecording file,
      Optional<Watcher> watcher) {
    this.signals = signals;
    this.id = id;
    this.recording = recording;
    this.file = file;
    this.watcher = watcher;
  }

  static Window open(
      List<Signal> signals, String label, KeptRecording file, Optional<Watcher> watcher) {
    if (!FlightRecorder.isAvailable()) {
      throw new IllegalStateException("this JVM has no JFR: run the test on another");
    }
    FlightRecorder.register(WindowMark.class);
    Reading.load(signals);
    var window = new Window(signals, UUID.randomUUID().toString(), new Recording(), file, watcher);
    try {
      window.start(label);
      return window;
    } catch (RuntimeException | Error failed) {
      window.recording.close();
      throw failed;
    }
  }

  private void start(String label) {
    recording.setName(NAME + label);
    recording.setSettings(KitSettings.of(signals));
    synchronized (Window.class) {
      refuseOverlap();
      recording.start();
    }
    WindowMark.end("warm-up");
    if (!KitSettings.timed(signals).isEmpty()) {
      // Writes down how often the methods were called until now: another recording may have counted
      // them for hours.
      FlightRecorder.getFlightRecorder().takeSnapshot().close();
    }
    WindowMark.open(id);
  }

  private static void refuseOverlap() {
    for (var other : FlightRecorder.getFlightRecorder().getRecordings()) {
      if (other.getState() == RecordingState.RUNNING && other.getName().startsWith(NAME)) {
        throw new IllegalStateException(
            "a window of '%s' is still open in this JVM, and facts of two windows would mix: "
                    .formatted(other.getName().substring(NAME.length()))
                + "finish it first; tests with @Profiled wait for each other");
      }
    }
  }

  /// Ends the window, and reads what it saw.
  ///
  /// @throws IllegalStateException when it was finished before
  /// @throws IllegalArgumentException when a custom event or its field is not known
  /// @throws UncheckedIOException when the recording cannot be written or read
  public Captured finish() {
    if (!isOpen()) {
      throw new IllegalStateException("the window was finished or closed before");
    }
    WindowMark.end(id);
    write();
    try {
      var seen = RecordingReader.window(file, id, signals);
      watcher.ifPresent(each -> each.finished(seen));
      return seen;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable.getMessage(), unreadable);
    }
  }

  /// Waits until these threads have ended, then does as [#finish()].
  ///
  /// @param patience for all of them together
  /// @throws IllegalStateException when one runs on; says where it is
  public Captured finish(Duration patience, Thread... workers) {
    long end = System.nanoTime() + patience.toNanos();
    for (var worker : workers) {
      if (!ended(worker, Duration.ofNanos(end - System.nanoTime()))) {
        throw new IllegalStateException(
            "thread '%s' still runs after %s, and what it has not committed yet would be lost: end it first. It is at%s"
                .formatted(worker.getName(), patience, where(worker)));
      }
    }
    return finish();
  }

  private static boolean ended(Thread worker, Duration patience) {
    try {
      return worker.join(patience);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for " + worker, interrupted);
    }
  }

  private static String where(Thread worker) {
    var text = new StringBuilder();
    for (var frame : worker.getStackTrace()) {
      text.append("\n  ").append(frame);
    }
    return text.isEmpty() ? " an unknown place" : text.toString();
  }

  boolean isOpen() {
    return recording.getState() == RecordingState.RUNNING;
  }

  private void write() {
    try (recording) {
      recording.stop();
      recording.dump(file.file());
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot write the recording " + file.file(), failed);
    }
  }

  /// Ends a window that was not finished, because something was thrown: its recording is written,
  /// for somebody to look at, but not read. Otherwise does nothing.
  @Override
  public void close() {
    if (isOpen()) {
      write();
      watcher.ifPresent(each -> each.broken(file.file()));
    }
  }
}
