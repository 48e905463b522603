package dev.dyno.engine.embedded.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.engine.registry.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class StableGzipTest {
  @Property(tries = 200)
  void what_goes_in_comes_out(
      @ForAll @IntRange(max = 100_000) int size,
      @ForAll @IntRange(min = 1, max = 256) int alphabet,
      @ForAll long seed)
      throws IOException {
    var random = new Random(seed);
    var content = new byte[size];
    for (int i = 0; i < size; i++) {
      content[i] = (byte) random.nextInt(alphabet);
    }

    assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed(content))).readAllBytes())
        .isEqualTo(content);
  }

  @Test
  void text_shrinks_and_noise_hardly_grows() throws IOException {
    var text = "the same words again and again ".repeat(5_000).getBytes(StandardCharsets.UTF_8);
    var noise = new byte[1 << 20];
    new Random(1).nextBytes(noise);

    assertThat(compressed(text).length).isLessThan(text.length / 10);
    assertThat(compressed(noise).length).isLessThan(noise.length + noise.length / 1000);
  }

  @Test
  void the_bytes_are_the_same_for_ever() throws IOException {
    var text = "dyno ".repeat(100).getBytes(StandardCharsets.UTF_8);

    assertThat(Digest.sha256(compressed(text)))
        .hasToString("sha256:fe1091d2029fc645b4b872db8229b489be5e66c3541c8b4f37850b3c02cc8ee2");
  }

  private static byte[] compressed(byte[] content) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new StableGzip(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }
}
