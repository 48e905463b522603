package dev.dyno.engine.embedded.daemon;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Tells a client how several transfers go, until all are done or one has failed.
final class ProgressBoard {
  // A vanished client shows only when something is written.
  private static final long BEAT_MILLIS = 100;

  private final JsonStream stream;
  private final List<Transfer> transfers = new ArrayList<>();
  private final Map<String, Transfer.Snapshot> told = new HashMap<>();

  ProgressBoard(JsonStream stream) {
    this.stream = stream;
  }

  void add(Transfer transfer) throws JsonStream.ClientGone {
    transfers.add(transfer);
    tellChanges();
  }

  /// Waits for all parts, and for no other once one has failed.
  ///
  /// @throws ExecutionException with the failure as cause
  void follow(List<? extends CompletableFuture<?>> parts)
      throws JsonStream.ClientGone, InterruptedException, ExecutionException {
    var settled = settled(parts);
    while (true) {
      try {
        settled.get(BEAT_MILLIS, TimeUnit.MILLISECONDS);
        tellChanges();
        return;
      } catch (TimeoutException _) {
        if (!tellChanges() && !transfers.isEmpty()) {
          stream.progress(transfers.getLast().snapshot());
        }
      }
    }
  }

  private boolean tellChanges() throws JsonStream.ClientGone {
    var changed = false;
    for (var transfer : transfers) {
      var now = transfer.snapshot();
      var before = told.put(now.id(), now);
      if (!now.equals(before)) {
        if (now.endedSince(before)) {
          stream.progress(now.asItEnded());
        }
        stream.progress(now);
        changed = true;
      }
    }
    return changed;
  }

  private static CompletableFuture<Void> settled(List<? extends CompletableFuture<?>> parts) {
    var settled = CompletableFuture.allOf(parts.toArray(CompletableFuture[]::new));
    for (var part : parts) {
      var _ =
          part.whenComplete(
              (_, failure) -> {
                if (failure != null) {
                  settled.completeExceptionally(failure);
                }
              });
    }
    return settled;
  }
}
