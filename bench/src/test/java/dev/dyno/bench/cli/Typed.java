package dev.dyno.bench.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// A command line of this program, typed into this JVM, and what came of it. As a process of its
/// own: [OwnProgram].
record Typed(int exit, String out, String err) {

  static Typed of(String... words) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int exit = into(out, err, words);
    return new Typed(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /// @return exit code
  static int into(OutputStream out, OutputStream err, String... words) {
    return Main.run(
        new Streams(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false),
        words);
  }

  /// What it said on both streams.
  String all() {
    return out + err;
  }
}
