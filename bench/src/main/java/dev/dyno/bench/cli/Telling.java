package dev.dyno.bench.cli;

import dev.dyno.reports.export.ResultFile;
import dev.dyno.reports.verdict.Judged;
import java.io.IOException;
import picocli.CommandLine.Option;

/// How commands that measure and judge tell of it.
final class Telling {

  @Option(names = "--json", description = "result.json on standard output, and nothing else there")
  private boolean json;

  @Option(names = "--quiet", description = "no progress")
  private boolean quiet;

  @Option(names = "--no-color", description = "plain text")
  private boolean noColor;

  boolean quiet() {
    return quiet;
  }

  /// Writes all files of a run, and tells what came out.
  ExitCode tell(Judged run, Streams streams, RunFolder folder) throws IOException {
    var exit = ExitCode.of(run);
    var result = ResultFile.of(run, exit.number());
    folder.write(run, result);
    if (json) {
      streams.out().println(result.json());
    } else {
      streams.out().println(RunText.of(run, streams.terminal() && !noColor));
      streams.out().println("\nreport: " + folder.page());
    }
    return exit;
  }
}
