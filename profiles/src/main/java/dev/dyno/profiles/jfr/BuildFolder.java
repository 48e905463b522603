package dev.dyno.profiles.jfr;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// Where a build leaves its files: Maven's `target`, or `build`.
public final class BuildFolder {

  private BuildFolder() {}

  /// That of the project in whose folder this JVM runs, if there is one.
  public static Optional<Path> here() {
    return Stream.of("target", "build").map(Path::of).filter(Files::isDirectory).findFirst();
  }
}
