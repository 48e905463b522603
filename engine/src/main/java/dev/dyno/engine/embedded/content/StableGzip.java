package dev.dyno.engine.embedded.content;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;

/// Compresses to gzip, quickly, and to the same bytes on every machine.
///
/// The JDK's deflater is whatever zlib it was built with, and its output differs between builds;
/// the digest of a layer must not. Greedy matches inside blocks of 32 KiB, fixed Huffman codes (RFC
/// 1951, 3.2.6), a block that does not shrink is stored as it is.
public final class StableGzip extends FilterOutputStream {
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

  private final CRC32 checksum = new CRC32();
  private final byte[] block = new byte[DeflateBlock.SIZE];
  private final DeflateBlock deflate = new DeflateBlock();
  private int filled;
  private long size;
  private boolean finished;

  /// Writes the gzip header to `out`, which closes with this stream.
  public StableGzip(OutputStream out) throws IOException {
    super(out);
    out.write(HEADER);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    checksum.update(bytes, offset, length);
    size += length;
    for (int done = 0; done < length; ) {
      int piece = Math.min(length - done, block.length - filled);
      System.arraycopy(bytes, offset + done, block, filled, piece);
      filled += piece;
      done += piece;
      if (filled == block.length) {
        flushBlock();
      }
    }
  }

  /// Ends the compressed stream and leaves the one below open.
  public void finish() throws IOException {
    if (finished) {
      return;
    }
    finished = true;
    flushBlock();
    deflate.end();
    deflate.drainTo(out);
    writeLittleEndian((int) checksum.getValue());
    writeLittleEndian((int) size);
  }

  @Override
  public void close() throws IOException {
    finish();
    super.close();
  }

  private void flushBlock() throws IOException {
    if (filled > 0) {
      deflate.add(block, filled);
      deflate.drainTo(out);
      filled = 0;
    }
  }

  private void writeLittleEndian(int value) throws IOException {
    for (int shift = 0; shift < 32; shift += 8) {
      out.write(value >>> shift);
    }
  }
}
