package dev.dyno.engine.lifecycle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;

/// `presized-collections` off: collections start small and grow.
record GrownLists() implements BuildLists {

  @Override
  public List<String> flags(BuildView build) {
    return build.asFlags();
  }

  @Override
  public List<String> packages(List<String> files) {
    return folders(files, new HashSet<>(), new ArrayList<>());
  }

  /// Adds the folders to `list`, with the help of `seen`; both are empty.
  static List<String> folders(List<String> files, HashSet<String> seen, ArrayList<String> list) {
    for (var file : files) {
      var folder = folder(file);
      if (seen.add(folder)) {
        list.add(folder);
      }
    }
    return Collections.unmodifiableList(list);
  }

  private static String folder(String file) {
    int slash = file.lastIndexOf('/');
    return slash < 0 ? "." : slash == 0 ? "/" : file.substring(0, slash);
  }
}
