package dev.dyno.engine.embedded.container.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/// Folders of the daemon, which hold files and no links.
public final class Folders {
  private Folders() {}

  /// Deletes a folder with all that is in it; no error when it is not there.
  public static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    var found = new ArrayList<Path>();
    try (var walk = Files.walk(folder)) {
      walk.forEach(found::add);
    }
    for (var path : found.reversed()) {
      Files.deleteIfExists(path);
    }
  }
}
