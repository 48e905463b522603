package dev.dyno.bench.nightly;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.dyno.reports.history.StoredNight;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// A night's files. What is there is whole: each is written beside its place, forced to the disk,
/// and moved there.
///
/// @param folder of the night
public record NightFolder(Path folder) {

  private static final String PLAN = "night.json";
  private static final String DONE = ".done.json";

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  /// Whether this is the folder of a night.
  public static boolean is(Path folder) {
    return Files.exists(folder.resolve(PLAN));
  }

  /// Takes away what an earlier night left here, so that it is never taken for this one's.
  public void clear() throws IOException {
    Files.deleteIfExists(folder.resolve(PLAN));
    try (var files = Files.list(folder)) {
      for (var file : files.filter(it -> it.toString().endsWith(DONE)).toList()) {
        Files.delete(file);
      }
    }
  }

  /// Keeps the plan.
  public void plan(Night night) throws IOException {
    Files.createDirectories(folder);
    whole(folder.resolve(PLAN), JSON.writeValueAsString(night));
  }

  /// The plan, if this is a night's folder.
  public Optional<Night> plan() throws IOException {
    var file = folder.resolve(PLAN);
    return Files.exists(file)
        ? Optional.of(JSON.readValue(Files.readString(file), Night.class))
        : Optional.empty();
  }

  /// Where a phase's own files go.
  public Path of(Phase phase) {
    return folder.resolve(phase.name());
  }

  /// A phase is whole: all of its files are there.
  public void done(StoredNight.Phase phase) throws IOException {
    whole(marker(phase.name()), JSON.writeValueAsString(phase));
  }

  /// What became of a phase, once it is whole.
  public Optional<StoredNight.Phase> done(Phase phase) throws IOException {
    var file = marker(phase.name());
    return Files.exists(file)
        ? Optional.of(JSON.readValue(Files.readString(file), StoredNight.Phase.class))
        : Optional.empty();
  }

  private Path marker(String phase) {
    return folder.resolve(phase + DONE);
  }

  /// Writes a file, whole or not at all, whenever the power goes.
  public static void whole(Path file, String text) throws IOException {
    var draft = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(draft, text);
    try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }
}
