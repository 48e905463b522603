package dev.dyno.engine.runtime;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A caller's stream on its way to a daemon. Remembers its own failure, which the client would tell
/// as one of the connection. Counts what was read of it.
final class SourceStream extends FilterInputStream {

  private final String what;
  private final AtomicLong read = new AtomicLong(); // by one thread at a time
  private volatile @Nullable IOException failure;

  /// @param what for messages: `its context`
  SourceStream(String what, InputStream source) {
    super(source);
    this.what = what;
  }

  @Override
  public int read() throws IOException {
    try {
      return count(super.read(), 1);
    } catch (IOException failed) {
      failure = failed;
      throw failed;
    }
  }

  @Override
  public int read(byte[] into, int from, int count) throws IOException {
    try {
      int got = super.read(into, from, count);
      return count(got, got);
    } catch (IOException failed) {
      failure = failed;
      throw failed;
    }
  }

  /// Bytes that were read so far.
  long bytesRead() {
    return read.getAcquire();
  }

  private int count(int answer, int bytes) {
    if (answer >= 0) {
      read.setRelease(read.getPlain() + bytes);
    }
    return answer;
  }

  /// The source's own failure if it had one, or else the one that was seen.
  Exception blamed(Task task, Exception seen) {
    var own = failure;
    return own == null
        ? seen
        : new RuntimeFailure.Failed(
            "%s: %s cannot be read: %s".formatted(task.what(), what, own.getMessage()), own);
  }
}
