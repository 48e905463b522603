package dev.dyno.profiles.layout;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How a 64-bit HotSpot lays out the head of each object, and its references to others. Fixed when
/// a JVM starts; sizes of different modes are never comparable.
///
/// @param compressedReferences 4 bytes each, not 8
/// @param compactHeaders 8 bytes (JEP 519), not 12 or 16
/// @param alignment every object starts at a multiple of so many bytes; a power of two, 8 to 256
public record HeaderMode(boolean compressedReferences, boolean compactHeaders, int alignment) {

  /// What JDK 25 does by itself: headers of 12 bytes, references of 4.
  public static final HeaderMode USUAL = new HeaderMode(true, false, 8);

  /// What a heap of 32 GiB and more needs: references of 8 bytes.
  public static final HeaderMode WIDE = new HeaderMode(false, false, 8);

  /// Headers of 8 bytes, references of 4.
  public static final HeaderMode COMPACT = new HeaderMode(true, true, 8);

  /// Those that are met in practice.
  public static final List<HeaderMode> ALL = List.of(USUAL, WIDE, COMPACT);

  public HeaderMode {
    if (alignment < 8 || alignment > 256 || Integer.bitCount(alignment) != 1) {
      throw new IllegalArgumentException(
          "alignment %d is no power of two from 8 to 256".formatted(alignment));
    }
  }

  /// Of this JVM.
  public static HeaderMode running() {
    return new HeaderMode(
        Boolean.parseBoolean(flag("UseCompressedOops")),
        Boolean.parseBoolean(flag("UseCompactObjectHeaders")),
        Integer.parseInt(flag("ObjectAlignmentInBytes")));
  }

  private static String flag(String name) {
    return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .getVMOption(name)
        .getValue();
  }

  /// One of [#ALL] by the name of its constant; JUnit's sources of arguments find it by itself.
  ///
  /// @throws IllegalArgumentException for any other name
  public static HeaderMode named(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "USUAL" -> USUAL;
      case "WIDE" -> WIDE;
      case "COMPACT" -> COMPACT;
      default ->
          throw new IllegalArgumentException(
              "header mode '%s' is not known: choose from usual, wide, compact".formatted(name));
    };
  }

  /// What a JVM must be started with to have this mode.
  public List<String> flags() {
    return List.of(
        (compressedReferences ? "-XX:+" : "-XX:-") + "UseCompressedOops",
        (compactHeaders ? "-XX:+" : "-XX:-") + "UseCompactObjectHeaders",
        "-XX:ObjectAlignmentInBytes=" + alignment);
  }

  /// For people: what differs from [#USUAL].
  public String words() {
    var words = new ArrayList<String>();
    if (!compressedReferences) {
      words.add("no compressed oops");
    }
    if (compactHeaders) {
      words.add("compact headers");
    }
    if (alignment != 8) {
      words.add("aligned to %d B".formatted(alignment));
    }
    return words.isEmpty() ? "usual" : String.join(", ", words);
  }
}
