package dev.dyno.bench.machine;

import dev.dyno.engine.deadline.Deadline;
import dev.dyno.reports.measurement.Provenance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/// Reads which commit a folder is at.
public final class CheckoutReader {

  private static final String UNKNOWN = "unknown";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private CheckoutReader() {}

  /// Asks git.
  ///
  /// @param folder inside the checkout; need not be one
  /// @param version of Dyno
  public static Provenance read(Path folder, String version) {
    var commit = git(folder, "rev-parse", "HEAD");
    var changes = git(folder, "status", "--porcelain");
    return new Provenance(
        version,
        commit.map(String::strip).orElse(UNKNOWN),
        changes.map(text -> !text.isBlank()).orElse(false));
  }

  private static Optional<String> git(Path folder, String... words) {
    var command = new String[words.length + 1];
    command[0] = "git";
    System.arraycopy(words, 0, command, 1, words.length);
    try {
      var process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try {
        return Deadline.after(PATIENCE).call("git", () -> answer(process));
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException | ExecutionException | TimeoutException noAnswer) {
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Optional<String> answer(Process process) throws IOException, InterruptedException {
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return process.waitFor() == 0 ? Optional.of(said) : Optional.empty();
  }
}
