package dev.dyno.engine.runtime;

import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// Turns docker-java's frames into lines, one assembler a channel.
///
/// All frames share one buffer, which docker-java fills again as soon as [#hear] returns: nothing
/// of a frame may be kept, and nothing is.
///
/// Guarantee: once [#finish] has returned, the sink hears nothing more, unless it ignored the
/// interrupt for a second.
final class FrameLines extends Hearer<Frame> {

  private static final long PATIENCE_MILLIS = 1_000;

  private final LineAssembler out;
  private final LineAssembler err;
  private final ReentrantLock hearing = new ReentrantLock();
  private volatile boolean deaf;

  FrameLines(LogSink sink) {
    this.out = new LineAssembler(line -> sink.line(LogChannel.OUT, line));
    this.err = new LineAssembler(line -> sink.line(LogChannel.ERR, line));
  }

  @Override
  void hear(Frame frame) {
    hearing.lock();
    try {
      if (!deaf) {
        (frame.getStreamType() == StreamType.STDERR ? err : out).add(frame.getPayload());
      }
    } catch (RuntimeException ofSink) {
      deaf = true;
      throw ofSink;
    } finally {
      hearing.unlock();
    }
  }

  /// Ends the stream, however far it is, and tells last lines without an end.
  void finish() {
    close();
    var alone = acquired();
    try {
      if (alone && !deaf) {
        out.finish();
        err.finish();
      }
    } finally {
      deaf = true;
      if (alone) {
        hearing.unlock();
      }
    }
  }

  /// Waits a little, also for a caller who was interrupted.
  private boolean acquired() {
    var interrupted = Thread.interrupted();
    try {
      return hearing.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException again) {
      interrupted = true;
      return false;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
