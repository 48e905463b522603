package dev.dyno.bench.nightly;

import dev.dyno.reports.history.HistoryException;
import dev.dyno.reports.history.NightParcel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What lies on a project's desk from night to night, in `.dyno/nightly`: the night that is not
/// finished, and those that the history did not take yet.
///
/// @param folder exists, and git does not see it
public record NightDesk(Path folder) {

  /// Opens it.
  ///
  /// @param project its folder
  public static NightDesk open(Path project) throws IOException {
    var own = Files.createDirectories(project.resolve(".dyno"));
    var ignore = own.resolve(".gitignore");
    if (!Files.exists(ignore)) {
      Files.writeString(ignore, "*\n");
    }
    return new NightDesk(Files.createDirectories(own.resolve("nightly")));
  }

  /// The folder of the night that is not finished.
  public Optional<NightFolder> current() throws IOException {
    var file = folder.resolve("current");
    return Files.exists(file)
        ? Optional.of(new NightFolder(Path.of(Files.readString(file).strip())))
        : Optional.empty();
  }

  /// A night begins; its plan is there.
  public void begin(NightFolder night) throws IOException {
    NightFolder.whole(folder.resolve("current"), night.folder().toAbsolutePath() + "\n");
  }

  /// The night is finished: its files are, and the history has it, or the outbox.
  public void finish() throws IOException {
    Files.deleteIfExists(folder.resolve("current"));
  }

  /// Keeps a night for a history that cannot be had now.
  public void keep(NightParcel night) throws IOException {
    var outbox = Files.createDirectories(folder.resolve("outbox"));
    NightFolder.whole(outbox.resolve(name(night)), night.line());
  }

  /// What is kept.
  ///
  /// @param nights oldest first
  /// @param spoiled why a file of it cannot be read, one sentence each; it stays
  public record Kept(List<NightParcel> nights, List<String> spoiled) {
    public Kept {
      nights = List.copyOf(nights);
      spoiled = List.copyOf(spoiled);
    }
  }

  /// What is kept: one that cannot be read keeps no other.
  public Kept kept() throws IOException {
    var outbox = folder.resolve("outbox");
    var nights = new ArrayList<NightParcel>();
    var spoiled = new ArrayList<String>();
    if (Files.isDirectory(outbox)) {
      try (var files = Files.list(outbox)) {
        for (var file : files.filter(it -> it.toString().endsWith(".json")).sorted().toList()) {
          try {
            nights.add(NightParcel.read(Files.readString(file)));
          } catch (HistoryException unreadable) {
            spoiled.add("%s: %s".formatted(file, unreadable.getMessage()));
          }
        }
      }
    }
    return new Kept(nights, spoiled);
  }

  /// The history has it.
  public void sent(NightParcel night) throws IOException {
    Files.deleteIfExists(folder.resolve("outbox").resolve(name(night)));
  }

  private static String name(NightParcel night) {
    return "%015d-%s.json".formatted(night.night().startedAt().toEpochMilli(), night.night().id());
  }
}
