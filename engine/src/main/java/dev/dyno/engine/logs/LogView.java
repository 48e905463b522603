package dev.dyno.engine.logs;

import java.time.InstantSource;

/// What a format makes of messages. Any thread may call; the messages of one routine come one after
/// the other.
sealed interface LogView permits PlainLines, ProgressBoard {

  /// Takes a message, and appends what can be shown of it at once.
  void take(LogMessage message, StringBuilder text);

  /// Appends what stands for everything taken so far, if that changed since the last time. Its
  /// callers take turns, and show what they get before the next one's turn.
  void draw(StringBuilder text);

  /// Sees to it that the next [#draw] draws, whatever changed or not.
  void touch();

  /// The view of a format.
  static LogView of(LogFormat format, Terminal terminal, InstantSource clock) {
    return switch (format) {
      case PLAIN -> new PlainLines(terminal);
      case PROGRESS -> new ProgressBoard(terminal, clock);
    };
  }
}
