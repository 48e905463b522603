package dev.dyno.engine.embedded.container.program;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// What a running program sees of the world. Its standard input is empty.
///
/// @param out standard output
/// @param err standard error
public record Surroundings(OutputStream out, OutputStream err, FileSource files, Signals signals) {

  /// The same world, with standard output going to standard error.
  Surroundings outToErr() {
    return new Surroundings(err, err, files, signals);
  }

  /// Waits, having shown what was written so far.
  void pause(long nanos) throws IOException, Killed, InterruptedException {
    out.flush();
    err.flush();
    signals.pause(nanos);
  }

  /// Complains in one line.
  void complain(String message) throws IOException {
    err.write((message + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
