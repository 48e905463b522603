package dev.dyno.engine.embedded.container;

import java.io.IOException;
import java.io.OutputStream;

/// Passes bytes on as long as somebody takes them, and then drops them.
final class Forgiving extends OutputStream {
  private final OutputStream out;
  private boolean gone;

  Forgiving(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    attempt(() -> out.write(bytes, offset, length));
  }

  @Override
  public void flush() {
    attempt(out::flush);
  }

  /// The owner of the stream below closes it.
  @Override
  public void close() {
    flush();
  }

  private interface Write {
    void run() throws IOException;
  }

  private void attempt(Write write) {
    if (gone) {
      return;
    }
    try {
      write.run();
    } catch (IOException _) {
      gone = true;
    }
  }
}
