package dev.dyno.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.dyno.engine.registry.ImageReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Files into containers, out of them, and into images. A real dockerd decides what is right.
interface CopyContract extends OnDaemon {

  @Test
  default void
      content_files_and_folders_are_copied_into_a_container_and_make_the_folders_they_need()
          throws Exception {
    Files.createDirectories(folder().resolve("tree/sub"));
    Files.writeString(folder().resolve("tree/a"), "A\n");
    Files.writeString(folder().resolve("tree/sub/empty"), "");
    Files.createSymbolicLink(folder().resolve("tree/link"), Path.of("a"));
    var id =
        runtime()
            .create(
                shell("cat /x/y/content; cat /one/file; cat /t/link; cat /t/sub/empty").build(),
                soon());

    runtime().copyContent(id, bytes("C\n"), "/x/y/content", 0644, soon());
    runtime().copyFiles(id, ShellImage.archives(), folder().resolve("tree/a"), "/one/file", soon());
    runtime().copyFiles(id, ShellImage.archives(), folder().resolve("tree"), "/t", soon());

    assertThat(run(id)).isZero();
    assertThat(lines(id)).containsExactly("C", "A", "A");
  }

  @Test
  default void a_file_is_copied_out_byte_for_byte_or_not_at_all() throws Exception {
    var content = new byte[200_001];
    new Random(1).nextBytes(content);
    var id = runtime().create(shell("true").build(), soon());
    runtime().copyContent(id, content, "/data/file", 0644, soon());
    var target = folder().resolve("out");

    runtime().copyOut(id, "/data/file", target, soon());

    assertThat(target).hasBinaryContent(content);
    Files.writeString(target, "before");
    notFound(() -> runtime().copyOut(id, "/data/none", target, soon()), "/data/none");
    assertThatExceptionOfType(RuntimeFailure.Failed.class)
        .isThrownBy(() -> runtime().copyOut(id, "/data", target, soon()))
        .withMessageContaining("no plain file");
    assertThatExceptionOfType(RuntimeFailure.Failed.class)
        .isThrownBy(() -> runtime().copyOut(id, "/bin/sh", target, soon()))
        .withMessageContaining("link to busybox");
    assertThatExceptionOfType(RuntimeFailure.Failed.class)
        .isThrownBy(() -> runtime().copyOut(id, "/data/file", folder().resolve("no/where"), soon()))
        .withMessageContaining("cannot be written");
    assertThat(target).hasContent("before");
    assertThat(folder()).isDirectoryNotContaining("glob:**.part");
  }

  @Test
  default void a_commit_keeps_files_and_settings() throws Exception {
    var id = runtime().create(shell("true").build(), soon());
    runtime().copyContent(id, bytes("kept\n"), "/made/file", 0644, soon());
    run(id);
    var name = ImageReference.parse("committed:2");

    var image = runtime().commit(id, name, soon());

    var seen = runtime().inspect(name, soon());
    assertThat(seen.id()).isEqualTo(image);
    assertThat(seen.environment()).contains("PATH=/bin");
    var again =
        runtime().create(ContainerSpec.of(name).command("cat", "/made/file").build(), soon());
    assertThat(run(again)).isZero();
    assertThat(lines(again)).containsExactly("kept");
  }
}
