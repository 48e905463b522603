package dev.dyno.bench.dashboard;

import dev.dyno.bench.nightly.NightFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where a run lies below the folder of runs: in a folder of its own, or as a phase in that of its
/// night.
///
/// @param name of its folder, `NIGHT~PHASE` of a phase; may stand in an address as it is
/// @param folder of the run
record RunPlace(String name, Path folder) {

  /// A name without anything that leads elsewhere.
  static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,199}");

  private static final String PHASE = "~";

  /// All of them, whether they hold a run or not.
  static List<RunPlace> in(Path root) throws IOException {
    var places = new ArrayList<RunPlace>();
    for (var folder : folders(root)) {
      var name = String.valueOf(folder.getFileName());
      if (NightFolder.is(folder)) {
        for (var phase : folders(folder)) {
          places.add(new RunPlace(name + PHASE + phase.getFileName(), phase));
        }
      } else {
        places.add(new RunPlace(name, folder));
      }
    }
    return places;
  }

  /// The one of that name, there or not; none that is outside of the root.
  static Optional<Path> folder(Path root, String name) {
    var folder = root;
    var parts = name.split(PHASE, -1);
    for (var part : parts) {
      if (!PLAIN.matcher(part).matches()) {
        return Optional.empty();
      }
      folder = folder.resolve(part);
    }
    return parts.length <= 2 ? Optional.of(folder) : Optional.empty();
  }

  private static List<Path> folders(Path parent) throws IOException {
    var folders = new ArrayList<Path>();
    try (var all = Files.newDirectoryStream(parent, Files::isDirectory)) {
      all.forEach(folders::add);
    }
    return folders;
  }
}
