package dev.dyno.engine.embedded.daemon;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// How far one blob has come; written by the one who moves it, read by those who watch.
final class Transfer {
  static final String DOWNLOADING = "Downloading";
  static final String PULLED = "Pull complete";

  private final String id;
  private final long total;
  private final AtomicLong current = new AtomicLong();
  private volatile String status;

  /// @param id as shown to people
  /// @param total bytes to move
  Transfer(String id, long total, String status) {
    this.id = id;
    this.total = total;
    this.status = status;
  }

  void status(String next) {
    status = next;
  }

  void advance(int bytes) {
    current.addAndGet(bytes);
  }

  Snapshot snapshot() {
    return new Snapshot(id, status, current.get(), total);
  }

  /// One moment of a transfer.
  record Snapshot(String id, String status, long current, long total) {
    boolean isMoving() {
      return status.endsWith("ing") && current > 0;
    }

    /// Whether a download ended after `before`, so that nobody was told how much came.
    boolean endedSince(@Nullable Snapshot before) {
      return status.equals(PULLED) && current > 0 && (before == null || before.current < current);
    }

    /// The last word of a download, which dockerd never leaves out.
    Snapshot asItEnded() {
      return new Snapshot(id, DOWNLOADING, current, total);
    }
  }
}
