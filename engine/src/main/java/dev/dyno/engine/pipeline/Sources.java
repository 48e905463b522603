package dev.dyno.engine.pipeline;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The folder in which a pipeline's file lies. All files that it names are in there.
///
/// @param root absolute, without symbolic links
record Sources(Path root) {

  static Sources of(Path file) throws IOException {
    var folder = file.toAbsolutePath().getParent();
    return new Sources((folder == null ? Path.of("/") : folder).toRealPath());
  }

  /// A file or folder that is there.
  Path existing(YamlNode at) throws Misread {
    var text = at.text();
    try {
      return inside(named(text, at).toRealPath(), text, at);
    } catch (NoSuchFileException absent) {
      throw at.wrong("there is no '%s' in %s: create it, or name another".formatted(text, root));
    } catch (FileSystemException loop) {
      throw at.wrong(
          "'%s' cannot be followed (%s): if it is a symbolic link, let it end at a file"
              .formatted(text, loop.getReason() == null ? loop.getMessage() : loop.getReason()));
    } catch (IOException unreadable) {
      throw at.wrong("'%s' cannot be read: %s".formatted(text, unreadable.getMessage()));
    }
  }

  /// A folder that is there.
  Path folder(YamlNode at) throws Misread {
    var folder = existing(at);
    if (!Files.isDirectory(folder)) {
      throw at.wrong("'%s' is no folder: name the root of a build context".formatted(at.text()));
    }
    return folder;
  }

  /// A file that may be there or not, in a folder that is.
  Path target(YamlNode at) throws Misread {
    var text = at.text();
    var target = named(text, at);
    var folder = target.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw at.wrong("there is no folder for '%s': create it".formatted(text));
    }
    if (Files.isDirectory(target)) {
      throw at.wrong("'%s' is a folder: name a file in it".formatted(text));
    }
    try {
      inside(folder.toRealPath(), text, at);
      return target;
    } catch (IOException unreadable) {
      throw at.wrong("'%s' cannot be written: %s".formatted(text, unreadable.getMessage()));
    }
  }

  private Path named(String text, YamlNode at) throws Misread {
    try {
      return inside(root.resolve(text).normalize(), text, at);
    } catch (InvalidPathException malformed) {
      throw at.wrong("'%s' is no path: %s".formatted(text, malformed.getReason()));
    }
  }

  private Path inside(Path path, String text, YamlNode at) throws Misread {
    if (!path.startsWith(root)) {
      throw at.wrong(
          "'%s' leaves the folder of the pipeline's file: move it there, or the file up"
              .formatted(text));
    }
    return path;
  }
}
