package dev.dyno.profiles.leak;

import static dev.dyno.profiles.assertions.ProfileAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Closeable;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is planted is found by its name, and what only comes and goes is not.
class GrowthTest {

  private static final int LIFECYCLES = 2_000;

  @TempDir Path folder;

  /// Stays where it is put.
  private static final class Left {
    private final byte[] content = new byte[64];
  }

  @Test
  void a_lifecycle_that_leaves_nothing_grows_nothing() throws Exception {
    var file = Files.writeString(folder.resolve("file"), "text");

    assertThat(
            Growth.over(
                LIFECYCLES,
                () -> {
                  try (var in = new FileInputStream(file.toFile())) {
                    assertThat(new Left().content).hasSize(64);
                    assertThat(in.read()).isEqualTo('t');
                  }
                }))
        .isNone();
  }

  @Test
  void one_object_left_in_50_lifecycles_is_named_with_what_it_holds() throws Exception {
    var leak = new ArrayList<Left>();
    var number = new AtomicInteger();
    var growth =
        Growth.over(
            LIFECYCLES,
            () -> {
              if (number.incrementAndGet() % 50 == 0) {
                leak.add(new Left());
              }
            });

    assertThat(leak).hasSize(44); // a tenth of the lifecycles runs uncounted
    assertThat(growth.leaks())
        .filteredOn(each -> each.what().equals(Left.class.getName()))
        .singleElement()
        .satisfies(
            each -> {
              assertThat(each.quarters()).containsExactly(10L, 10L, 10L, 10L);
              assertThat(each.bytes()).isEqualTo(40 * 16);
            });
    assertThatThrownBy(() -> assertThat(growth).as("the shop").isNone())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("[the shop] expected nothing to grow over 2,000 lifecycles")
        .hasMessageContaining("40  " + Left.class.getName() + " (by quarter: [10, 10, 10, 10]");
  }

  @Test
  void threads_sockets_and_files_left_open_are_named() throws Exception {
    var open = new ArrayList<Closeable>();
    var end = new CountDownLatch(1);
    var number = new AtomicInteger();
    var file = Files.writeString(folder.resolve("file"), "text");
    var threads = new ArrayList<Thread>();
    try {
      var growth =
          Growth.over(
              400,
              () -> {
                if (number.incrementAndGet() % 50 == 0) {
                  open.add(new ServerSocket(0));
                  open.add(new FileInputStream(file.toFile()));
                  threads.add(Thread.ofPlatform().daemon().start(() -> await(end)));
                }
              });

      assertThat(growth.leaks().stream().map(Growth.Leak::what))
          .contains("sockets", "files", "platform threads");
    } finally {
      end.countDown();
      for (var each : open) {
        each.close();
      }
    }
    for (var each : threads) {
      each.join();
    }
  }

  private static void await(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void what_is_filled_once_or_kept_within_bounds_is_no_leak() throws Exception {
    var once = new ArrayList<Left>();
    Deque<Left> last = new ArrayDeque<>();

    assertThat(
            Growth.over(
                LIFECYCLES,
                () -> {
                  if (once.size() < 1_000) {
                    once.add(new Left());
                  }
                  last.add(new Left());
                  if (last.size() > 300) {
                    last.removeFirst();
                  }
                }))
        .isNone();
    assertThat(once).hasSize(1_000);
  }

  @Test
  void a_rise_in_three_quarters_of_four_is_no_leak_and_in_four_it_is() {
    assertThat(ledger(10, 20, 30, 40, 40).leaks(5)).isEmpty();
    assertThat(ledger(10, 20, 30, 40, 44).leaks(5)).isEmpty();
    assertThat(ledger(10, 20, 30, 40, 45).leaks(5))
        .containsExactly(new Growth.Leak("Some", List.of(10L, 10L, 10L, 5L), 35 * 16));
  }

  private static Ledger ledger(long... counts) {
    var ledger = new Ledger(counts.length);
    for (int i = 0; i < counts.length; i++) {
      var live = new Histogram.Live(counts[i], 16 * counts[i]);
      ledger.note(
          i,
          new Census(
              new TreeMap<>(Map.of("sockets", 3L)),
              new Histogram(new TreeMap<>(Map.of("Some", live)))));
    }
    return ledger;
  }

  @Test
  void hidden_classes_of_one_origin_are_one_class() {
    var text =
        """
         num     #instances         #bytes  class name (module)
        -------------------------------------------------------
           1:            10            160  [B (java.base@25.0.3)
           2:             2             32  com.acme.Shop$$Lambda/0x00007f1234abcd
           3:             3             48  com.acme.Shop$$Lambda/0x00007f1234abff
           4:             9            900  [Ljdk.internal.vm.FillerElement; (java.base@25)
           5:             8            800  jdk.internal.vm.FillerObject (java.base@25)
        Total            32           1940
        """;

    assertThat(Histogram.parse(text).byClass())
        .containsOnly(
            Map.entry("[B", new Histogram.Live(10, 160)),
            Map.entry("com.acme.Shop$$Lambda", new Histogram.Live(5, 80)));
    assertThatCode(() -> Histogram.parse("nothing"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no class histogram in: nothing");
  }

  @Test
  void what_a_lifecycle_throws_passes_unchanged_and_too_few_are_refused() {
    var own = new IOException("own");
    assertThatThrownBy(
            () ->
                Growth.over(
                    LIFECYCLES,
                    () -> {
                      throw own;
                    }))
        .isSameAs(own);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Growth.over(399, () -> {}))
        .withMessageContaining("399 lifecycles tell no leak from chance: run 400 or more");
  }
}
