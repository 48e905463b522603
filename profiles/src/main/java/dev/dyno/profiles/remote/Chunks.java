package dev.dyno.profiles.remote;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A recording is a sequence of chunks, each complete in itself, so recordings can be put together
/// by putting chunks after each other (JMC, "JFR File Format": header of version 2).
///
/// @param all in the order of the file
record Chunks(List<Chunk> all) {

  private static final int MAGIC = 0x464c5200; // "FLR\0"
  private static final int SIZE_AT = 8;
  private static final int START_AT = 32;
  private static final int DURATION_AT = 40;
  private static final int HEADER = 68;

  /// @param start on the wall clock, ns since 1970; no two chunks of a JVM begin at the same
  /// @param length from start to end, ns
  /// @param bytes of the whole chunk
  record Chunk(long start, long length, ByteBuffer bytes) {

    Instant end() {
      return Instant.EPOCH.plus(Duration.ofNanos(start)).plus(Duration.ofNanos(length));
    }
  }

  Chunks {
    all = List.copyOf(all);
  }

  /// @throws IOException when the bytes are no whole recording
  static Chunks of(byte[] recording) throws IOException {
    var chunks = new ArrayList<Chunk>();
    var rest = ByteBuffer.wrap(recording);
    while (rest.hasRemaining()) {
      long size = size(rest);
      if (size < HEADER || size > rest.remaining()) {
        throw new IOException(
            "the recording was cut off: a chunk of %,d bytes has %,d"
                .formatted(size, rest.remaining()));
      }
      var bytes = rest.slice(rest.position(), (int) size);
      chunks.add(new Chunk(bytes.getLong(START_AT), bytes.getLong(DURATION_AT), bytes));
      rest.position(rest.position() + (int) size);
    }
    return new Chunks(chunks);
  }

  private static long size(ByteBuffer rest) throws IOException {
    try {
      if (rest.getInt(rest.position()) == MAGIC) {
        return rest.getLong(rest.position() + SIZE_AT);
      }
    } catch (BufferUnderflowException | IndexOutOfBoundsException _) {
      // Told below.
    }
    throw new IOException("no chunk of a recording begins where one should");
  }

  /// Those that begin after a moment.
  List<Chunk> after(long start) {
    return all.stream().filter(each -> each.start() > start).toList();
  }
}
