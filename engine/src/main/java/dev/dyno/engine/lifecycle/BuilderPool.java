package dev.dyno.engine.lifecycle;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Builders to write texts into, reused.
///
/// Assumes that whoever takes a builder finishes it once, and does not touch it afterwards; one
/// that is never finished is left to the collector.
///
/// Guarantees: nobody waits; a builder is in one hand at a time; at most [#SLOTS] idle builders of
/// at most [#LARGEST] characters are kept, 1 MiB in all, however many threads there are. A thread
/// looks into one slot, which its id chooses: a thread-local would keep a builder for each of a
/// million virtual threads.
final class BuilderPool {

  static final int SLOTS = 16;
  /// Twice the longest flag line to be expected: a growing builder doubles.
  static final int LARGEST = 32 * 1024;

  /// The plan's.
  private static final int FIRST = 1024;

  private final AtomicReferenceArray<@Nullable StringBuilder> idle =
      new AtomicReferenceArray<>(SLOTS);

  /// An empty one.
  StringBuilder take() {
    var kept = idle.getAndSet(slot(), null);
    return kept == null ? new StringBuilder(FIRST) : kept;
  }

  /// What was written; the builder goes back, unless it has grown too large.
  String finish(StringBuilder builder) {
    var text = builder.toString();
    if (builder.capacity() <= LARGEST) {
      builder.setLength(0);
      idle.set(slot(), builder);
    }
    return text;
  }

  /// How many characters the idle ones have room for.
  int kept() {
    int characters = 0;
    for (int i = 0; i < SLOTS; i++) {
      var builder = idle.get(i);
      characters += builder == null ? 0 : builder.capacity();
    }
    return characters;
  }

  private static int slot() {
    return (int) Thread.currentThread().threadId() & (SLOTS - 1);
  }
}
