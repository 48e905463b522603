package dev.dyno.engine.metrics;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;

/// Meters by two enums, each registered when it is first needed: most pairs never happen.
///
/// @param <R> by rows
/// @param <C> and columns
/// @param <M> meters
final class MeterTable<R extends Enum<R>, C extends Enum<C>, M> {

  private final Map<R, Map<C, AtomicReference<M>>> cells;
  private final BiFunction<R, C, M> registered;

  /// @param registered may be asked twice for a pair, and then answers with the same
  MeterTable(Class<R> rows, Class<C> columns, BiFunction<R, C, M> registered) {
    this.cells = new EnumMap<>(rows);
    this.registered = registered;
    for (var row : rows.getEnumConstants()) {
      var line = new EnumMap<C, AtomicReference<M>>(columns);
      for (var column : columns.getEnumConstants()) {
        line.put(column, new AtomicReference<>());
      }
      cells.put(row, line);
    }
  }

  M of(R row, C column) {
    var line = cells.get(row);
    var cell = line == null ? null : line.get(column);
    if (cell == null) {
      throw new IllegalStateException("no cell for %s and %s".formatted(row, column));
    }
    var known = cell.get();
    if (known == null) {
      known = registered.apply(row, column);
      cell.set(known);
    }
    return known;
  }
}
