package dev.dyno.engine.embedded.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;

/// The body of an answer, cut into chunks that pass the [Traffic] one by one.
final class AnswerStream extends OutputStream {
  private static final long UNKNOWN = -1;

  private final OutputStream body;
  private final OutputStream connection;
  private final Traffic traffic;
  private long remaining;
  private boolean ended;

  AnswerStream(OutputStream body, OutputStream connection, Traffic traffic, OptionalLong length) {
    this.body = body;
    this.connection = connection;
    this.traffic = traffic;
    this.remaining = length.orElse(UNKNOWN);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int done = 0; done < length; ) {
      int piece = Math.min(length - done, traffic.chunk());
      if (body == connection) {
        traffic.sending(piece);
        expect(piece);
      }
      body.write(bytes, offset + done, piece);
      done += piece;
    }
  }

  @Override
  public void flush() throws IOException {
    connection.flush();
  }

  @Override
  public void close() throws IOException {
    end();
    connection.close();
  }

  /// With a known length the client has all with the last byte, before the stream closes.
  private void expect(int piece) {
    if (remaining != UNKNOWN) {
      remaining -= piece;
      if (remaining <= 0) {
        end();
      }
    }
  }

  private void end() {
    if (!ended) {
      ended = true;
      traffic.ending();
    }
  }
}
