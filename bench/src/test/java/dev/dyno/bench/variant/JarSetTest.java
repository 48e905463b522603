package dev.dyno.bench.variant;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarSetTest {

  @TempDir Path folder;

  @Test
  void a_jar_without_libraries_is_one_file_with_its_own_hash() throws Exception {
    var jar = jar("app.jar", "", "text");

    assertThat(JarSet.of(jar).parts()).containsExactly(jar);
    assertThat(JarSet.of(jar).sha256()).isEqualTo(Digests.of(jar));
  }

  @Test
  void libraries_come_in_the_order_of_the_class_path_each_once_and_those_of_libraries_too()
      throws Exception {
    var app = jar("app/app.jar", "../lib/a.jar classes/ absent.jar ../lib/b.jar", "app");
    var deep = jar("lib/deep/c.jar", "../a.jar", "c"); // a circle
    var a = jar("lib/a.jar", "deep/c.jar", "a");
    var b = jar("lib/b.jar", "", "b");
    var classes = Files.createDirectories(folder.resolve("app/classes"));

    assertThat(JarSet.of(app).parts()).containsExactly(app, a, deep, classes, b);
  }

  @Test
  void a_copy_is_whole_where_the_original_is_gone() throws Exception {
    var app = jar("app/app.jar", "../lib/a.jar classes/", "app");
    jar("lib/a.jar", "", "a");
    Files.writeString(
        Files.createDirectories(folder.resolve("app/classes/x")).resolve("f"), "file");
    var set = JarSet.of(app);

    var copy = JarSet.of(set.copy(folder.resolve("copy")));

    assertThat(copy.jar()).startsWith(folder.resolve("copy"));
    assertThat(copy.parts()).hasSameSizeAs(set.parts()).allMatch(Files::exists);
    assertThat(copy.parts()).allMatch(part -> part.startsWith(folder.resolve("copy")));
    assertThat(copy.sha256()).isEqualTo(set.sha256());
  }

  @Test
  void another_library_or_class_file_makes_another_set_though_the_jar_is_the_same()
      throws Exception {
    var app = jar("app.jar", "lib/a.jar classes/", "app");
    jar("lib/a.jar", "", "before");
    var file = Files.createDirectories(folder.resolve("classes")).resolve("f");
    Files.writeString(file, "before");
    var before = JarSet.of(app).sha256();

    jar("lib/a.jar", "", "after");
    var library = JarSet.of(app).sha256();
    Files.writeString(file, "after");

    assertThat(library).isNotEqualTo(before);
    assertThat(JarSet.of(app).sha256()).isNotEqualTo(library);
  }

  private Path jar(String name, String classPath, String text) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    if (!classPath.isEmpty()) {
      manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
    }
    try (var out = new JarOutputStream(Files.newOutputStream(file), manifest)) {
      var entry = new ZipEntry("text");
      entry.setTime(0);
      out.putNextEntry(entry);
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.closeEntry();
    }
    return file;
  }
}
