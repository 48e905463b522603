package dev.dyno.bench.cli;

import dev.dyno.reports.verdict.Judged;

/// A run as text, whichever kind it is.
final class RunText {

  private RunText() {}

  static String of(Judged run, boolean color) {
    if (run.gate().isPresent()) {
      return new GateTable(run, run.gate().get(), color).text();
    }
    return run.matrix()
        .map(effects -> new MatrixTable(effects, run.measurement().missing()).text())
        .orElseGet(() -> new ResultTable(run, color).text());
  }
}
