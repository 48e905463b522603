package dev.dyno.engine.embedded.container.api;

import dev.dyno.engine.embedded.container.log.LogReader;
import dev.dyno.engine.embedded.container.log.StandardStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;

/// What a program printed, as docker sends it: each message behind eight bytes that tell its stream
/// and its length, or, when the container has a terminal, as it is.
final class Frames {
  /// The type of such a stream, for API versions before 1.42 with and without terminal.
  static final String TYPE = "application/vnd.docker.raw-stream";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.nnnnnnnnn'Z' ").withZone(ZoneOffset.UTC);
  private static final int HEADER = 8;
  private static final int BUFFER = 16 * 1024;

  private final OutputStream out;
  private final boolean raw;

  /// @param raw whether the container has a terminal
  Frames(OutputStream out, boolean raw) {
    this.out = new BufferedOutputStream(out, BUFFER);
    this.raw = raw;
  }

  /// Sends what a reader finds, each message as soon as it is there.
  void copy(LogReader reader, Set<StandardStream> wanted, boolean timestamps)
      throws IOException, InterruptedException {
    for (var next = reader.next(); next.isPresent(); next = reader.next()) {
      var message = next.get();
      if (wanted.contains(message.stream())) {
        var time = timestamps ? time(message.time()) : new byte[0];
        header(message.stream(), time.length + message.payload().length);
        out.write(time);
        out.write(message.payload());
      }
      if (reader.isCaughtUp()) {
        out.flush();
      }
    }
    out.flush();
  }

  /// A stream whose every write becomes a frame, sent with the next flush at the latest.
  OutputStream stream(StandardStream kind) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        header(kind, length);
        out.write(bytes, offset, length);
      }

      @Override
      public void flush() throws IOException {
        out.flush();
      }
    };
  }

  private void header(StandardStream stream, int length) throws IOException {
    if (!raw) {
      out.write(ByteBuffer.allocate(HEADER).put((byte) stream.number()).putInt(4, length).array());
    }
  }

  private static byte[] time(Instant time) {
    return TIME.format(time).getBytes(StandardCharsets.US_ASCII);
  }
}
