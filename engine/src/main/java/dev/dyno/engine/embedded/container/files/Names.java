package dev.dyno.engine.embedded.container.files;

import java.util.ArrayDeque;
import java.util.List;

/// Paths inside a container, as they are kept here: without a slash at either end, without `.` and
/// `..`; the root is empty.
final class Names {
  private Names() {}

  /// Cleans a path, and keeps it below the root as a kernel does.
  static String clean(String path) {
    var names = new ArrayDeque<String>();
    for (var name : parts(path)) {
      switch (name) {
        case "", "." -> {}
        case ".." -> names.pollLast();
        default -> names.addLast(name);
      }
    }
    return String.join("/", names);
  }

  /// Cleans a path of a request or of a tar.
  ///
  /// @throws FilesException.Refused when it leads out of the root
  static String cleanInside(String path) throws FilesException.Refused {
    int depth = 0;
    for (var name : parts(path)) {
      depth += name.isEmpty() || name.equals(".") ? 0 : name.equals("..") ? -1 : 1;
      if (depth < 0) {
        throw new FilesException.Refused(
            "the path '%s' leads out of its root; use one without that many '..'".formatted(path));
      }
    }
    return clean(path);
  }

  static List<String> parts(String path) {
    return List.of(path.split("/", -1));
  }

  static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  static String join(String folder, String name) {
    return folder.isEmpty() || name.isEmpty() ? folder + name : folder + "/" + name;
  }
}
