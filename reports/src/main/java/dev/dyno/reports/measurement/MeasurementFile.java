package dev.dyno.reports.measurement;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/// Reads and writes [Measurement]s as JSON. A reader never sees half a file: it is written beside
/// its place and moved in.
public final class MeasurementFile {

  /// The file's name in a run's folder.
  public static final String NAME = "measurement.json";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModules(new Jdk8Module(), new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  private MeasurementFile() {}

  /// Writes `measurement` to `file`, replacing it at once.
  ///
  /// @throws IOException when the folder does not take it; an older file is then left as it was
  public static void write(Measurement measurement, Path file) throws IOException {
    var draft = file.resolveSibling(file.getFileName() + ".part");
    Files.write(draft, bytes(measurement, JSON.writerWithDefaultPrettyPrinter()));
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  /// The same without spaces, for a store.
  public static byte[] bytes(Measurement measurement) {
    return bytes(measurement, JSON.writer());
  }

  private static byte[] bytes(Measurement measurement, ObjectWriter writer) {
    try {
      return writer.writeValueAsBytes(measurement);
    } catch (JacksonException impossible) {
      throw new IllegalStateException(impossible); // records of numbers and strings
    }
  }

  /// Reads one back from a store.
  ///
  /// @throws IOException when it is no measurement of this version
  public static Measurement read(byte[] bytes) throws IOException {
    return JSON.readValue(bytes, Measurement.class);
  }

  /// Reads one back.
  ///
  /// @throws IOException when there is none, or it is no whole measurement of this version; says
  ///     which
  public static Measurement read(Path file) throws IOException {
    try {
      return JSON.readValue(file.toFile(), Measurement.class);
    } catch (JacksonException unreadable) {
      throw new IOException(
          "%s is not a measurement of schema %s: %s"
              .formatted(file, Measurement.SCHEMA, unreadable.getOriginalMessage()),
          unreadable);
    }
  }
}
