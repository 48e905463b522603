package dev.dyno.agent;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.SortedMap;

/// The fork's end of the line to its coordinator, on loopback. Used by JMH's one control thread.
final class Line {

  private final DataInputStream in;
  private final DataOutputStream out;

  private Line(Socket socket) throws IOException {
    this.in = new DataInputStream(socket.getInputStream());
    this.out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), 1024));
  }

  @SuppressWarnings("AddressSelection") // loopback is one address
  static Line connect(int port, String token, Map<String, String> introduction) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    Line line = new Line(socket);
    line.out.writeByte(Words.HELLO);
    line.out.writeInt(Words.VERSION);
    line.out.writeUTF(token);
    line.out.writeInt(introduction.size());
    for (Map.Entry<String, String> said : introduction.entrySet()) {
      line.out.writeUTF(said.getKey());
      line.out.writeUTF(said.getValue());
    }
    line.out.flush();
    return line;
  }

  /// Waits as long as it takes: the coordinator bounds the wait, and its end is an [EOFException].
  void awaitTurn(boolean warmup) throws IOException {
    out.writeByte(Words.READY);
    out.writeBoolean(warmup);
    out.flush();
    int heard = in.read();
    while (heard == Words.WAKE) {
      Workers.wake();
      out.writeByte(Words.WOKEN);
      out.flush();
      heard = in.read();
    }
    expect(Words.GO, heard);
  }

  void report(
      double score,
      String unit,
      long operations,
      Meters.Reading used,
      SortedMap<Integer, Long> samples)
      throws IOException {
    out.writeByte(Words.RESULT);
    out.writeDouble(score);
    out.writeUTF(unit);
    out.writeLong(operations);
    out.writeLong(used.wallNanos);
    out.writeLong(used.threadCpuNanos);
    out.writeLong(used.waitedNanos);
    out.writeLong(used.processCpuNanos);
    out.writeLong(used.allocatedBytes);
    out.writeLong(used.gcCount);
    out.writeLong(used.gcMillis);
    out.writeLong(used.compileMillis);
    out.writeInt(samples.size());
    for (Map.Entry<Integer, Long> bucket : samples.entrySet()) {
      out.writeInt(bucket.getKey());
      out.writeLong(bucket.getValue());
    }
    out.flush();
    expect(Words.TAKEN);
  }

  private void expect(byte word) throws IOException {
    expect(word, in.read());
  }

  private static void expect(byte word, int heard) throws IOException {
    if (heard == -1) {
      throw new EOFException("the line was closed");
    }
    if (heard != word) {
      throw new IOException("heard word " + heard + " where " + word + " was due");
    }
  }
}
