package dev.dyno.profiles.remote;

import com.microsoft.jfr.FlightRecorderConnection;
import com.microsoft.jfr.Recording;
import com.microsoft.jfr.RecordingConfiguration.JfcFileConfiguration;
import com.microsoft.jfr.RecordingOptions;
import dev.dyno.profiles.jfr.Captured;
import dev.dyno.profiles.jfr.KitSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Keeps what another JVM records, part by part, in one file. Each part is appended only when it is
/// whole, so the file is a readable recording at any time, also when the JVM dies: then it lacks
/// what happened after the last part.
///
/// Nothing is dropped in silence: the recording there has no limit of size, so whoever watches ends
/// it ([#bytes()]). For use by one thread.
public final class Snapshots implements Watch {

  private static final String NAME = "dyno profile";

  /// Moved by one call over JMX.
  private static final long BLOCK = 1 << 20;

  private final RemoteJvm jvm;
  private final Signals signals;
  private final Recording recording;
  private final Path file;
  private long last = Long.MIN_VALUE;
  private long bytes;
  private @Nullable Instant until;

  private Snapshots(RemoteJvm jvm, Signals signals, Recording recording, Path file) {
    this.jvm = jvm;
    this.signals = signals;
    this.recording = recording;
    this.file = file;
  }

  /// Begins to record.
  ///
  /// @param file that is made, and replaced when it is there
  /// @throws WatchException.Lost when the JVM does not answer any more
  /// @throws UncheckedIOException when the file cannot be written
  public static Snapshots start(RemoteJvm jvm, Signals signals, Path file)
      throws WatchException.Lost, InterruptedException {
    try {
      Files.write(file, new byte[0]);
    } catch (IOException refused) {
      throw new UncheckedIOException("cannot write " + file, refused);
    }
    var recording =
        jvm.ask(
            "start a recording",
            () -> {
              var settings = KitSettings.document(signals.settings());
              var made =
                  FlightRecorderConnection.connect(jvm.server())
                      .newRecording(
                          new RecordingOptions.Builder().name(NAME).disk("true").build(),
                          new JfcFileConfiguration(
                              new ByteArrayInputStream(settings.getBytes(StandardCharsets.UTF_8))));
              made.start();
              return made;
            });
    return new Snapshots(jvm, signals, recording, file);
  }

  @Override
  public String gives() {
    return "a whole recording, exact facts and samples, up to the last part that was taken";
  }

  /// Takes what was recorded since the last time, and appends it.
  ///
  /// @throws WatchException.Lost when the JVM does not answer any more; what was taken stays
  /// @throws UncheckedIOException when the file cannot be written
  public void take() throws WatchException.Lost, InterruptedException {
    append(
        jvm.ask(
            "hand over a part of its recording",
            () -> {
              try (var part = recording.clone(true);
                  var in = part.getStream(until, null, BLOCK)) {
                return Chunks.of(in.readAllBytes());
              }
            }));
  }

  private void append(Chunks chunks) {
    try (var out = Files.newByteChannel(file, StandardOpenOption.APPEND)) {
      for (var chunk : chunks.after(last)) {
        var left = chunk.bytes().duplicate();
        while (left.hasRemaining()) {
          bytes += out.write(left);
        }
        last = chunk.start();
        until = chunk.end();
      }
    } catch (IOException refused) {
      throw new UncheckedIOException("cannot write " + file, refused);
    }
  }

  /// Of the file.
  public long bytes() {
    return bytes;
  }

  /// Until when the file tells what happened; empty when no part was taken.
  public java.util.Optional<Instant> until() {
    return java.util.Optional.ofNullable(until);
  }

  /// Reads the file.
  ///
  /// @throws IOException when no part was taken, or JFR lost events
  public Captured captured() throws IOException {
    return Captured.of(file, signals.all());
  }

  @Override
  public void close() {
    try {
      jvm.ask(
          "stop its recording",
          () -> {
            recording.close();
            return jvm.pid();
          });
    } catch (WatchException.Lost _) {
      // Its recording ended with it.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
