package dev.dyno.engine.registry;

import dev.dyno.engine.deadline.Deadline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/// Runs a small program that answers with a secret. Its output is never part of a message.
///
/// @param patience how long it may take; then it is killed, with what it has started
record HelperProcess(Duration patience) {

  /// What a person who is asked for a password by such a program may take.
  static final Duration USUAL = Duration.ofSeconds(30);

  /// No secret is longer; a program that prints on and on must not fill the memory.
  static final int LONGEST = 1 << 20;

  /// How a program ended.
  ///
  /// @param exit its exit code
  /// @param printed on its standard output: may hold a secret
  record Answer(int exit, String printed) {
    @Override
    public String toString() {
      return "Answer[exit=%d]".formatted(exit);
    }
  }

  /// Runs it to its end, which has to be a good one.
  ///
  /// @param input for its standard input
  /// @return what it printed
  String run(List<String> command, String input) throws AuthException {
    return succeeded(command.getFirst(), ask(command, input)).printed();
  }

  /// Refuses an exit code other than 0.
  static Answer succeeded(String program, Answer answer) throws AuthException {
    if (answer.exit() != 0) {
      throw new AuthException(
          "'%s' failed with exit code %d: run it by hand to see why"
              .formatted(program, answer.exit()));
    }
    return answer;
  }

  /// Runs it to its end, whatever that is.
  ///
  /// @param input for its standard input
  Answer ask(List<String> command, String input) throws AuthException {
    var program = command.getFirst();
    var builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    try {
      var process = builder.start();
      try {
        return Deadline.after(patience).call(program, () -> answer(process, program, input));
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (IOException absent) {
      throw new AuthException(
          "'%s' cannot be started: install it, or correct its name".formatted(program), absent);
    } catch (TimeoutException late) {
      throw new AuthException(
          "'%s' did not answer within %s s: run it by hand to see why"
              .formatted(program, patience.toMillis() / 1000.0),
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

  private static Answer answer(Process process, String program, String input)
      throws IOException, InterruptedException, AuthException {
    try (var in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException notRead) {
      // A program that needs no input may end before it has read any; its exit code tells.
    }
    var printed = process.getInputStream().readNBytes(LONGEST + 1);
    if (printed.length > LONGEST) {
      throw new AuthException(
          "'%s' prints more than %d bytes, which is no secret: run it by hand to see what"
              .formatted(program, LONGEST));
    }
    return new Answer(process.waitFor(), new String(printed, StandardCharsets.UTF_8));
  }
}
