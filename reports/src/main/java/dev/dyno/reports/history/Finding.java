package dev.dyno.reports.history;

/// What a series says over time.
public sealed interface Finding {

  /// The level changed between two runs.
  ///
  /// @param at index of the first point of the new level, 1 or more: the change came after the
  ///     point before it
  /// @param change new level over old one minus one; positive is dearer
  /// @param p that there is none
  record Step(int at, double change, double p) implements Finding {}

  /// The level creeps.
  ///
  /// @param from index of the first point
  /// @param to behind the last point
  /// @param change end over beginning minus one; positive is dearer
  /// @param p that there is none
  record Drift(int from, int to, double change, double p) implements Finding {}

  /// How much, as a share; positive is dearer.
  double change();

  /// That there is nothing.
  double p();

  /// The first point that shows it.
  default int shownAt() {
    return switch (this) {
      case Step(int at, _, _) -> at;
      case Drift(_, int to, _, _) -> to - 1;
    };
  }
}
