package dev.dyno.engine.runtime;

/// Hears the lines of a process.
@FunctionalInterface
public interface LogSink {

  /// One line, whole, whatever its length, up to 16 MiB; what has no line end for longer comes in
  /// pieces of that size.
  ///
  /// Called by one thread at a time, in the order in which the daemon sent the lines. May block,
  /// which holds the daemon back; an interrupt means that nobody wants the line any more. An
  /// exception ends the stream, and is the operation's failure.
  ///
  /// @param line without its end (`\n` or `\r\n`); bytes that are not UTF-8 are replaced
  void line(LogChannel channel, String line);
}
