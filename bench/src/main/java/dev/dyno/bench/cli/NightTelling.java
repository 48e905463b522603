package dev.dyno.bench.cli;

import dev.dyno.bench.alert.Delivery;
import dev.dyno.bench.nightly.NightFolder;
import dev.dyno.reports.export.NightResult;
import dev.dyno.reports.export.SummaryFile;
import dev.dyno.reports.html.NightPage;
import dev.dyno.reports.html.ReportPage;
import java.io.IOException;
import java.nio.file.Path;

/// How a night tells of itself.
record NightTelling(Streams streams, boolean json, boolean quiet) {

  /// Progress.
  void say(String what) {
    if (!quiet) {
      streams.err().println(what);
    }
  }

  /// What a round of alerts came to.
  void delivered(Delivery.Round round) {
    streams
        .out()
        .printf(
            "alerts: %d sent, %d waiting, %d that will not arrive%n",
            round.sent(), round.waiting(), round.refused());
    round.sentences().forEach(streams.out()::println);
  }

  /// Writes the night's own files.
  static void write(NightResult result, Path folder) throws IOException {
    NightFolder.whole(folder.resolve(NightResult.JSON_NAME), result.json() + "\n");
    NightFolder.whole(folder.resolve(SummaryFile.NAME), result.markdown());
    NightFolder.whole(folder.resolve(ReportPage.NAME), NightPage.render(result));
  }

  void result(NightResult result, Path folder) {
    if (json) {
      streams.out().println(result.json());
      return;
    }
    var out = streams.out();
    out.println(result.headline());
    for (var phase : result.night().phases()) {
      out.printf("  %-8s %-8s %s%n", phase.name(), phase.outcome(), phase.sentence());
    }
    for (var finding : result.raised()) {
      out.printf("  %s: %s: %s%n", NightResult.word(finding), finding.title(), finding.sentence());
    }
    for (var finding : result.ended()) {
      out.printf("  %s: %s: %s%n", NightResult.word(finding), finding.title(), finding.ending());
    }
    result.warnings().forEach(each -> out.println("  " + each));
    out.println("\nreport: " + folder.resolve(ReportPage.NAME));
  }
}
