package dev.dyno.engine.embedded.registry;

import java.nio.charset.StandardCharsets;

/// Bytes that look like text or like nothing, the same for the same seed on every Java.
///
/// SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014), written
/// out because the JDK promises no stable sequence for its own.
final class Noise {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;
  private static final byte[][] WORDS = words();

  private long state;

  Noise(long seed, int stream) {
    state = seed;
    state = next() + stream;
    state = next();
  }

  void fillWithRandom(byte[] into, int from, int to) {
    long bits = 0;
    for (int i = from; i < to; i++) {
      if (((i - from) & 7) == 0) {
        bits = next();
      }
      into[i] = (byte) bits;
      bits >>>= 8;
    }
  }

  void fillWithText(byte[] into, int from, int to) {
    for (int at = from; at < to; ) {
      var word = WORDS[(int) (next() >>> 58)];
      int length = Math.min(word.length, to - at);
      System.arraycopy(word, 0, into, at, length);
      at += length;
    }
  }

  private long next() {
    state += GAMMA;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /// Sixty-four words of two syllables, each with its blank.
  private static byte[][] words() {
    var syllables = new String[] {"dy", "no", "me", "ter", "la", "yer", "ima", "ges"};
    var words = new byte[syllables.length * syllables.length][];
    for (int i = 0; i < words.length; i++) {
      var word = syllables[i >> 3] + syllables[i & 7] + " ";
      words[i] = word.getBytes(StandardCharsets.US_ASCII);
    }
    return words;
  }
}
