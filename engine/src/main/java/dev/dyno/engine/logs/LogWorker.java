package dev.dyno.engine.logs;

/// Formats the batches of one channel in memory of its own, and shows them: one write for a batch
/// of lines, or for the frame that a batch of messages is shown by.
///
/// While it waits for the sink's turn, another worker's frame may show its batch; then it draws
/// none.
final class LogWorker implements Runnable {

  private final Channel channel;
  private final LogView view;
  private final Sink sink;
  private final Utf8Text text = new Utf8Text();

  LogWorker(Channel channel, LogView view, Sink sink) {
    this.channel = channel;
    this.view = view;
    this.sink = sink;
  }

  /// Until the channel is closed and empty.
  @Override
  public void run() {
    var batch = new LogMessage[Channel.BATCH];
    for (int count = channel.take(batch); count > 0; count = channel.take(batch)) {
      try {
        show(batch, count);
      } catch (RuntimeException | Error bug) {
        sink.fail(bug); // the worker goes on, so that no producer waits for ever
      }
    }
  }

  private void show(LogMessage[] batch, int count) {
    var lines = text.begin();
    int shown = 0;
    for (int i = 0; i < count; i++) {
      view.take(batch[i], lines);
      shown += batch[i].speaks() ? 1 : 0;
    }
    show(view, sink, text, lines, shown);
  }

  /// Draws, and writes what was drawn and what `lines` holds.
  ///
  /// @param lines of `text`
  /// @param shown how many messages are shown by this
  static void show(LogView view, Sink sink, Utf8Text text, StringBuilder lines, int shown) {
    sink.turn().lock();
    try {
      view.draw(lines);
      if (!lines.isEmpty()) {
        int length = text.encode();
        sink.write(text.bytes(), length);
      }
      sink.shown(shown);
    } finally {
      sink.turn().unlock();
    }
  }
}
