package dev.dyno.engine.embedded;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A program on this machine that a test needs. A test without it fails; it never skips.
public record Program(Path file, Map<String, String> environment) {
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  /// What a program printed, on both streams, and how it ended.
  public record Outcome(int exit, String output) {}

  /// Finds a program on the PATH.
  ///
  /// @param debianPackage that brings it
  public static Program find(String name, String debianPackage) {
    for (var folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
      var file = Path.of(folder, name);
      if (Files.isExecutable(file)) {
        return new Program(file, Map.of());
      }
    }
    throw new AssertionError(
        "'%s' is not on the PATH; install the Debian package %s (scripts/test does it)"
            .formatted(name, debianPackage));
  }

  /// The same program with other variables.
  public Program with(Map<String, String> variables) {
    return new Program(file, Map.copyOf(variables));
  }

  /// Runs to the end, for at most 120 s.
  public Outcome run(String... arguments) {
    try {
      var process = begin(List.of(arguments));
      var output = CompletableFuture.supplyAsync(() -> readAll(process));
      if (!process.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(
            "%s did not end within %s; so far: %s".formatted(file, DEADLINE, output.join()));
      }
      return new Outcome(process.exitValue(), output.join());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /// A program that goes on running.
  public record Service(Process process, Matcher announcement) implements AutoCloseable {
    @Override
    public void close() {
      process.destroyForcibly();
      process.onExit().orTimeout(60, TimeUnit.SECONDS).join();
    }
  }

  /// Starts, and waits until a line of the output matches.
  public Service serve(Pattern announcement, String... arguments) throws IOException {
    var process = begin(List.of(arguments));
    var seen = new ArrayList<String>();
    var match =
        CompletableFuture.supplyAsync(() -> await(process, announcement, seen))
            .completeOnTimeout(Optional.empty(), DEADLINE.toSeconds(), TimeUnit.SECONDS)
            .join();
    if (match.isEmpty()) {
      process.destroyForcibly();
      throw new AssertionError("%s never said '%s': %s".formatted(file, announcement, seen));
    }
    return new Service(process, match.get());
  }

  private static Optional<Matcher> await(Process process, Pattern announcement, List<String> seen) {
    var lines = process.inputReader();
    while (true) {
      try {
        var line = lines.readLine();
        if (line == null) {
          return Optional.empty();
        }
        seen.add(line);
        var matcher = announcement.matcher(line);
        if (matcher.find()) {
          Thread.ofVirtual().start(() -> drain(lines));
          return Optional.of(matcher);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static void drain(BufferedReader lines) {
    try {
      while (lines.readLine() != null) {
        // A full pipe would stop the program.
      }
    } catch (IOException _) {
      // It ended.
    }
  }

  private Process begin(List<String> arguments) throws IOException {
    var command = new ArrayList<String>();
    command.add(file.toString());
    command.addAll(arguments);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static String readAll(Process process) {
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
