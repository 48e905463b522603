package dev.dyno.bench.variant;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/// An installed JDK or JRE.
///
/// @param home its folder
/// @param name vendor and version, as its `release` file says
public record Jdk(Path home, String name) {

  /// The one that runs this code.
  public static Jdk running() {
    return new Jdk(
        Path.of(System.getProperty("java.home")),
        System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"));
  }

  /// One that is installed at `home`.
  ///
  /// @throws IOException when there is no `bin/java`
  public static Jdk at(Path home) throws IOException {
    if (!Files.isExecutable(home.resolve("bin/java"))) {
      throw new IOException("%s holds no bin/java: name the home of a JDK".formatted(home));
    }
    var release = new Properties();
    var file = home.resolve("release");
    if (Files.isReadable(file)) {
      try (var in = Files.newInputStream(file)) {
        release.load(in);
      }
    }
    var name =
        release.getProperty("IMPLEMENTOR", "unknown")
            + " "
            + release.getProperty("JAVA_VERSION", "unknown");
    return new Jdk(home, name.replace("\"", ""));
  }

  /// Its launcher.
  public Path java() {
    return home.resolve("bin/java");
  }
}
