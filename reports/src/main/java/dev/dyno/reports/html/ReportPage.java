package dev.dyno.reports.html;

import dev.dyno.reports.verdict.Judged;
import gg.jte.TemplateOutput;
import gg.jte.html.HtmlInterceptor;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/// The HTML report of a run: one file that needs no network, and can be read without a script.
public final class ReportPage {

  /// The file's name in a run's folder.
  public static final String NAME = "index.html";

  /// The library, once, and the text around it.
  private static final int TYPICAL_SIZE = 2_000_000;

  private ReportPage() {}

  /// Renders and writes, whole or not at all.
  ///
  /// @throws IOException when the folder does not take it; an older file is then left as it was
  public static void write(Judged run, Path file) throws IOException {
    var draft = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.writeString(draft, render(run));
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /// The page as text.
  static String render(Judged run) {
    var text = new StringOutput(TYPICAL_SIZE);
    JtepageGenerated.render(new OwaspHtmlTemplateOutput(text), new Untouched(), Page.of(run));
    return text.toString();
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
