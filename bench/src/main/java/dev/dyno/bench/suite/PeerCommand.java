package dev.dyno.bench.suite;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// A peer as its users have it: a command, started anew for each operation.
///
/// @param words of the command line
record PeerCommand(List<String> words) {

  PeerCommand {
    words = List.copyOf(words);
  }

  PeerCommand(String... words) {
    this(List.of(words));
  }

  /// Runs it to its end, and drops what it prints.
  ///
  /// @throws IOException when it is not there, or fails; holds what it said
  void run() throws IOException {
    var process = new ProcessBuilder(words).redirectErrorStream(true).start();
    byte[] said;
    try (var in = process.getInputStream()) {
      said = in.readAllBytes();
    }
    require(process, new String(said, StandardCharsets.UTF_8).strip());
  }

  /// Starts it, for its output to be read to the end.
  ///
  /// @param folder that it works in
  /// @return whose [InputStream#close()] fails when the command did
  InputStream output(Path folder) throws IOException {
    var process =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    return new FilterInputStream(process.getInputStream()) {
      @Override
      public void close() throws IOException {
        super.close();
        require(process, "its words are in the log");
      }
    };
  }

  private void require(Process process, String said) throws IOException {
    try {
      int exit = process.waitFor();
      if (exit != 0) {
        throw new IOException("%s ended with exit code %d: %s".formatted(words, exit, said));
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while %s ran".formatted(words));
    }
  }
}
