package dev.dyno.profiles.jfr;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The file of one window. It goes when the JVM ends, unless somebody asks to keep it. Safe for use
/// by several threads.
final class KeptRecording {

  /// Names whose it is: other JVMs may record into the same folder of temporary files.
  private static final String PREFIX = "dyno-%d-".formatted(ProcessHandle.current().pid());

  private final Path folder;
  private final String label;
  private Path file;
  private boolean kept;

  private KeptRecording(Path folder, String label, Path file) {
    this.folder = folder;
    this.label = label;
    this.file = file;
  }

  /// @param folder where it goes when it is kept; made then
  /// @param label its name there, without extension
  static KeptRecording in(Path folder, String label) {
    try {
      var file = Files.createTempFile(PREFIX, ".jfr");
      file.toFile().deleteOnExit();
      return new KeptRecording(folder, label, file);
    } catch (IOException noRoom) {
      throw new UncheckedIOException("no temporary file for a recording", noRoom);
    }
  }

  synchronized Path file() {
    return file;
  }

  /// Moves it to the folder, once.
  ///
  /// @return where it is now; where it was when the folder takes no file, for it is still worth
  ///     having
  synchronized Path keep() {
    if (!kept) {
      try {
        Files.createDirectories(folder);
        file = Files.move(file, free());
        kept = true;
      } catch (IOException noRoom) {
        return file;
      }
    }
    return file;
  }

  /// Deletes it, wherever it is.
  synchronized void discard() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException stays) {
      file.toFile().deleteOnExit();
    }
  }

  private Path free() {
    var wanted = folder.resolve(label + ".jfr");
    for (int i = 2; Files.exists(wanted); i++) {
      wanted = folder.resolve("%s-%d.jfr".formatted(label, i));
    }
    return wanted;
  }
}
