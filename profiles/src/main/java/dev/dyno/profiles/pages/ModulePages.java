package dev.dyno.profiles.pages;

import gg.jte.TemplateOutput;
import gg.jte.html.HtmlInterceptor;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/// The pages of a module, in a folder that several JVMs may write at the same time.
///
/// Assumes that moving a file within the folder is atomic. Guarantees that a page is whole or not
/// there, and that, once all have written, the index has all of them: whoever writes it looks
/// afterwards whether the pages are still those that it was made from, and else writes it again. So
/// the last one to write has seen the last page. No lock, and nobody waits.
///
/// @param folder made when the first page is written
public record ModulePages(Path folder) {

  /// The folder's name within that of the build.
  public static final String FOLDER = "profiled-tests";

  static final String INDEX = "index.html";

  /// Each further round means that another JVM has written a page meanwhile.
  private static final int MOST_ROUNDS = 1_000;

  /// Writes a page for each class, then the index.
  ///
  /// @throws IOException when the folder does not take them; what was there is left as it was
  public void write(List<TestedClass> classes) throws IOException {
    Files.createDirectories(folder);
    for (var tested : classes) {
      whole(folder.resolve(tested.file()), render(tested));
    }
    for (int i = 0; i < MOST_ROUNDS; i++) {
      var pages = pages();
      whole(folder.resolve(INDEX), index(pages.values()));
      if (pages().equals(pages)) {
        return;
      }
    }
    throw new IOException(
        "the index in %s is out of date: others wrote pages %d times while it was made"
            .formatted(folder, MOST_ROUNDS));
  }

  private Map<String, Summary> pages() throws IOException {
    var found = new TreeMap<String, Summary>();
    try (var files = Files.newDirectoryStream(folder, "*.html")) {
      for (var file : files) {
        var name = file.getFileName().toString();
        if (!name.equals(INDEX)) {
          read(file).ifPresent(summary -> found.put(name, summary));
        }
      }
    }
    return found;
  }

  private static Optional<Summary> read(Path file) throws IOException {
    try {
      return Summary.in(Files.readString(file));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    }
  }

  static String render(TestedClass tested) throws IOException {
    var text = new StringOutput();
    JtetestclassGenerated.render(
        new OwaspHtmlTemplateOutput(text),
        new Untouched(),
        tested,
        Summary.of(tested).element(),
        resource("pages.css"),
        resource("pages.js"));
    return text.toString();
  }

  private static String index(Collection<Summary> pages) throws IOException {
    var sorted = new ArrayList<>(pages);
    sorted.sort(
        Comparator.comparing((Summary each) -> each.count(TestedMethod.Outcome.FAILED) == 0)
            .thenComparing(Summary::type));
    var text = new StringOutput();
    JtetestindexGenerated.render(
        new OwaspHtmlTemplateOutput(text),
        new Untouched(),
        sorted,
        resource("pages.css"),
        resource("pages.js"));
    return text.toString();
  }

  /// Writes a file whole or not at all; each writer has a draft of its own.
  static void whole(Path file, String text) throws IOException {
    var draft = file.resolveSibling("%s.%s.part".formatted(file.getFileName(), UUID.randomUUID()));
    try {
      Files.writeString(draft, text);
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  static String resource(String name) throws IOException {
    try (InputStream in = ModulePages.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is missing from the kit's jar: build it again");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /// The generated code asks for one: ours adds nothing to any tag.
  static final class Untouched implements HtmlInterceptor {
    @Override
    public void onHtmlTagOpened(
        String name, Map<String, Object> attributes, TemplateOutput output) {}

    @Override
    public void onHtmlTagClosed(String name, TemplateOutput output) {}
  }
}
