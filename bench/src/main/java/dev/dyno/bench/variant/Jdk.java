package dev.dyno.bench.variant;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// An installed JDK or JRE.
///
/// @param home its folder
/// @param name vendor and version, as its `release` file says
public record Jdk(Path home, String name) {

  private static final Duration STARTED = Duration.ofMinutes(1);

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

  /// How a short run of it ended.
  ///
  /// @param said on both streams
  record Ended(int exit, String said) {}

  /// Runs it to its end.
  ///
  /// @param args of its launcher
  /// @param folder that it runs in, with its words in `log`
  /// @return empty when it took longer than `patience`
  Optional<Ended> run(List<String> args, Path folder, Duration patience) throws IOException {
    var log = folder.resolve("log");
    var command = new ArrayList<>(List.of(java().toString()));
    command.addAll(args);
    var process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      return process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)
          ? Optional.of(new Ended(process.exitValue(), Files.readString(log).strip()))
          : Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while Java ran", interrupted);
    } finally {
      process.destroyForcibly();
    }
  }

  /// Starts it with flags, and with nothing to run.
  ///
  /// @param flags as its launcher takes them
  /// @param work a folder for its words, and for what the flags make it write
  /// @return what it said when it did not start; empty when it did, or there are no flags
  public Optional<String> refuses(List<String> flags, Path work) throws IOException {
    if (flags.isEmpty()) {
      return Optional.empty();
    }
    var args = new ArrayList<>(flags);
    args.add("-version");
    var ended = run(args, Files.createTempDirectory(work, "flags"), STARTED);
    if (ended.isEmpty()) {
      return Optional.of("it does not come to its end within %d s".formatted(STARTED.toSeconds()));
    }
    return ended
        .filter(it -> it.exit() != 0)
        .map(it -> it.said().lines().limit(2).collect(Collectors.joining(" ")));
  }

  /// Its launcher.
  public Path java() {
    return home.resolve("bin/java");
  }
}
