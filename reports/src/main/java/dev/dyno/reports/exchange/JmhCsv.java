package dev.dyno.reports.exchange;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What `-rf csv` and `-rf scsv` of JMH write. A secondary metric is a row of its own there, whose
/// benchmark has the metric's name behind a colon.
final class JmhCsv {
  static final String FIRST = "Benchmark";

  private static final Pattern ERROR = Pattern.compile("Score Error \\((\\d+)[.,](\\d+)%\\)");
  private static final String PARAM = "Param: ";
  private static final Pattern BYTES = Pattern.compile("(.*):·?gc\\.alloc\\.rate\\.norm");

  private JmhCsv() {}

  static UnpairedRun read(String text, char separator, Whence whence) throws ExchangeException {
    var table = CsvTable.read(text, separator);
    var error =
        table.header().stream()
            .map(ERROR::matcher)
            .filter(Matcher::matches)
            .findFirst()
            .orElseThrow(
                () ->
                    new ExchangeException(
                        "line 1 names no column such as 'Score Error (99.9%%)': it has %s"
                            .formatted(table.header())));
    double confidence = Double.parseDouble(error.group(1) + "." + error.group(2)) / 100;
    var scores = new ArrayList<UnpairedRun.Score>();
    var leftOut = new ArrayList<String>();
    var secondary = new TreeSet<String>();
    var seen = new HashSet<List<Object>>();
    for (var row : table.rows()) {
      var cell = table.cell(row, FIRST);
      var bytes = BYTES.matcher(cell.text());
      var metric = bytes.matches() ? "B/op" : "time/op";
      double score = number(table, row, "Score");
      int colon = cell.text().indexOf(':');
      if (colon >= 0 && !bytes.matches()) {
        secondary.add(cell.text().substring(colon + 1));
        continue;
      }
      if (!UnpairedRun.followed(metric, score)) {
        leftOut.add("%s: %s of %s, which has no ratio".formatted(cell.text(), metric, score));
        continue;
      }
      double plusMinus = number(table, row, error.group());
      var benchmark = bytes.matches() ? bytes.group(1) : cell.text();
      var params = new TreeMap<String, String>();
      for (int i = 0; i < table.header().size(); i++) {
        var name = table.header().get(i);
        if (name.startsWith(PARAM) && !row.cells().get(i).text().isEmpty()) {
          params.put(name.substring(PARAM.length()), row.cells().get(i).text());
        }
      }
      long threads = table.whole(row, "Threads");
      var mode = table.text(row, "Mode");
      var how = threads > 1 ? "%s %d threads".formatted(mode, threads) : mode;
      if (!seen.add(List.of(benchmark, params, how, metric))) {
        throw CsvTable.wrong(cell, FIRST, "is there twice, with the same parameters and mode");
      }
      scores.add(
          new UnpairedRun.Score(
              benchmark,
              params,
              how,
              metric,
              table.text(row, "Unit"),
              score,
              score - plusMinus,
              score + plusMinus,
              confidence));
    }
    if (scores.isEmpty()) {
      throw new ExchangeException("it has no score that can be followed");
    }
    return new UnpairedRun(
        whence.at(),
        whence.commit(),
        whence.machine("unknown"),
        scores,
        UnpairedRun.leftOut(leftOut, secondary));
  }

  /// JMH writes numbers as its country does: with a comma in some.
  private static double number(CsvTable table, CsvTable.Row row, String column)
      throws ExchangeException {
    var cell = table.cell(row, column);
    try {
      return Double.parseDouble(cell.text().replace(',', '.'));
    } catch (NumberFormatException none) {
      throw CsvTable.wrong(cell, column, "is no number");
    }
  }
}
