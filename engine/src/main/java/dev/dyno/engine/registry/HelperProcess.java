package dev.dyno.engine.registry;

import dev.dyno.engine.deadline.Deadline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/// Runs a small program that answers with a secret. Its output is never part of a message.
final class HelperProcess {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private HelperProcess() {}

  /// Runs it to its end.
  ///
  /// @param input for its standard input
  /// @return what it printed
  static String run(List<String> command, String input) throws AuthException {
    var program = command.getFirst();
    var builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      var process = builder.start();
      try {
        return Deadline.after(PATIENCE).call(program, () -> answer(process, program, input));
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (IOException absent) {
      throw new AuthException(
          "'%s' cannot be started: install it, or correct its name".formatted(program), absent);
    } catch (TimeoutException late) {
      throw new AuthException(
          "'%s' did not answer within %d s: run it by hand to see why"
              .formatted(program, PATIENCE.toSeconds()),
          late);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof AuthException known
          ? known
          : new AuthException("'%s' could not be heard out".formatted(program), failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AuthException("interrupted while waiting for '%s'".formatted(program), interrupted);
    }
  }

  private static String answer(Process process, String program, String input)
      throws IOException, InterruptedException, AuthException {
    try (var in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException notRead) {
      // A program that needs no input may end before it has read any; its exit code tells.
    }
    var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exit = process.waitFor();
    if (exit != 0) {
      throw new AuthException(
          "'%s' failed with exit code %d: run it by hand to see why".formatted(program, exit));
    }
    return printed;
  }
}
