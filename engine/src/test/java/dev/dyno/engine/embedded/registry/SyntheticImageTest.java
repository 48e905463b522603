package dev.dyno.engine.embedded.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import dev.dyno.engine.embedded.http.Json;
import dev.dyno.engine.registry.Digest;
import dev.dyno.engine.registry.Platform;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyntheticImageTest {
  private static final Platform AMD = Platform.parse("linux/amd64");
  private static final Platform ARM = Platform.parse("linux/arm64/v8");

  @TempDir Path store;
  private EmbeddedRegistry registry;
  private RegistryCaller caller;

  @BeforeEach
  void start() throws Exception {
    registry = EmbeddedRegistry.start(0, store);
    caller = RegistryCaller.of(registry);
  }

  @AfterEach
  void stop() throws Exception {
    caller.close();
    registry.close();
  }

  @Test
  void the_same_recipe_gives_the_same_image_for_ever() throws Exception {
    var image = new SyntheticImage("bench/app", "1", List.of(AMD), 3, 3_000_000, 0.5, 42);

    var digest = "sha256:f49b4b235b2ea450c202e94db34804f40b5732686f502ac659bbafdddf48e973";
    assertThat(registry.seed(image)).hasToString(digest);
    assertThat(registry.seed(image)).hasToString(digest);
  }

  @Test
  void layers_belong_to_the_seed_and_not_to_the_repository() throws Exception {
    registry.seed(new SyntheticImage("a", "1", List.of(AMD), 3, 1000, 0.5, 1));
    registry.seed(new SyntheticImage("b", "2", List.of(ARM), 2, 1000, 0.5, 1));
    registry.seed(new SyntheticImage("c", "1", List.of(AMD), 3, 1000, 0.5, 2));

    assertThat(layers("a", "1")).startsWith(layers("b", "2").toArray(String[]::new));
    assertThat(layers("a", "1")).doesNotContainAnyElementsOf(layers("c", "1"));
  }

  @Test
  void a_layer_is_a_gzip_compressed_tar_with_the_promised_diff_id() throws Exception {
    registry.seed(new SyntheticImage("a", "1", List.of(AMD), 1, 2_500_000, 1, 1));
    var layer = caller.get("/v2/a/blobs/" + layers("a", "1").getFirst()).body();

    var tar = new GZIPInputStream(new ByteArrayInputStream(layer)).readAllBytes();

    assertThat(layer.length).isLessThan(1_250_000);
    assertThat(Digest.sha256(tar).toString())
        .isEqualTo(config("a", "1").path("rootfs").path("diff_ids").path(0).asText());
    assertThat(sizes(tar)).containsExactly(1L << 20, 1L << 20, 2_500_000 - (2L << 20));
  }

  @Test
  void several_platforms_make_an_index() throws Exception {
    registry.seed(new SyntheticImage("a", "1", List.of(AMD, ARM), 1, 1000, 0.5, 1));

    var index = Json.tree(caller.get("/v2/a/manifests/1").body()).path("manifests");

    assertThat(index).hasSize(2);
    assertThat(index.path(1).path("platform").path("variant").asText()).isEqualTo("v8");
    var arm = caller.get("/v2/a/manifests/" + index.path(1).path("digest").asText());
    assertThat(arm.statusCode()).isEqualTo(200);
  }

  @Test
  void refuses_shares_that_are_no_numbers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SyntheticImage("a", "1", List.of(AMD), 1, 1000, Double.NaN, 1));
  }

  private List<String> layers(String repository, String tag) throws Exception {
    var layers = new ArrayList<String>();
    for (var layer : manifest(repository, tag).path("layers")) {
      layers.add(layer.path("digest").asText());
    }
    return layers;
  }

  private JsonNode config(String repository, String tag) throws Exception {
    var digest = manifest(repository, tag).path("config").path("digest").asText();
    return Json.tree(caller.get("/v2/%s/blobs/%s".formatted(repository, digest)).body());
  }

  private JsonNode manifest(String repository, String tag) throws Exception {
    return Json.tree(caller.get("/v2/%s/manifests/%s".formatted(repository, tag)).body());
  }

  private static List<Long> sizes(byte[] tar) throws Exception {
    var sizes = new ArrayList<Long>();
    try (var in = new TarArchiveInputStream(new ByteArrayInputStream(tar))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        sizes.add(entry.getSize());
      }
    }
    return sizes;
  }
}
