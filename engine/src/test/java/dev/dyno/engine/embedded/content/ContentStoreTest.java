package dev.dyno.engine.embedded.content;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dyno.engine.registry.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentStoreTest {
  private static final byte[] CONTENT = {1, 2, 3};

  @TempDir Path folder;
  private ContentStore store;

  @BeforeEach
  void open() throws IOException {
    store = ContentStore.open(folder);
  }

  @Test
  void finds_what_was_put() throws IOException {
    var digest = store.put(CONTENT);

    assertThat(digest).isEqualTo(Digest.sha256(CONTENT));
    assertThat(store.read(digest)).isEqualTo(CONTENT);
    assertThat(store.digests()).containsExactly(digest);
  }

  @Test
  void keeps_nothing_of_content_with_another_digest() throws IOException {
    var promised = Digest.sha256(new byte[0]);
    try (var ingest = store.ingest()) {
      ingest.write(CONTENT);

      assertThatExceptionOfType(DigestMismatch.class)
          .isThrownBy(() -> ingest.commit(promised))
          .withMessageContaining(promised.toString())
          .withMessageContaining(Digest.sha256(CONTENT).toString());
    }

    assertThat(store.digests()).isEmpty();
    assertThat(folder.resolve("incoming")).isEmptyDirectory();
  }

  @Test
  void drops_what_an_earlier_process_left_unfinished() throws IOException {
    Files.write(folder.resolve("incoming/left.part"), CONTENT);

    ContentStore.open(folder);

    assertThat(folder.resolve("incoming")).isEmptyDirectory();
  }
}
