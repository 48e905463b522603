package dev.dyno.engine.embedded.http;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.function.Supplier;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;

/// The connection on which a request came.
public final class Connection {
  private final ConnectionMetaData connection;
  private final Listening listening;

  Connection(ConnectionMetaData connection, Listening listening) {
    this.connection = connection;
    this.listening = listening;
  }

  /// An object that lives as long as the connection; for its requests, which come one by one.
  ///
  /// @param name of the object on this connection
  public <T> T kept(String name, Class<T> type, Supplier<T> first) {
    if (connection.getAttribute(name) == null) {
      connection.setAttribute(name, first.get());
    }
    return type.cast(connection.getAttribute(name));
  }

  /// Whether the client has gone; to be asked when all of its request was read. Who sends more
  /// before it has its answer counts as gone, as what it sent is lost.
  public boolean abandoned() {
    try {
      return channel().read(ByteBuffer.allocate(1)) != 0;
    } catch (IOException _) {
      return true;
    }
  }

  /// Resets the connection: what was sent and not yet read is lost to the client, too.
  ///
  /// @return to be thrown
  public ConnectionCut reset() throws IOException {
    channel().setOption(StandardSocketOptions.SO_LINGER, 0);
    return close("the connection was reset");
  }

  /// Closes the connection, after what was sent.
  ///
  /// @param why for people
  /// @return to be thrown
  public ConnectionCut close(String why) {
    endPoint().close();
    return new ConnectionCut(why);
  }

  /// The server breaks down: it closes all its connections, and refuses others until it is back on
  /// the same port.
  ///
  /// @return to be thrown
  public ConnectionCut breakDown(Breakdown length) throws IOException {
    listening.breakDown(length);
    return close("the server broke down");
  }

  private SocketChannel channel() {
    return (SocketChannel) endPoint().getTransport();
  }

  private EndPoint endPoint() {
    return connection.getConnection().getEndPoint();
  }
}
