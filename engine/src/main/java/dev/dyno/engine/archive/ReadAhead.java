package dev.dyno.engine.archive;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Looks for entries on a thread of its own, while those found before are read.
///
/// Guarantees: the same entries in the same order; the walk is at most [#AHEAD] batches ahead; its
/// thread ends with [#each], however that ends.
///
/// @param walked where the entries come from
record ReadAhead(Entries walked) implements Entries {

  private static final int AHEAD = 8;

  /// Entries handed over at once, at most; the first ones go alone, for an early first byte.
  private static final int BATCH = 128;

  private sealed interface Found {
    record Some(List<ContextTree.Entry> entries) implements Found {}

    record All() implements Found {}

    record Failed(IOException failure) implements Found {}
  }

  @Override
  public void each(Visitor visitor) throws IOException {
    var found = new ArrayBlockingQueue<Found>(AHEAD);
    var walker = Thread.ofVirtual().name("dyno-context-walk").start(() -> walk(found));
    try {
      for (boolean more = true; more; ) {
        more = hand(found.take(), visitor);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while a tree was archived");
    } finally {
      walker.interrupt();
    }
  }

  private static boolean hand(Found found, Visitor visitor) throws IOException {
    return switch (found) {
      case Found.Some(var entries) -> {
        for (var entry : entries) {
          visitor.visit(entry);
        }
        yield true;
      }
      case Found.All() -> false;
      case Found.Failed(var failure) -> throw failure;
    };
  }

  private void walk(BlockingQueue<Found> found) {
    try {
      found.put(result(new Batches(found)));
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt(); // nobody reads any more
    }
  }

  private Found result(Batches batches) {
    try {
      walked.each(batches::add);
      batches.handOver();
      return new Found.All();
    } catch (IOException failure) {
      return new Found.Failed(failure);
    } catch (RuntimeException | Error bug) {
      return new Found.Failed(new ArchiveException("the walk of the tree failed: " + bug, bug));
    }
  }

  private static final class Batches {
    private final BlockingQueue<Found> found;
    private List<ContextTree.Entry> batch = new ArrayList<>();
    private int size = 1;

    Batches(BlockingQueue<Found> found) {
      this.found = found;
    }

    void add(ContextTree.Entry entry) throws IOException {
      batch.add(entry);
      if (batch.size() == size) {
        handOver();
        size = Math.min(2 * size, BATCH);
      }
    }

    void handOver() throws IOException {
      try {
        found.put(new Found.Some(batch));
        batch = new ArrayList<>(size);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("nobody reads any more");
      }
    }
  }
}
