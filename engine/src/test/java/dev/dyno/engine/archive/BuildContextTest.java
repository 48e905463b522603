package dev.dyno.engine.archive;

import static dev.dyno.engine.toggle.Optimization.BUFFERS;
import static dev.dyno.engine.toggle.Optimization.STREAMING_TAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.dyno.engine.metrics.Metrics;
import dev.dyno.engine.registry.Digest;
import dev.dyno.engine.toggle.EveryToggle;
import dev.dyno.engine.toggle.Toggles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every combination of `streaming-tar` and `buffers` under one contract.
@Timeout(180)
class BuildContextTest {

  private static final int PIECE = ContextTar.PIECE;

  @TempDir Path root;

  @EveryToggle({STREAMING_TAR, BUFFERS})
  void the_archive_is_the_same_bytes_whatever_is_on(Toggles toggles) throws Exception {
    tree();

    var digest = Digest.sha256(read(context(toggles)));

    // Of the tree below; a change of this value is a change of every build's cache key.
    assertThat(digest)
        .hasToString("sha256:14d0c1282943a97bd868c12df708110780c43d6dfa24168f12e8284a90f0e341");
  }

  @EveryToggle({STREAMING_TAR, BUFFERS})
  void entries_are_files_and_links_in_lexical_order_with_their_contents(Toggles toggles)
      throws Exception {
    tree();
    var names = new ArrayList<String>();

    try (var tar = new TarArchiveInputStream(new ByteArrayInputStream(read(context(toggles))))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        names.add(entry.getName());
        switch (entry.getName()) {
          case "empty" -> assertThat(entry.getSize()).isZero();
          case "link" -> {
            assertThat(entry.isSymbolicLink()).isTrue();
            assertThat(entry.getLinkName()).isEqualTo("sub/b.txt");
          }
          case "run.sh" -> assertThat(entry.getMode() & 0777).isEqualTo(0755);
          case "sub/b.txt" -> assertThat(tar.readAllBytes()).asString().isEqualTo("b");
          default -> assertThat(entry.isFile()).isTrue();
        }
      }
    }

