package dev.dyno.engine.logs;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/// `async-logs` on: producers put messages into bounded channels and go on; two workers format them
/// in batches.
///
/// Guarantees: a routine has one worker for all its life, which keeps its order; at most
/// [#CAPACITY] messages wait, beside the two batches in the workers' hands, and no message waits
/// longer than [Channel#PATIENCE] for others; without new messages nothing is drawn. A sink that is
/// slower than the producers makes them wait: nothing is dropped. Threads run from [#start] to
/// [#close], and are daemons, so that a log that is never closed keeps no JVM alive.
final class ChannelHandoff implements Handoff {

  /// Messages that may wait, over all routines.
  static final int CAPACITY = 1000;

  /// Formatting workers.
  static final int WORKERS = 2;

  private final LogView view;
  private final Sink sink;
  private final List<Channel> channels;
  private final List<Thread> threads;
  private final ReentrantLock closing = new ReentrantLock();
  private boolean closed;

  private ChannelHandoff(LogView view, Sink sink, List<Channel> channels, List<Thread> threads) {
    this.view = view;
    this.sink = sink;
    this.channels = channels;
    this.threads = threads;
  }

  /// Starts the workers.
  static ChannelHandoff start(LogView view, Sink sink) {
    var channels =
        IntStream.range(0, WORKERS).mapToObj(_ -> new Channel(CAPACITY / WORKERS)).toList();
    var threads =
        IntStream.range(0, WORKERS)
            .mapToObj(
                number ->
                    Thread.ofPlatform()
                        .daemon()
                        .name("dyno-log-" + number)
                        .start(new LogWorker(channels.get(number), view, sink)))
            .toList();
    return new ChannelHandoff(view, sink, channels, threads);
  }

  @Override
  public void accept(LogMessage message) {
    channels.get((int) (message.entry().number() % WORKERS)).put(message);
  }

  @Override
  public void flush() {
    channels.forEach(Channel::flush);
  }

  @Override
  public int waiting() {
    return channels.stream().mapToInt(Channel::waiting).sum();
  }

  @Override
  public void close() {
    closing.lock();
    try {
      if (!closed) {
        closed = true;
        channels.forEach(Channel::close);
        boolean interrupted = joinAll();
        lastFrame();
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    } finally {
      closing.unlock();
    }
  }

  /// Waits, whatever the interrupt: what was accepted is to be shown.
  ///
  /// @return whether there was one
  private boolean joinAll() {
    boolean interrupted = false;
    for (var thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException _) {
          interrupted = true;
        }
      }
    }
    return interrupted;
  }

  private void lastFrame() {
    var text = new Utf8Text();
    view.touch();
    LogWorker.show(view, sink, text, text.begin(), 0);
  }
}
