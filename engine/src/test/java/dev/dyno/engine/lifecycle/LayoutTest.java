package dev.dyno.engine.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.profiles.layout.Footprint;
import dev.dyno.profiles.layout.HeaderMode;
import dev.dyno.profiles.layout.LayoutFork;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/// What `compact-layout` is worth, in bytes that JOL reads off real objects: exact, and the same on
/// every 64-bit HotSpot 25 whose objects are aligned to 8 bytes. Each header mode is a JVM of its
/// own, since none can be switched in a running one. The target of the plan's section 1.3 is 10 to
/// 15 % less.
class LayoutTest {

  /// A JVM a mode is enough.
  private static final Map<HeaderMode, Map<String, Footprint>> PROBED = new HashMap<>();

  /// What is saved does not grow with the sources, since their texts stay as they are: the target
  /// is missed where these are most of a build.
  @ParameterizedTest
  @CsvSource({
    // mode, without sources, 20 files in 4 folders, 200 files in 40
    "USUAL,    936, 704,   2968, 2656,   20536, 20224",
    "WIDE,    1176, 864,   3496, 3104,   23656, 23264",
    "COMPACT,  864, 656,   2688, 2416,   18528, 18256",
  })
  void a_packed_build_takes_these_bytes(
      HeaderMode mode,
      long plain0,
      long packed0,
      long plain20,
      long packed20,
      long plain200,
      long packed200)
      throws Exception {
    assertThat(probe(mode))
        .containsEntry("plain 0", plain0)
        .containsEntry("packed 0", packed0)
        .containsEntry("plain 20", plain20)
        .containsEntry("packed 20", packed20)
        .containsEntry("plain 200", plain200)
        .containsEntry("packed 200", packed200);
    assertThat((double) packed20 / plain20 - 1).isBetween(-0.15, -0.10);
    assertThat((double) packed200 / plain200 - 1).isGreaterThan(-0.02);
  }

  /// The plan's section 1.3 promised 10 to 15 % of reordering fields by hand. The JVM orders them
  /// itself, and 8-byte alignment eats the rest.
  @ParameterizedTest
  @FieldSource("dev.dyno.profiles.layout.HeaderMode#ALL")
  void fields_reordered_by_hand_and_booleans_as_bits_save_exactly_nothing(HeaderMode mode)
      throws Exception {
    var bytes = probe(mode);

    assertThat(bytes.get("reordered as the plan wants it"))
        .isEqualTo(bytes.get("declared as the plan found it"))
        .isEqualTo(mode.equals(HeaderMode.WIDE) ? 56 : 40);
    assertThat(bytes.get("three bits")).isEqualTo(bytes.get("three booleans")).isEqualTo(24);
  }

  /// One reference more or less fits into the gap; without compressed references it is the gap.
  @ParameterizedTest
  @CsvSource({"USUAL, 24, 24, 32, 24", "WIDE, 32, 24, 56, 24", "COMPACT, 16, 16, 32, 16"})
  void a_single_enum_as_a_byte_saves_nothing_and_four_do(
      HeaderMode mode, long oneEnum, long oneByte, long fourEnums, long fourBytes)
      throws Exception {
    assertThat(probe(mode))
        .containsEntry("one enum", oneEnum)
        .containsEntry("one byte", oneByte)
        .containsEntry("four enums", fourEnums)
        .containsEntry("four bytes", fourBytes);
  }

  private static Map<String, Long> probe(HeaderMode mode) throws IOException, InterruptedException {
    var known = PROBED.get(mode);
    if (known == null) {
      known = LayoutFork.count(mode, List.of(), LayoutProbe.class);
      PROBED.put(mode, known);
    }
    var bytes = new LinkedHashMap<String, Long>();
    known.forEach((name, footprint) -> bytes.put(name, footprint.bytes()));
    return bytes;
  }
}
