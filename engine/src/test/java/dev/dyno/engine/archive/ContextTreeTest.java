package dev.dyno.engine.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class ContextTreeTest {

  @TempDir Path root;

  @Test
  void a_folder_sorts_as_if_a_slash_ended_its_name() throws Exception {
    for (var name : List.of("a/z", "a.b", "a-b", "a0", "ab/c", "ab.c/d", "a/b/c", "a/b-c")) {
      make(name);
    }

    assertThat(names(tree()))
        .containsExactly("a-b", "a.b", "a/b-c", "a/b/c", "a/z", "a0", "ab.c/d", "ab/c");
  }

  @Test
  void names_are_in_lexical_order_whatever_the_tree() throws Exception {
    var random = new Random(7);
    for (int i = 0; i < 300; i++) {
      var name = new StringBuilder();
      for (int depth = random.nextInt(4); depth >= 0; depth--) {
        name.append("-.0a~".charAt(random.nextInt(5))).append("d/");
      }
      make(name + "f" + i);
    }

    assertThat(names(tree())).hasSize(300).isSorted();
    assertThat(names(new ReadAhead(tree()))).isEqualTo(names(tree()));
  }

  @Test
  void what_is_neither_file_nor_link_is_named_however_it_is_walked() throws Exception {
    var fifo = root.resolve("fifo");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    make("a");

    for (var tree : List.of(tree(), new ReadAhead(tree()))) {
      assertThatThrownBy(() -> names(tree))
          .isInstanceOf(ArchiveException.class)
          .hasMessageContaining("fifo is neither file nor link");
    }
    assertThatThrownBy(() -> ContextTree.of(fifo, "one"))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("neither file nor link");
  }

  @Test
  void a_loop_of_links_is_not_followed() throws Exception {
    make("a/b");
    Files.createSymbolicLink(root.resolve("a/loop"), root);

    assertThat(names(tree())).containsExactly("a/b", "a/loop");
  }

  @Test
  void a_visitor_that_fails_ends_the_walk_and_its_thread() {
    var walker = new ArrayList<Thread>();
    Entries endless =
        visitor -> {
          walker.add(Thread.currentThread());
          for (int i = 0; true; i++) {
            visitor.visit(new ContextTree.Entry(root, "f" + i, 0, false, ""));
          }
        };

    assertThatThrownBy(
            () ->
                new ReadAhead(endless)
                    .each(
                        _ -> {
                          throw new IOException("enough");
                        }))
        .hasMessage("enough");

    assertThat(walker).singleElement().satisfies(it -> assertThat(ended(it)).isTrue());
  }

  @Test
  void a_bug_of_the_walk_is_told_and_not_taken_for_the_end() {
    Entries broken =
        _ -> {
          throw new IllegalStateException("a bug");
        };

    assertThatThrownBy(() -> names(new ReadAhead(broken)))
        .isInstanceOf(ArchiveException.class)
        .hasMessageContaining("a bug");
  }

  private static boolean ended(Thread thread) throws InterruptedException {
    thread.join(TimeUnit.MINUTES.toMillis(1));
    return !thread.isAlive();
  }

  private ContextTree tree() throws IOException {
    return ContextTree.of(root, "");
  }

  private void make(String name) throws IOException {
    var file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, new byte[1]);
  }

  private static List<String> names(Entries entries) throws IOException {
    var names = new ArrayList<String>();
    entries.each(entry -> names.add(entry.name()));
    return names;
  }
}
