/// The command line as its users meet it.
@org.jspecify.annotations.NullMarked
package dev.dyno.bench.cli;
