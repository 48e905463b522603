package dev.dyno.engine.logs;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// A text, and its UTF-8 bytes, that are made again and again in the same memory. For one thread.
///
/// The bytes are those of [String#getBytes], which needs fresh memory each time. What a long text
/// needed beyond [#KEPT] characters is not kept.
final class Utf8Text {

  /// Characters.
  private static final int KEPT = 128 << 10;

  private static final int FIRST = 8 << 10;
  private static final int BYTES_OF_CHARACTER = 3;

  private final CharsetEncoder encoder =
      StandardCharsets.UTF_8
          .newEncoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private StringBuilder text = new StringBuilder(FIRST);
  private char[] characters = new char[FIRST];
  private byte[] bytes = new byte[FIRST * BYTES_OF_CHARACTER];
  private CharBuffer from = CharBuffer.wrap(characters);
  private ByteBuffer to = ByteBuffer.wrap(bytes);

  /// An empty text, to be filled.
  StringBuilder begin() {
    if (text.capacity() > KEPT) {
      text = new StringBuilder(FIRST);
    }
    text.setLength(0);
    return text;
  }

  /// Encodes the text.
  ///
  /// @return how many of [#bytes] it takes
  int encode() {
    int length = text.length();
    if (characters.length > KEPT) {
      size(Math.max(FIRST, length));
    } else if (characters.length < length) {
      size(Math.max(length, Math.min(KEPT, 2 * characters.length)));
    }
    text.getChars(0, length, characters, 0);
    from.clear().limit(length);
    to.clear();
    encoder.reset();
    encoder.encode(from, to, true);
    encoder.flush(to);
    return to.position();
  }

  /// The encoded text, until the next call of [#encode].
  byte[] bytes() {
    return bytes;
  }

  private void size(int length) {
    characters = new char[length];
    bytes = new byte[Math.multiplyExact(length, BYTES_OF_CHARACTER)];
    from = CharBuffer.wrap(characters);
    to = ByteBuffer.wrap(bytes);
  }
}
