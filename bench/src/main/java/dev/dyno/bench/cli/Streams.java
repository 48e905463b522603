package dev.dyno.bench.cli;

import java.io.PrintStream;

/// Where to write.
///
/// @param out results
/// @param err progress and errors
/// @param terminal whether a person looks on
record Streams(PrintStream out, PrintStream err, boolean terminal) {}
