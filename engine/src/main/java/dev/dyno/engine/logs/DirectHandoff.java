package dev.dyno.engine.logs;

import java.nio.charset.StandardCharsets;

/// `async-logs` off: every message is shown by who brings it, before it goes on; in `progress` by a
/// frame of its own.
///
/// No second thread takes part. engine-ci had one, and met it at an unbuffered channel: two
/// switches of threads a message more than here.
final class DirectHandoff implements Handoff {

  private final LogView view;
  private final Sink sink;

  /// Guarded by the sink's turn.
  private int lastLength = 128;

  private boolean closed;

  DirectHandoff(LogView view, Sink sink) {
    this.view = view;
    this.sink = sink;
  }

  @Override
  public void accept(LogMessage message) {
    sink.turn().lock();
    try {
      if (closed) {
        throw message.refused();
      }
      var text = new StringBuilder(lastLength + 64);
      view.take(message, text);
      show(text);
      sink.shown(message.speaks() ? 1 : 0);
    } finally {
      sink.turn().unlock();
    }
  }

  @Override
  public void flush() {
    // All that was accepted is on the sink.
  }

  @Override
  public int waiting() {
    return 0;
  }

  @Override
  public void close() {
    sink.turn().lock();
    try {
      if (!closed) {
        closed = true;
        view.touch();
        show(new StringBuilder(lastLength));
      }
    } finally {
      sink.turn().unlock();
    }
  }

  private void show(StringBuilder text) {
    view.draw(text);
    if (!text.isEmpty()) {
      lastLength = text.length();
      var bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      sink.write(bytes, bytes.length);
    }
  }
}
