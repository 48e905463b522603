package dev.dyno.bench.variant;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// A project's own build, run once by a shell.
///
/// @param command for the shell
/// @param folder to run it in
/// @param jdk its `JAVA_HOME`
/// @param work for its log
record Building(String command, Path folder, Jdk jdk, Path work) {

  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final int SHOWN_LINES = 40;

  /// Runs it to its end.
  ///
  /// @param what is built, for people
  /// @param begun hears of its process, whose end is the build's
  /// @throws VariantException when it fails; shows the end of its log
  void run(String what, Consumer<Process> begun) throws VariantException, IOException {
    var log = Files.createTempFile(work, "build", ".log");
    var builder = new ProcessBuilder("/bin/sh", "-c", command).directory(folder.toFile());
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    builder.environment().put("JAVA_HOME", jdk.home().toString());
    var process = builder.start();
    begun.accept(process);
    try {
      if (!process.waitFor(PATIENCE.toMinutes(), TimeUnit.MINUTES)) {
        throw failed(what, "took longer than %d minutes".formatted(PATIENCE.toMinutes()), log);
      }
      if (process.exitValue() != 0) {
        throw failed(what, "ended with exit code %d".formatted(process.exitValue()), log);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new VariantException("interrupted while %s was built".formatted(what), interrupted);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private VariantException.BuildFailed failed(String what, String how, Path log)
      throws IOException {
    var lines = Files.readString(log).lines().toList();
    var end = lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size());
    return new VariantException.BuildFailed(
        "the build of %s %s: %s%n%s".formatted(what, how, command, String.join("\n", end)));
  }
}
