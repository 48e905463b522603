package dev.dyno.bench.machine;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/// The kernel's text files, below a root: `/`, or a test's folder.
///
/// @param root what `/` stands for
public record SystemFiles(Path root) {

  /// Of this machine.
  public static SystemFiles here() {
    return new SystemFiles(Path.of("/"));
  }

  /// A file's text without blanks around it; empty when it cannot be read.
  Optional<String> text(String path) {
    try {
      return Optional.of(Files.readString(at(path)).strip());
    } catch (IOException | SecurityException absent) {
      return Optional.empty();
    }
  }

  /// A file's first number; empty when there is none.
  OptionalDouble number(String path) {
    return text(path).map(text -> firstNumber(text)).orElseGet(OptionalDouble::empty);
  }

  private static OptionalDouble firstNumber(String text) {
    var match = Pattern.compile("-?\\d+(\\.\\d+)?").matcher(text);
    return match.find()
        ? OptionalDouble.of(Double.parseDouble(match.group()))
        : OptionalDouble.empty();
  }

  /// The number behind a word, as in `MemFree:  12 kB` and `avg10=0.00`; empty when it is not
  /// there.
  ///
  /// @param pattern with the number as its only group
  OptionalDouble number(String path, Pattern pattern) {
    var match = pattern.matcher(text(path).orElse(""));
    return match.find()
        ? OptionalDouble.of(Double.parseDouble(match.group(1)))
        : OptionalDouble.empty();
  }

  /// What a folder holds, by name; nothing when it is not there.
  ///
  /// @param glob of names
  List<Path> list(String folder, String glob) {
    var found = new ArrayList<Path>();
    try (var entries = Files.newDirectoryStream(at(folder), glob)) {
      entries.forEach(found::add);
    } catch (IOException | DirectoryIteratorException absent) {
      return List.of();
    }
    found.sort(null);
    return found;
  }

  boolean exists(String path) {
    return Files.exists(at(path));
  }

  Path at(String path) {
    return root.resolve(path.substring(1));
  }
}
