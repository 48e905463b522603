package dev.dyno.bench.facts;

import static dev.dyno.profiles.assertions.ProfileAssertions.assertThat;

import dev.dyno.engine.archive.Buffers;
import dev.dyno.engine.archive.BuildContext;
import dev.dyno.engine.lifecycle.Labels;
import dev.dyno.engine.toggle.Optimization;
import dev.dyno.engine.toggle.Toggles;
import dev.dyno.profiles.jfr.AllocatedBytes;
import dev.dyno.profiles.junit.InFork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What each optimization allocates less, exactly: an upper bound without C2. The bytes of warm
/// code, which C2 may leave out, are JMH's to measure (`B/op` of `dyno compare`).
class ToggleBytesTest {

  private static final int FILES = 100;

  @TempDir Path folder;

  @Test
  @InFork(jvm = AllocatedBytes.PINNED)
  void string_builders_allocate_60_percent_less_for_prefixes() throws Exception {
    var compared =
        Sides.bytesOf(
            Optimization.STRING_BUILDERS,
            Labels::chosenBy,
            labels -> {
              for (int i = 0; i < 1_000; i++) {
                labels.prefix("4f2a91c07d3b", "alpine", "3");
              }
            });

    Sides.holdsForBytes(compared, both -> assertThat(both).fallsByAtLeast(60));
  }

  @Test
  @InFork(jvm = AllocatedBytes.PINNED)
  void buffers_allocate_40_percent_less_for_a_context_of_small_files() throws Exception {
    write(2 << 10);
    var compared =
        Sides.bytesOf(
            Optimization.BUFFERS,
            toggles ->
                BuildContext.chosenBy(Toggles.parse("streaming-tar"), Buffers.chosenBy(toggles)),
            this::read);

    Sides.holdsForBytes(compared, both -> assertThat(both).fallsByAtLeast(40));
  }

  @Test
  @InFork(jvm = AllocatedBytes.PINNED)
  void streaming_tar_allocates_60_percent_less_for_a_context_of_10_MB() throws Exception {
    write(100 << 10);
    var compared =
        Sides.bytesOf(
            Optimization.STREAMING_TAR,
            toggles -> BuildContext.chosenBy(toggles, Buffers.chosenBy(Toggles.none())),
            this::read);

    Sides.holdsForBytes(compared, both -> assertThat(both).fallsByAtLeast(60));
  }

  private void write(int bytes) throws IOException {
    for (int i = 0; i < FILES; i++) {
      Files.write(folder.resolve("file" + i), new byte[bytes]);
    }
  }

  private void read(BuildContext context) throws IOException {
    var sink = new byte[64 << 10];
    try (var archive = context.open(folder)) {
      while (archive.read(sink) >= 0) {
        // only its bytes are wanted
      }
    }
  }
}
