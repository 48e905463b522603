package dev.dyno.reports.html;

import dev.dyno.reports.export.NightResult;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;

/// A night's overview: one file that needs no network and no script.
public final class NightPage {

  private NightPage() {}

  /// The page as text.
  public static String render(NightResult night) {
    var text = new StringOutput();
    JtenightlyGenerated.render(
        new OwaspHtmlTemplateOutput(text), new ReportPage.Untouched(), night);
    return text.toString();
  }
}
