package dev.dyno.profiles.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.dyno.profiles.pages.TestedMethod.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModulePagesTest {

  private static final Pattern TEXT_OUTSIDE_SCRIPT =
      Pattern.compile("(?s)<script[^>]*>.*?</script>");

  @TempDir Path folder;

  @Test
  void a_page_tells_facts_and_what_changed_and_how_each_test_ended() throws Exception {
    var page = text(ModulePages.render(shop("com.acme.ShopTest", comparing(), failing())));

    assertThat(page)
        .contains("com.acme", "ShopTest", "1 passed", "1 failed", "JDK 25")
        .contains("processes started 20 1 −19 (−95 %)")
        .contains("file reads 2 512 B 4 1,024 B +2 (+100 %) +512 B (+100 %)")
        .contains("None of sockets connected, GC pauses")
        .contains("by site 20 com.acme.Login.password:57")
        .contains("Why it failed at ShopTest.java:12 expected no processes started observed 2")
        .contains("In a fork: -Xmx48m -XX:TieredStopAtLevel=1");
  }

  @Test
  void what_is_sampled_or_a_heuristic_stands_apart_from_what_is_exact() throws Exception {
    var page = ModulePages.render(shop("com.acme.ShopTest", comparing(), failing()));
    var facts = between(page, "<table class=\"facts\">", "</table>");
    var hints = between(page, "<section class=\"hints\">", "</section>");
    var rules = between(page, "<section class=\"rules\">", "</section>");

    assertThat(facts).contains("processes started").doesNotContain("com.acme.Hot.spot", "boxing");
    assertThat(text(hints))
        .contains(
            "sampled Shares of samples: they say where, never how many.",
            "62.5 % com.acme.Hot.spot:9")
        .doesNotContain("processes started");
    assertThat(hints).contains("data-page=\"&lt;html>flames&lt;/html>\"");
    assertThat(text(rules))
        .contains("heuristic Mind: 53 % CPU by other processes", "warning 82 Boxing much boxing")
        .contains("37 of 68 rules had what they judge by");
  }

  @Test
  void nothing_that_a_test_says_becomes_markup() throws Exception {
    var evil = "</pre></script><script>alert(1)</script>\"'><img src=x onerror=alert(2)>";
    var view =
        new View(
            evil,
            List.of(evil),
            List.of(row(evil, new Amount(1, 1, List.of(group(evil, 1))))),
            List.of(evil),
            evil,
            List.of(
                new Hint(
                    evil,
                    evil,
                    List.of(new Hint.Share(evil, 1)),
                    List.of(new Hint.Share(evil, 1)),
                    evil)),
            List.of(
                new Rules(
                    evil, evil, 1, 2, List.of(new Rules.Said(evil, evil, evil, evil, evil, evil)))),
            List.of(new Layout(List.of(evil), List.of(row(evil, new Amount(1, 1, List.of()))), 1)));
    var tested =
        new TestedClass(
            "com.acme." + evil,
            Instant.EPOCH,
            evil,
            List.of(
                new TestedMethod(
                    evil, Outcome.FAILED, evil, evil, List.of(evil), true, List.of(view))));
    new ModulePages(folder).write(List.of(tested));

    var plain = shop("com.acme.Plain", comparing());
    for (var page : List.of(read(tested.file()), read(ModulePages.INDEX))) {
      assertThat(page).doesNotContain("<img", "<script>alert").contains("&lt;script&gt;alert(1)");
      assertThat(count(page, "<script")).isLessThanOrEqualTo(2);
      assertThat(count(page, "</script")).isEqualTo(count(page, "<script"));
    }
    assertThat(ModulePages.render(plain)).doesNotContain("alert");
    assertThat(Summary.in(read(tested.file())))
        .hasValueSatisfying(
            summary -> assertThat(summary.tests().getFirst().name()).isEqualTo(evil));
  }

  @Test
  void pages_ask_for_nothing_outside_of_themselves() throws Exception {
    new ModulePages(folder).write(List.of(shop("com.acme.ShopTest", comparing(), failing())));

    for (var page : List.of(read("com.acme.ShopTest.html"), read(ModulePages.INDEX))) {
      assertThat(page)
          .contains("default-src 'none'")
          .doesNotContain("http://", "https://", "@import", "url(");
      var references =
          Pattern.compile("(?:src|href)=\"([^\"]*)\"")
              .matcher(page)
              .results()
              .map(each -> each.group(1))
              .filter(each -> !each.startsWith("#") && !each.equals("data:,"))
              .map(each -> each.replaceAll("#.*", ""))
              .distinct()
              .toList();
      assertThat(references)
          .as("the pages of this folder")
          .isSubsetOf("index.html", "com.acme.ShopTest.html");
    }
  }

  @Test
  void an_index_has_every_class_that_several_writers_wrote_at_once_and_nothing_else()
      throws Exception {
    Files.writeString(folder.resolve("foreign.html"), "<html>not ours</html>");
    var writers = new ArrayList<Callable<Void>>();
    for (int i = 0; i < 8; i++) {
      var writer = "com.acme.Writer" + i;
      writers.add(
          () -> {
            for (int j = 0; j < 4; j++) {
              new ModulePages(folder).write(List.of(shop(writer + "x" + j, passing())));
            }
            return null;
          });
    }
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (var done : threads.invokeAll(writers)) {
        done.get();
      }
    }

    var index = read(ModulePages.INDEX);
    for (int i = 0; i < 8; i++) {
      for (int j = 0; j < 4; j++) {
        assertThat(index).contains("href=\"com.acme.Writer%dx%d.html\"".formatted(i, j));
      }
    }
    assertThat(count(index, "<article")).isEqualTo(32);
    assertThat(text(index)).contains("32 passed");
    assertThat(folder.toFile().list()).hasSize(34).noneMatch(name -> name.endsWith(".part"));
  }

  @Test
  void classes_that_failed_come_first_in_the_index() throws Exception {
    new ModulePages(folder)
        .write(List.of(shop("com.acme.A", passing()), shop("com.acme.B", failing())));

    assertThat(read(ModulePages.INDEX))
        .containsSubsequence("href=\"com.acme.B.html\"", "href=\"com.acme.A.html\"");
  }

  @Test
  void a_reader_never_sees_half_a_page() throws Exception {
    var pages = new ModulePages(folder);
    pages.write(List.of(shop("com.acme.ShopTest", comparing())));
    var over = new AtomicBoolean();
    try (var threads = Executors.newFixedThreadPool(1)) {
      var reading =
          threads.submit(
              () -> {
                int whole = 0;
                do {
                  for (var name : List.of("com.acme.ShopTest.html", ModulePages.INDEX)) {
                    assertThat(read(name)).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
                    whole++;
                  }
                } while (!over.get());
                return whole;
              });
      for (int i = 0; i < 50; i++) {
        pages.write(List.of(shop("com.acme.ShopTest", comparing(), failing())));
      }
      over.set(true);
      assertThat(reading.get()).isPositive();
    }
  }

  private String read(String name) throws IOException {
    try {
      return Files.readString(folder.resolve(name));
    } catch (NoSuchFileException absent) {
      throw new AssertionError("there is no " + name, absent);
    }
  }

  private static TestedClass shop(String name, TestedMethod... tests) {
    return new TestedClass(
        name, Instant.parse("2026-05-04T10:15:30Z"), "JDK 25, G1", List.of(tests));
  }

  private static TestedMethod passing() {
    return new TestedMethod("passes()", Outcome.PASSED, "", "", List.of(), false, List.of());
  }

  private static TestedMethod failing() {
    return new TestedMethod(
        "fails()",
        Outcome.FAILED,
        "expected no processes started\nobserved 2",
        "ShopTest.java:12",
        List.of("-Xmx48m", "-XX:TieredStopAtLevel=1"),
        true,
        List.of(View.broken()));
  }

  private static TestedMethod comparing() {
    var view =
        new View(
            "Baseline against candidate",
            View.BOTH,
            List.of(
                row(
                    "processes started",
                    new Amount(20, 0, List.of(group("com.acme.Login.password:57", 20))),
                    new Amount(1, 0, List.of(group("com.acme.Login.password:57", 1)))),
                row("file reads", new Amount(2, 512, List.of()), new Amount(4, 1_024, List.of()))),
            List.of("sockets connected", "GC pauses"),
            "",
            List.of(
                new Hint(
                    "candidate",
                    "execution samples",
                    List.of(new Hint.Share("com.acme.Hot.spot:9", 0.625)),
                    List.of(new Hint.Share("STATE_RUNNABLE", 1)),
                    "<html>flames</html>")),
            List.of(
                new Rules(
                    "candidate",
                    "53 % CPU by other processes",
                    37,
                    68,
                    List.of(new Rules.Said("Boxing", "warning", "82", "much boxing", "why", "")))),
            List.of());
    return new TestedMethod("compares()", Outcome.PASSED, "", "", List.of(), false, List.of(view));
  }

  private static Row row(String fact, Amount... sides) {
    return new Row(fact, List.of(sides));
  }

  private static Amount.Group group(String key, long count) {
    return new Amount.Group("site", List.of(new Amount.Line(key, count)), 0);
  }

  /// As a reader sees it.
  private static String text(String page) {
    return TEXT_OUTSIDE_SCRIPT
        .matcher(page)
        .replaceAll(" ")
        .replaceAll("(?s)<style>.*?</style>", " ")
        .replaceAll("<[^>]*>", " ")
        .replace("&lt;", "<")
        .replaceAll("\\s+", " ");
  }

  private static String between(String page, String from, String to) {
    int start = page.indexOf(from);
    return page.substring(start, page.indexOf(to, start));
  }

  private static int count(String page, String part) {
    return page.split(Pattern.quote(part), -1).length - 1;
  }
}
