package dev.dyno.engine.logs;

import dev.dyno.engine.toggle.Optimization;
import dev.dyno.engine.toggle.Toggles;

/// Brings messages from those who have them to the sink. Toggle `async-logs`.
///
/// Both sides: the messages of a routine are shown in the order in which they were accepted; none
/// that was accepted is lost, unless the sink fails; a slow sink makes producers wait. A producer
/// that is interrupted meanwhile goes on waiting, and keeps its interrupt. Any thread may call.
sealed interface Handoff permits DirectHandoff, ChannelHandoff {

  /// Takes a message.
  ///
  /// @throws IllegalStateException after [#close]; the message is not shown then
  void accept(LogMessage message);

  /// Returns when all that was accepted before is on the sink.
  void flush();

  /// Takes no more, shows what was accepted and a last frame, and ends all threads. The second time
  /// nothing happens.
  void close();

  /// Messages that were accepted and are in nobody's hand.
  int waiting();

  /// The implementation that the toggles ask for; with its threads started.
  static Handoff chosenBy(Toggles toggles, LogView view, Sink sink) {
    return toggles.has(Optimization.ASYNC_LOGS)
        ? ChannelHandoff.start(view, sink)
        : new DirectHandoff(view, sink);
  }
}
