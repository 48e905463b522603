package dev.dyno.engine.embedded.container.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContainerFilesTest {
  // One deeper, so that what escapes from it lands in this test's own folder.
  @TempDir Path outer;
  Path folder;

  @BeforeEach
  void folder() throws IOException {
    folder = Files.createDirectory(outer.resolve("own"));
  }

  @Test
  void upper_layers_replace_files_and_take_them_away() throws Exception {
    var lowest = new Tar().file("a/one", "1").file("a/two", "2").file("b/x", "x").file("c/y", "y");
    var middle =
        new Tar()
            .file("a/one", "new")
            .file("a/.wh.two", "")
            .file("b/.wh..wh..opq", "")
            .file("b/z", "z");
    var top = new Tar().file(".wh.c", "");

    var files = files(lowest, middle, top);

    assertThat(content(files, "/a/one")).isEqualTo("new");
    assertThat(names(files, "/")).containsExactly("/", "/a/", "/a/one", "/b/", "/b/z", "/job/");
  }

  @Test
  void a_layer_may_replace_a_folder_by_a_file() throws Exception {
    var files = files(new Tar().file("a/one", "1"), new Tar().file("a", "file"));

    assertThat(content(files, "/a")).isEqualTo("file");
    assertThat(names(files, "/")).containsExactly("/", "/a", "/job/");
  }

  @Test
  void hard_links_share_their_content() throws Exception {
    var files = files(new Tar().file("a", "shared").hardLink("b/c", "a"));
    files.extract("/", new Tar().file("d", "own").hardLink("e", "d").hardLink("f", "a").read());

    assertThat(content(files, "/b/c")).isEqualTo("shared");
    assertThat(content(files, "/e")).isEqualTo("own");
    assertThat(content(files, "/f")).isEqualTo("shared");
  }

  @ParameterizedTest
  @CsvSource({
    "/link,           etc/motd",
    "/link,           /etc/motd",
    "/dir/link,       ../etc/motd",
    "/dir/link,       ../../../../etc/motd",
    "/dir/link,       /../../etc/motd",
    "/link,           other",
  })
  void symbolic_links_are_followed_below_the_root_of_the_container(String link, String target)
      throws Exception {
    var files =
        files(new Tar().file("etc/motd", "welcome").link("other", "etc/./motd").link(link, target));

    assertThat(content(files, link)).isEqualTo("welcome");
    assertThat(files.select(link).stat().linkTarget()).isEqualTo("/etc/motd");
  }

  @Test
  void a_ring_of_links_is_refused() throws Exception {
    var files = files(new Tar().link("a", "b").link("b", "a"));

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> content(files, "/a"))
        .withMessageContaining("too many levels of symbolic links");
  }

  @Test
  void what_is_copied_in_covers_the_image() throws Exception {
    var files = files(new Tar().file("etc/motd", "old").file("etc/keep", "kept"));

    files.extract("/etc", new Tar().file("motd", "new").file("deep/er/file", "x").read());

    assertThat(content(files, "/etc/motd")).isEqualTo("new");
    assertThat(content(files, "/etc/keep")).isEqualTo("kept");
    assertThat(names(files, "/etc"))
        .containsExactly(
            "etc/", "etc/deep/", "etc/deep/er/", "etc/deep/er/file", "etc/keep", "etc/motd");
  }

  @Test
  void what_is_copied_in_goes_where_links_lead() throws Exception {
    var files = files(new Tar().folder("real").link("way", "/real"));

    files.extract("/way", new Tar().file("a", "1").read());
    files.extract("/", new Tar().file("way/b", "2").read());

    assertThat(names(files, "/real")).containsExactly("real/", "real/a", "real/b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../out", "a/../../out", "/../out", "..", "a/b/../../../out"})
  void a_name_that_leaves_the_folder_is_refused_and_nothing_is_copied(String name)
      throws Exception {
    var files = files(new Tar().folder("in"));

    assertThatExceptionOfType(FilesException.Refused.class)
        .isThrownBy(() -> files.extract("/in", new Tar().file("fine", "1").file(name, "2").read()))
        .withMessageContaining(name);
    assertThat(names(files, "/")).containsExactly("/", "/in/", "/job/");
    assertThat(folder.resolve("copied")).isEmptyDirectory();
    assertThat(folder.resolve("../out")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/..", "/in/../..", "../etc", "/in/../../in"})
  void a_path_that_leaves_the_root_is_refused(String path) throws Exception {
    var files = files(new Tar().folder("in"));

    assertThatExceptionOfType(FilesException.Refused.class).isThrownBy(() -> files.select(path));
    assertThatExceptionOfType(FilesException.Refused.class)
        .isThrownBy(() -> files.extract(path, new Tar().file("a", "1").read()));
    assertThat(files.isChanged()).isFalse();
  }

  @Test
  void a_path_may_go_up_inside_the_root() throws Exception {
    var files = files(new Tar().file("in/a", "1"));

    assertThat(names(files, "/in/../in/a")).containsExactly("a");
  }

  @Test
  void files_and_folders_never_replace_each_other() throws Exception {
    var files = files(new Tar().file("folder/a", "1").file("file", "2"));

    assertThatExceptionOfType(FilesException.Refused.class)
        .isThrownBy(() -> files.extract("/", new Tar().file("folder", "no").read()))
        .withMessageContaining("cannot overwrite directory \"/folder\" with non-directory");
    assertThatExceptionOfType(FilesException.Refused.class)
        .isThrownBy(() -> files.extract("/", new Tar().folder("file").read()))
        .withMessageContaining("cannot overwrite non-directory \"/file\" with directory");
    assertThatExceptionOfType(FilesException.Refused.class)
        .isThrownBy(() -> files.extract("/", new Tar().file("file/below", "no").read()))
        .withMessageContaining("/file: not a directory");
    assertThatExceptionOfType(FilesException.Refused.class)
        .isThrownBy(() -> files.extract("/file", new Tar().file("a", "no").read()))
        .withMessageContaining("extraction point is not a directory");
    assertThatExceptionOfType(FilesException.Missing.class)
        .isThrownBy(() -> files.extract("/none", new Tar().file("a", "no").read()));
  }

  @Test
  void an_upload_that_is_cut_changes_nothing() throws Exception {
    var files = files(new Tar().folder("in"));
    var whole = new Tar().file("a", "x".repeat(10_000)).read().readAllBytes();

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> files.extract("/in", new ByteArrayInputStream(whole, 0, 3_000)));
    assertThat(names(files, "/in")).containsExactly("in/");
    assertThat(folder.resolve("copied")).isEmptyDirectory();
  }

  @Test
  void a_compressed_upload_and_an_empty_one_are_taken() throws Exception {
    var files = files(new Tar().folder("in"));
    var compressed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(compressed)) {
      new Tar().file("a", "1").read().transferTo(gzip);
    }

    files.extract("/in", new ByteArrayInputStream(compressed.toByteArray()));
    files.extract("/in", new Tar().read());

    assertThat(content(files, "/in/a")).isEqualTo("1");
  }

  @Test
  void modes_owners_and_times_survive() throws Exception {
    var files = files(new Tar());
    files.extract("/", new Tar().file("tool", "x", 04755, 1234).read());

    var entry = entries(files, "/tool").getFirst();
    assertThat(entry.getMode() & 07777).isEqualTo(04755);
    assertThat(entry.getLongUserId()).isEqualTo(1234);
    assertThat(entry.getLastModifiedTime().toMillis()).isEqualTo(60_000);
    var stat = files.select("/tool").stat();
    // Go keeps the set-uid bit at 1 << 23.
    assertThat(stat.mode()).isEqualTo(0755 | (1 << 23));
    assertThat(stat.size()).isEqualTo(1);
  }

  @Test
  void stat_tells_folders_and_links_from_files_as_go_does() throws Exception {
    var files = files(new Tar().folder("d").link("l", "d").file("f", "four"));

    assertThat(files.select("/d").stat().mode()).isEqualTo((1L << 31) | 0755);
    assertThat(files.select("/l").stat().mode() >>> 27).isEqualTo(1);
    assertThat(files.select("/f").stat())
        .extracting(PathStat::name, PathStat::size)
        .containsExactly("f", 4L);
    assertThatExceptionOfType(FilesException.Missing.class).isThrownBy(() -> files.select("/none"));
  }

  @Test
  void the_names_in_a_tar_begin_with_the_last_part_of_the_path() throws Exception {
    var files = files(new Tar().file("a/b/c", "1").link("way", "a"));

    assertThat(names(files, "/a/b")).containsExactly("b/", "b/c");
    assertThat(names(files, "/a/b/")).containsExactly("b/", "b/c");
    assertThat(names(files, "/a/b/.")).containsExactly("./", "./c");
    assertThat(names(files, "a/b/c")).containsExactly("c");
    assertThat(names(files, "/way")).containsExactly("way");
    assertThat(names(files, "/way/")).containsExactly("way/", "way/b/", "way/b/c");
  }

  @Test
  void only_what_was_copied_in_is_a_change_and_the_same_files_give_the_same_tar() throws Exception {
    var first = files(new Tar().file("etc/motd", "1"));
    var second = files(new Tar().file("etc/motd", "1"));
    content(first, "/etc/motd");
    assertThat(first.isChanged()).isFalse();

    for (var files : List.of(first, second)) {
      files.extract("/job", new Tar().file("a", "1").file("b/c", "2").read());
    }

    assertThat(first.isChanged()).isTrue();
    var tar = changes(first);
    assertThat(tar).isEqualTo(changes(second));
    assertThat(namesIn(new ByteArrayInputStream(tar)))
        .containsExactly("job/a", "job/b/", "job/b/c");
  }

  @Test
  void the_image_is_unpacked_once_and_only_when_somebody_looks() throws Exception {
    var image = new ImageFiles(List.of(new Tar().file("a", "1")::read), folder.resolve("image"));
    var one = new ContainerFiles(image, folder.resolve("one"), "/");
    var two = new ContainerFiles(image, folder.resolve("two"), "/");
    assertThat(folder).isEmptyDirectory();

    assertThat(content(one, "a")).isEqualTo(content(two, "a")).isEqualTo("1");
    assertThat(folder.resolve("image")).isDirectoryContaining("glob:**layer-0.tar");

    image.close();
    assertThat(folder).isEmptyDirectory();
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> content(one, "a"));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void after_the_removal_nothing_can_be_copied_in() throws Exception {
    var files = files(new Tar().folder("in"));
    files.extract("/in", new Tar().file("a", "1").read());

    files.close();

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> files.extract("/in", new Tar().file("b", "1").read()))
        .withMessage("the container was removed");
    assertThat(folder.resolve("copied")).doesNotExist();
  }

  private ContainerFiles files(Tar... layers) throws IOException {
    var sources = new ArrayList<TarSource>();
    for (var layer : layers) {
      sources.add(layer::read);
    }
    var image = new ImageFiles(sources, Files.createTempDirectory(folder, "image"));
    return new ContainerFiles(image, folder.resolve("copied"), "/job");
  }

  private static String content(ContainerFiles files, String path) throws IOException {
    try (var in = files.open(path, "/")) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static byte[] changes(ContainerFiles files) throws IOException {
    var out = new ByteArrayOutputStream();
    assertThat(files.writeChanges(out)).isEqualTo(out.size());
    return out.toByteArray();
  }

  private static List<TarArchiveEntry> entries(ContainerFiles files, String path)
      throws IOException {
    var out = new ByteArrayOutputStream();
    files.select(path).writeTo(out);
    return entries(new ByteArrayInputStream(out.toByteArray()));
  }

  private static List<String> names(ContainerFiles files, String path) throws IOException {
    return entries(files, path).stream().map(TarArchiveEntry::getName).toList();
  }

  private static List<String> namesIn(InputStream tar) throws IOException {
    return entries(tar).stream().map(TarArchiveEntry::getName).toList();
  }

  private static List<TarArchiveEntry> entries(InputStream tar) throws IOException {
    var entries = new ArrayList<TarArchiveEntry>();
    try (var in = new TarArchiveInputStream(tar)) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.add(entry);
      }
    }
    return entries;
  }
}
