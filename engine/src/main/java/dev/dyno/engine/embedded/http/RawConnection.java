package dev.dyno.engine.embedded.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.BufferUtil;

/// A connection after its upgrade: bytes, and no HTTP any more.
///
/// What the client sends is read and dropped: unread bytes would turn the end of the connection
/// into a reset, which may take the last output with it. A client that sends no more still listens.
final class RawConnection extends AbstractConnection {
  private static final int DROPPED = 4 * 1024;

  private final Conversation conversation;

  RawConnection(Request request, Conversation conversation) {
    super(
        request.getConnectionMetaData().getConnection().getEndPoint(),
        request.getConnectionMetaData().getConnector().getExecutor());
    this.conversation = conversation;
  }

  @Override
  public void onOpen() {
    super.onOpen();
    getEndPoint().setIdleTimeout(0);
    fillInterested();
    Thread.ofVirtual().name("raw-connection").start(this::speak);
  }

  @Override
  public void onFillable() {
    var buffer = BufferUtil.allocate(DROPPED);
    try {
      int read = getEndPoint().fill(buffer);
      while (read > 0) {
        BufferUtil.clear(buffer);
        read = getEndPoint().fill(buffer);
      }
      if (read == 0) {
        fillInterested();
      }
    } catch (IOException e) {
      getEndPoint().close(e);
    }
  }

  private void speak() {
    var endPoint = getEndPoint();
    try {
      conversation.speak(new Out(endPoint));
      endPoint.shutdownOutput();
      endPoint.close();
    } catch (IOException e) {
      endPoint.close(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      endPoint.close(e);
    }
  }

  /// Every write returns when the bytes are on their way: no need to flush.
  private static final class Out extends OutputStream {
    private final EndPoint endPoint;

    Out(EndPoint endPoint) {
      this.endPoint = endPoint;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try (var written = Blocker.callback()) {
        endPoint.write(written, ByteBuffer.wrap(bytes, offset, length));
        written.block();
      }
    }
  }
}