    assertThat(names).isSorted().hasSize(7).contains("sub/" + "n".repeat(120), "größe.txt");
  }

  @EveryToggle({STREAMING_TAR, BUFFERS})
  void a_file_that_changes_while_it_is_read_is_an_error_and_never_a_short_archive(Toggles toggles)
      throws Exception {
    var pipeful = 4 << 20;
    Files.write(root.resolve("a-first"), new byte[pipeful]);
    var changing = Files.write(root.resolve("b-changes"), new byte[100]);
    var tree = found(ContextTree.of(root, ""));

    Files.write(changing, new byte[99]);
    assertThatThrownBy(() -> write(toggles, tree))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("b-changes")
        .hasMessageContaining("shrank");

    Files.write(changing, new byte[101]);
    assertThatThrownBy(() -> write(toggles, tree))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("grew");

    Files.delete(changing);
    assertThatThrownBy(() -> write(toggles, tree))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("vanished");
  }

  @EveryToggle({STREAMING_TAR, BUFFERS})
  void a_root_that_is_no_folder_is_refused_at_once(Toggles toggles) {
    assertThatThrownBy(() -> context(toggles).open(root.resolve("absent")))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("absent")
        .hasMessageContaining("no folder");
  }

  @EveryToggle({STREAMING_TAR, BUFFERS})
  void every_buffer_comes_back(Toggles toggles) throws Exception {
    tree();
    var buffers = Buffers.chosenBy(toggles);

    read(BuildContext.chosenBy(toggles, buffers));

    assertThat(buffers.lent()).isZero();
  }

  @Test
  void the_producers_failure_reaches_the_reader_instead_of_an_end() throws Exception {
    Files.write(root.resolve("a"), new byte[2 << 20]);
    var vanishing = Files.write(root.resolve("b"), new byte[10]);

    try (var in = context(Toggles.parse("streaming-tar")).open(root)) {
      assertThat(in.read()).isNotNegative(); // the pipe is full now, or soon
      Files.delete(vanishing);

      assertThatThrownBy(in::readAllBytes)
          .isInstanceOf(ArchiveException.class)
          .hasMessageContaining("vanished");
    }
  }

  @Test
  void a_reader_that_closes_early_stops_the_producer() throws Exception {
    for (int i = 0; i < 4; i++) {
      Files.write(root.resolve("file" + i), new byte[1 << 20]);
    }
    var buffers = Buffers.chosenBy(Toggles.none());

    try (var in = BuildContext.chosenBy(Toggles.parse("streaming-tar"), buffers).open(root)) {
      assertThat(in.read(new byte[100])).isPositive();
    }

    while (buffers.lent() > 0) { // bounded by this class's timeout
      Thread.onSpinWait();
    }
  }

  @Test
  void a_streamed_archive_is_larger_than_the_memory_it_needs() throws Exception {
    long size = 3 * Runtime.getRuntime().maxMemory() / 2;
    try (var sparse =
        FileChannel.open(
            root.resolve("big"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      sparse.position(size - 1).write(java.nio.ByteBuffer.wrap(new byte[] {1}));
    }
    long read = 0;

    try (var in = context(Toggles.parse("streaming-tar")).open(root)) {
      var buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        read += n;
      }
    }

    assertThat(read).isGreaterThan(size).isGreaterThan(Runtime.getRuntime().maxMemory());
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "streaming-tar", "buffers,streaming-tar"})
  void large_files_arrive_byte_for_byte_whatever_their_size(String toggles) throws Exception {
    var sizes =
        List.of(Buffers.SIZE, Buffers.SIZE + 1, PIECE - 1, PIECE, PIECE + 1, 5 * PIECE + 77);
    var random = new Random(11);
    for (int size : sizes) {
      var content = new byte[size];
      random.nextBytes(content);
      Files.write(root.resolve("of-%d".formatted(size)), content);
    }

    var found = new TreeMap<String, byte[]>();
    try (var tar =
        new TarArchiveInputStream(
            new ByteArrayInputStream(read(context(Toggles.parse(toggles)))))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        found.put(entry.getName(), tar.readAllBytes());
      }
    }

    assertThat(found).hasSize(sizes.size());
    for (var each : found.entrySet()) {
      assertThat(each.getValue()).isEqualTo(Files.readAllBytes(root.resolve(each.getKey())));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, -PIECE, -3 * PIECE, 1})
  void a_large_file_of_another_size_than_found_fails_a_streamed_archive(long change)
      throws Exception {
    int announced = 4 * PIECE;
    var file = Files.write(root.resolve("large"), new byte[(int) (announced + change)]);
    var pipe = new Pipe(1 << 20);
    Entries tree =
        visitor -> visitor.visit(new ContextTree.Entry(file, "large", announced, false, ""));
    var drained = Thread.ofVirtual().start(() -> drain(pipe.reader()));

    try (var out = pipe.writer()) {
      assertThatThrownBy(
              () ->
                  new ContextTar(Buffers.chosenBy(Toggles.none()), Metrics.none()).write(tree, out))
          .isInstanceOf(ArchiveException.class)
          .hasMessageContaining(
              change < 0 ? "shrank by %d bytes".formatted(-change) : "grew beyond");
    }
    pipe.finish();
    drained.join();
  }

  private static void drain(InputStream in) {
    try (in) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// As they are now, whatever becomes of the tree.
  private static Entries found(Entries tree) throws IOException {
    var entries = new ArrayList<ContextTree.Entry>();
    tree.each(entries::add);
    return visitor -> {
      for (var entry : entries) {
        visitor.visit(entry);
      }
    };
  }

  private static void write(Toggles toggles, Entries tree) throws IOException {
    try (var out = java.io.OutputStream.nullOutputStream()) {
      new ContextTar(Buffers.chosenBy(toggles), Metrics.none()).write(tree, out);
    }
  }

  private static BuildContext context(Toggles toggles) {
    return BuildContext.chosenBy(toggles, Buffers.chosenBy(toggles));
  }

  private byte[] read(BuildContext context) throws IOException {
    try (InputStream in = context.open(root)) {
      return in.readAllBytes();
    }
  }

  private void tree() throws IOException {
    Files.createDirectories(root.resolve("sub/empty-folder"));
    Files.writeString(root.resolve("sub/b.txt"), "b");
    Files.writeString(root.resolve("sub/" + "n".repeat(120)), "long name");
    Files.createFile(root.resolve("empty"));
    Files.createSymbolicLink(root.resolve("link"), Path.of("sub/b.txt"));
    Files.writeString(root.resolve("größe.txt"), "umlaut");
    Files.write(root.resolve("zeros"), new byte[100_000]);
    var script = Files.writeString(root.resolve("run.sh"), "#!/bin/sh\n");
    assertThat(script.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void a_file_that_cannot_be_read_is_named_with_what_to_do() throws Exception {
    var plain = Files.writeString(root.resolve("plain"), "x");
    var none = Toggles.none();
    Entries tree =
        visitor ->
            visitor.visit(new ContextTree.Entry(plain.resolve("below"), "below", 1, false, ""));

    assertThatThrownBy(
            () ->
                new ContextTar(Buffers.chosenBy(none), Metrics.none())
                    .write(tree, OutputStream.nullOutputStream()))
        .isInstanceOf(ArchiveException.class)
        .hasMessage(
            "%s cannot be read: Not a directory; let this user read it, or take it out of the context"
                .formatted(plain.resolve("below")));
  }
}
