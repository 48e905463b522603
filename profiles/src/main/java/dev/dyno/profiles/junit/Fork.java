package dev.dyno.profiles.junit;

import dev.dyno.profiles.jfr.KitSettings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A fresh JVM for one test.
///
/// @param jvm its flags
/// @param patience until it has ended
/// @param recorded whether JFR records the whole of it
/// @param label of the test, for files
record Fork(List<String> jvm, Duration patience, boolean recorded, String label) {

  private static final Path RECORDINGS = Path.of("target", "recordings");
  private static final int LAST_LINES = 30;

  Fork {
    jvm = List.copyOf(jvm);
  }

  static Fork of(InFork asked, String label) {
    return new Fork(
        List.of(asked.jvm()), Duration.ofSeconds(asked.seconds()), asked.recorded(), label);
  }

  /// Runs it, and throws what the test threw.
  ///
  /// @param notes get what the test told there; empty when nobody wants to know
  void run(String uniqueId, Optional<TestNotes> notes) throws Throwable {
    var folder = Files.createTempDirectory("fork");
    var result = folder.resolve("result");
    var output = folder.resolve("output");
    var told = folder.resolve("told");
    try {
      var command = command(uniqueId, result, notes.isPresent() ? told : null);
      var ended = ended(command, output);
      for (var failure : ForkResult.read(result).orElseThrow(() -> died(ended, output))) {
        failure.addSuppressed(new ForkNote("in a fork with " + jvm));
        throw failure;
      }
      if (!ended.itself()) {
        throw new AssertionError(
            "the test passed, but its fork did not end within %s and was killed%s"
                .formatted(patience, said(output)));
      }
    } finally {
      notes.ifPresent(test -> test.inFork(jvm, Notebook.left(told)));
      Files.deleteIfExists(told);
      Files.deleteIfExists(result);
      Files.deleteIfExists(output);
      Files.deleteIfExists(folder);
    }
  }

  private List<String> command(String uniqueId, Path result, @Nullable Path told)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    if (recorded) {
      Files.createDirectories(RECORDINGS);
      command.add(
          KitSettings.flag(RECORDINGS.resolve(label.replaceAll("[^\\w.$-]", "_") + ".jfr")));
    }
    command.add("-D%s=true".formatted(ForkMain.HERE));
    command.add(
        told == null
            ? "-D%s=false".formatted(Notebook.ENABLED)
            : "-D%s=%s".formatted(Notebook.FORK_FILE, told));
    command.addAll(List.of("-cp", classPath(), ForkMain.class.getName()));
    command.addAll(List.of(uniqueId, result.toString()));
    return command;
  }

  /// Surefire keeps JUnit's engine, which it brings itself, out of the class path that it shows.
  private static String classPath() {
    var shown = System.getProperty("java.class.path");
    var real = System.getProperty("surefire.real.class.path", "");
    return real.isEmpty() ? shown : shown + File.pathSeparator + real;
  }

  /// @param itself false when it had to be killed
  private record Ended(int exitCode, boolean itself) {}

  private Ended ended(List<String> command, Path output) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      process.getOutputStream().close();
      boolean itself = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
      return new Ended(itself ? process.exitValue() : 0, itself);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  private AssertionError died(Ended ended, Path output) {
    return new AssertionError(
        ended.itself()
            ? "the fork with %s ended with exit code %d before the test did%s"
                .formatted(jvm, ended.exitCode(), said(output))
            : "the test was not over after %s in a fork with %s, which was killed%s"
                .formatted(patience, jvm, said(output)));
  }

  private static String said(Path output) {
    try {
      var lines = Files.readAllLines(output);
      return lines.isEmpty()
          ? "; it wrote nothing"
          : "; it wrote at last:\n  "
              + String.join(
                  "\n  ", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    } catch (IOException unreadable) {
      return "; its output cannot be read: " + unreadable.getMessage();
    }
  }

  /// Adds to a failure in which JVM it happened. No failure itself.
  private static final class ForkNote extends RuntimeException {

    private static final long serialVersionUID = 1;

    ForkNote(String message) {
      super(message, null, false, false);
    }
  }
}
