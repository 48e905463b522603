package dev.dyno.engine.embedded.content;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Turns blocks of bytes into deflate blocks (RFC 1951), and holds the bits in between.
final class DeflateBlock {
  /// No match reaches further back than one block, nor than deflate's window.
  static final int SIZE = 32 * 1024;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int HASH_BITS = 13;
  private static final int SHORTEST_MATCH = 4;
  private static final int LONGEST_MATCH = 258;
  private static final int END_OF_BLOCK = 256;
  private static final int STORED = 0;
  private static final int FIXED_CODES = 1;

  /// After so many bytes without gain, a block is taken for random and stored.
  private static final int PATIENCE = 2048;

  private final int[] lastSeen = new int[1 << HASH_BITS];
  private final byte[] out = new byte[2 * SIZE];
  private int outSize;
  private long bits;
  private int bitCount;

  /// Adds a block, not the last one; O(length).
  void add(byte[] block, int length) {
    int outBefore = outSize;
    long bitsBefore = bits;
    int bitCountBefore = bitCount;
    if (!compress(block, length)) {
      outSize = outBefore;
      bits = bitsBefore;
      bitCount = bitCountBefore;
      store(block, length);
    }
  }

  /// Ends the stream with an empty last block.
  void end() {
    put(1, 1);
    put(FIXED_CODES, 2);
    putSymbol(END_OF_BLOCK);
    padToByte();
  }

  void drainTo(OutputStream target) throws IOException {
    target.write(out, 0, outSize);
    outSize = 0;
  }

  /// False when the block does not shrink; what was put out so far is then to be taken back.
  private boolean compress(byte[] block, int length) {
    int start = outSize;
    Arrays.fill(lastSeen, -1);
    put(0, 1);
    put(FIXED_CODES, 2);
    int at = 0;
    while (at < length) {
      int match = at + SHORTEST_MATCH <= length ? swapLastSeen(block, at) : -1;
      int matched = match < 0 ? 0 : matchLength(block, match, at, length);
      if (matched >= SHORTEST_MATCH) {
        putMatch(matched, at - match);
        at += matched;
      } else {
        putSymbol(block[at] & 0xff);
        at++;
      }
      int spent = outSize - start;
      if (spent > length || (spent >= at && at >= PATIENCE)) {
        return false;
      }
    }
    putSymbol(END_OF_BLOCK);
    return outSize - start < length;
  }

  private int swapLastSeen(byte[] block, int at) {
    int slot = ((int) INT.get(block, at) * 0x9E3779B1) >>> (32 - HASH_BITS);
    int before = lastSeen[slot];
    lastSeen[slot] = at;
    return before;
  }

  private static int matchLength(byte[] block, int match, int at, int length) {
    int end = Math.min(length, at + LONGEST_MATCH);
    int mismatch = Arrays.mismatch(block, match, match + end - at, block, at, end);
    return mismatch < 0 ? end - at : mismatch;
  }

  private void store(byte[] block, int length) {
    put(0, 1);
    put(STORED, 2);
    padToByte();
    put(length, 16);
    put(~length & 0xffff, 16);
    System.arraycopy(block, 0, out, outSize, length);
    outSize += length;
  }

  private void putMatch(int length, int distance) {
    int beyond = length - 3;
    if (length == LONGEST_MATCH) {
      putSymbol(285);
    } else if (beyond < 4) {
      putSymbol(257 + beyond);
    } else {
      int magnitude = 31 - Integer.numberOfLeadingZeros(beyond);
      int extra = magnitude - 2;
      putSymbol(257 + (magnitude - 1) * 4 + ((beyond >> extra) & 3));
      put(beyond & ((1 << extra) - 1), extra);
    }
    putDistance(distance - 1);
  }

  private void putDistance(int back) {
    if (back < 4) {
      putCode(back, 5);
    } else {
      int magnitude = 31 - Integer.numberOfLeadingZeros(back);
      int extra = magnitude - 1;
      putCode(2 * magnitude + ((back >> extra) & 1), 5);
      put(back & ((1 << extra) - 1), extra);
    }
  }

  private void putSymbol(int symbol) {
    if (symbol < 144) {
      putCode(0x30 + symbol, 8);
    } else if (symbol < 256) {
      putCode(0x190 + symbol - 144, 9);
    } else if (symbol < 280) {
      putCode(symbol - 256, 7);
    } else {
      putCode(0xC0 + symbol - 280, 8);
    }
  }

  /// Huffman codes travel with their highest bit first, all else with the lowest.
  private void putCode(int code, int length) {
    put(Integer.reverse(code) >>> (32 - length), length);
  }

  private void put(int value, int count) {
    bits |= (long) value << bitCount;
    bitCount += count;
    while (bitCount >= 8) {
      out[outSize++] = (byte) bits;
      bits >>>= 8;
      bitCount -= 8;
    }
  }

  private void padToByte() {
    put(0, (8 - bitCount) & 7);
  }
}
