package dev.dyno.reports.exchange;

import dev.dyno.reports.history.StoredEstimate;
import dev.dyno.reports.history.StoredRun;
import dev.dyno.reports.measurement.Machine;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Runs of a history as a table, a line for each comparison and metric. It has no exact counts and
/// not what a run missed: JSON lines have all.
public final class RunsCsv {
  private static final List<String> COLUMNS =
      List.of(
          "run",
          "command",
          "startedAt",
          "profile",
          "seed",
          "version",
          "commit",
          "dirty",
          "kernel",
          "cpu",
          "cores",
          "memoryBytes",
          "jdk",
          "loadAtStart",
          "toggle",
          "benchmark",
          "params",
          "metric",
          "unit",
          "baseline",
          "candidate",
          "effect",
          "low",
          "high",
          "confidence",
          "pairs",
          "verdict",
          "detectable");

  /// Of the last column, which files of older versions lack: empty where nobody told.
  private static final String ERROR = "standardError";

  /// How a table of these begins.
  static final String BEGINNING = COLUMNS.get(0) + "," + COLUMNS.get(1) + ",";

  private RunsCsv() {}

  /// Names of the columns, without a line break.
  public static String header() {
    return String.join(",", COLUMNS) + "," + ERROR;
  }

  /// A line each, without line breaks.
  public static List<String> lines(StoredRun run) {
    return run.estimates().stream().map(estimate -> line(run, estimate)).toList();
  }

  private static String line(StoredRun run, StoredEstimate estimate) {
    var machine = run.machine();
    var values =
        List.<Object>of(
            run.id(),
            run.command(),
            run.startedAt(),
            run.profile(),
            run.seed(),
            run.version(),
            run.commit(),
            run.dirty(),
            machine.kernel(),
            machine.cpu(),
            machine.cores(),
            machine.memoryBytes(),
            machine.jdk(),
            machine.loadAtStart(),
            estimate.toggle(),
            estimate.benchmark(),
            params(estimate.params()),
            estimate.metric(),
            estimate.unit(),
            estimate.baseline(),
            estimate.candidate(),
            estimate.effect(),
            estimate.low(),
            estimate.high(),
            estimate.confidence(),
            estimate.pairs(),
            estimate.verdict(),
            estimate.detectable(),
            Objects.requireNonNullElse(estimate.standardError(), ""));
    return values.stream()
        .map(value -> CsvTable.quoted(value.toString()))
        .collect(Collectors.joining(","));
  }

  /// `name=value` with a space between two; a backslash before what would be taken for either.
  private static String params(SortedMap<String, String> params) {
    return params.entrySet().stream()
        .map(it -> escaped(it.getKey()) + "=" + escaped(it.getValue()))
        .collect(Collectors.joining(" "));
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("=", "\\=").replace(" ", "\\s").replace("\n", "\\n");
  }

  static List<StoredRun> read(String text) throws ExchangeException {
    var table = CsvTable.read(text, ',');
    for (var name : COLUMNS) {
      table.column(name);
    }
    Map<String, List<CsvTable.Row>> runs = new LinkedHashMap<>();
    for (var row : table.rows()) {
      runs.computeIfAbsent(table.text(row, "run"), _ -> new ArrayList<>()).add(row);
    }
    var read = new ArrayList<StoredRun>();
    for (var run : runs.values()) {
      read.add(run(table, run));
    }
    return read;
  }

  private static StoredRun run(CsvTable table, List<CsvTable.Row> rows) throws ExchangeException {
    var first = rows.getFirst();
    var estimates = new ArrayList<StoredEstimate>();
    for (var row : rows) {
      estimates.add(estimate(table, row));
    }
    return new StoredRun(
        table.text(first, "run"),
        table.text(first, "command"),
        instant(table, first),
        table.text(first, "profile"),
        table.whole(first, "seed"),
        table.text(first, "version"),
        table.text(first, "commit"),
        table.text(first, "dirty").equals("true"),
        new Machine(
            table.text(first, "kernel"),
            table.text(first, "cpu"),
            (int) table.whole(first, "cores"),
            table.whole(first, "memoryBytes"),
            table.text(first, "jdk"),
            table.number(first, "loadAtStart", Double.NEGATIVE_INFINITY)),
        estimates,
        List.of(),
        List.of(),
        List.of());
  }

  private static Instant instant(CsvTable table, CsvTable.Row row) throws ExchangeException {
    var cell = table.cell(row, "startedAt");
    try {
      return Instant.parse(cell.text());
    } catch (DateTimeException wrong) {
      throw CsvTable.wrong(cell, "startedAt", "is no time: write such as 2026-01-31T02:00:00Z");
    }
  }

  private static StoredEstimate estimate(CsvTable table, CsvTable.Row row)
      throws ExchangeException {
    try {
      return new StoredEstimate(
          table.text(row, "toggle"),
          table.text(row, "benchmark"),
          params(table.cell(row, "params")),
          table.text(row, "metric"),
          table.text(row, "unit"),
          table.number(row, "baseline", 0),
          table.number(row, "candidate", 0),
          table.number(row, "effect", -1),
          table.number(row, "low", Double.NEGATIVE_INFINITY),
          table.number(row, "high", Double.NEGATIVE_INFINITY),
          table.number(row, "confidence", 0),
          (int) table.whole(row, "pairs"),
          table.text(row, "verdict"),
          table.number(row, "detectable", 0),
          !table.names(ERROR) || table.text(row, ERROR).isEmpty()
              ? null
              : table.number(row, ERROR, 0));
    } catch (IllegalArgumentException wrong) {
      throw CsvTable.wrong(table.cell(row, "effect"), "effect", String.valueOf(wrong.getMessage()));
    }
  }

  private static SortedMap<String, String> params(CsvTable.Cell cell) throws ExchangeException {
    var params = new TreeMap<String, String>();
    for (var part : cell.text().split(" ", -1)) {
      if (part.isEmpty()) {
        continue;
      }
      int at = divided(part);
      if (at < 0) {
        throw CsvTable.wrong(cell, "params", "has a part without '=': write name=value");
      }
      params.put(plain(part.substring(0, at)), plain(part.substring(at + 1)));
    }
    return params;
  }

  /// The place of the first that no backslash stands for; -1 when there is none.
  private static int divided(String part) {
    for (int i = 0; i < part.length(); i++) {
      if (part.charAt(i) == '\\') {
        i++;
      } else if (part.charAt(i) == '=') {
        return i;
      }
    }
    return -1;
  }

  private static String plain(String text) {
    var plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      if (each != '\\' || i + 1 == text.length()) {
        plain.append(each);
        continue;
      }
      char next = text.charAt(++i);
      plain.append(next == 's' ? ' ' : next == 'n' ? '\n' : next);
    }
    return plain.toString();
  }
}
