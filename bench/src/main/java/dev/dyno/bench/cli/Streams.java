package dev.dyno.bench.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// Where to write.
///
/// @param out results
/// @param err progress and errors
/// @param terminal whether a person looks on
record Streams(PrintStream out, PrintStream err, boolean terminal) {

  /// Nobody hears it.
  static PrintStream nowhere() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }
}
