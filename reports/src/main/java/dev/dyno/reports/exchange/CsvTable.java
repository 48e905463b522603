package dev.dyno.reports.exchange;

import java.util.ArrayList;
import java.util.List;

/// A table of comma-separated values (RFC 4180), each cell with its place.
///
/// @param header names of the columns
/// @param rows each as long as the header
record CsvTable(List<String> header, List<Row> rows) {

  /// One line of it.
  ///
  /// @param line where it begins, from 1
  record Row(int line, List<Cell> cells) {}

  /// One value.
  ///
  /// @param column of its first character, from 1; its line is that of the row, unless a value
  ///     before it has line breaks
  record Cell(String text, int line, int column) {}

  /// Reads it.
  ///
  /// @param separator of the values
  static CsvTable read(String text, char separator) throws ExchangeException {
    var rows = new Reader(text, separator).rows();
    if (rows.isEmpty()) {
      throw new ExchangeException("there is nothing in it: not even names of columns");
    }
    var header = rows.getFirst().cells().stream().map(Cell::text).toList();
    for (var row : rows.subList(1, rows.size())) {
      if (row.cells().size() != header.size()) {
        throw new ExchangeException(
            "line %d has %d values, and the first line names %d columns: was it cut?"
                .formatted(row.line(), row.cells().size(), header.size()));
      }
    }
    return new CsvTable(header, rows.subList(1, rows.size()));
  }

  /// The place of a column.
  int column(String name) throws ExchangeException {
    int place = header.indexOf(name);
    if (place < 0) {
      throw new ExchangeException("line 1 names no column '%s': it has %s".formatted(name, header));
    }
    return place;
  }

  /// Whether there is such a column.
  boolean names(String name) {
    return header.contains(name);
  }

  /// A value that must be there.
  Cell cell(Row row, String name) throws ExchangeException {
    return row.cells().get(column(name));
  }

  String text(Row row, String name) throws ExchangeException {
    return cell(row, name).text();
  }

  /// @param least what it must not be below
  double number(Row row, String name, double least) throws ExchangeException {
    var cell = cell(row, name);
    try {
      double value = Double.parseDouble(cell.text());
      if (value < least) {
        throw wrong(cell, name, "is below %s".formatted(least));
      }
      return value;
    } catch (NumberFormatException none) {
      throw wrong(cell, name, "is no number: write such as 12.5, with a point");
    }
  }

  long whole(Row row, String name) throws ExchangeException {
    var cell = cell(row, name);
    try {
      return Long.parseLong(cell.text());
    } catch (NumberFormatException none) {
      throw wrong(cell, name, "is no whole number");
    }
  }

  static ExchangeException wrong(Cell cell, String name, String what) {
    return new ExchangeException(
        cell.line(), cell.column(), name, "'%s' %s".formatted(cell.text(), what));
  }

  /// One value as it is written.
  static String quoted(String value) {
    boolean plain =
        value.chars().noneMatch(each -> each == ',' || each == '"' || each == '\n' || each == '\r');
    return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
  }

  private static final class Reader {
    private final String text;
    private final char separator;
    private int at;
    private int line = 1;
    private int lineBegan;

    Reader(String text, char separator) {
      this.text = text;
      this.separator = separator;
    }

    List<Row> rows() throws ExchangeException {
      var rows = new ArrayList<Row>();
      while (at < text.length()) {
        int began = line;
        var cells = row();
        boolean blank = cells.size() == 1 && cells.getFirst().text().isEmpty();
        if (!blank) {
          rows.add(new Row(began, cells));
        }
      }
      return rows;
    }

    private List<Cell> row() throws ExchangeException {
      var cells = new ArrayList<Cell>();
      cells.add(cell());
      while (at < text.length() && text.charAt(at) == separator) {
        at++;
        cells.add(cell());
      }
      lineBreak();
      return cells;
    }

    private void lineBreak() throws ExchangeException {
      if (at < text.length() && text.charAt(at) == '\r') {
        at++;
      }
      if (at < text.length() && text.charAt(at) != '\n') {
        throw new ExchangeException(
            "line %d, column %d: '%s' after a closed quotation mark"
                .formatted(line, at - lineBegan + 1, text.charAt(at)));
      }
      if (at < text.length()) {
        at++;
        line++;
        lineBegan = at;
      }
    }

    private Cell cell() throws ExchangeException {
      int column = at - lineBegan + 1;
      int began = line;
      return at < text.length() && text.charAt(at) == '"'
          ? new Cell(quotation(column), began, column)
          : new Cell(plain(), began, column);
    }

    private String plain() {
      int began = at;
      while (at < text.length()
          && text.charAt(at) != separator
          && text.charAt(at) != '\n'
          && text.charAt(at) != '\r') {
        at++;
      }
      return text.substring(began, at);
    }

    private String quotation(int column) throws ExchangeException {
      int began = line;
      var value = new StringBuilder();
      for (at++; at < text.length(); at++) {
        char each = text.charAt(at);
        if (each == '"' && at + 1 < text.length() && text.charAt(at + 1) == '"') {
          at++;
        } else if (each == '"') {
          at++;
          return value.toString();
        } else if (each == '\n') {
          line++;
          lineBegan = at + 1;
        }
        value.append(each);
      }
      throw new ExchangeException(
          "line %d, column %d: a quotation mark is never closed".formatted(began, column));
    }
  }
}
