package dev.dyno.engine.embedded.container.log;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Bytes that only grow: the last of them in memory, the others in a file that appears with the
/// first spill. For one thread at a time.
///
/// No `FileChannel`: an interrupted reader would close it for everybody.
final class SpilledBytes {
  private static final int FIRST_CAPACITY = 512;

  private final Path file;
  private @Nullable RandomAccessFile disk;
  private long spilled;
  private byte[] tail = new byte[0];
  private int filled;

  /// @param file for what no longer fits; its folder may be absent
  SpilledBytes(Path file) {
    this.file = file;
  }

  long size() {
    return spilled + filled;
  }

  int inMemory() {
    return filled;
  }

  void append(byte[] bytes, int offset, int length) {
    ensureRoom(length);
    System.arraycopy(bytes, offset, tail, filled, length);
    filled += length;
  }

  /// Moves all to the file.
  void spill() throws IOException {
    var target = disk;
    if (target == null) {
      Files.createDirectories(file.getParent());
      target = new RandomAccessFile(file.toFile(), "rw");
      disk = target;
    }
    target.seek(spilled);
    target.write(tail, 0, filled);
    spilled += filled;
    filled = 0;
  }

  /// Reads from a position on, at most so many bytes; 0 at the end.
  int read(long position, byte[] into, int offset, int most) throws IOException {
    if (position < spilled && disk != null) {
      disk.seek(position);
      return disk.read(into, offset, (int) Math.min(most, spilled - position));
    }
    int start = (int) (position - spilled);
    int length = Math.min(most, filled - start);
    System.arraycopy(tail, start, into, offset, length);
    return length;
  }

  /// Takes the file's name away; who has it open can still read.
  void unlink() throws IOException {
    Files.deleteIfExists(file);
  }

  void close() throws IOException {
    tail = new byte[0];
    filled = 0;
    if (disk != null) {
      disk.close();
    }
  }

  private void ensureRoom(int length) {
    if (filled + length > tail.length) {
      tail =
          Arrays.copyOf(tail, Math.max(Math.max(FIRST_CAPACITY, 2 * tail.length), filled + length));
    }
  }
}
