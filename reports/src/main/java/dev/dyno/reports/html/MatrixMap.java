package dev.dyno.reports.html;

import dev.dyno.reports.statistics.FractionalFactorial;
import dev.dyno.reports.verdict.MatrixEffect;
import dev.dyno.reports.verdict.MatrixEffects;
import java.util.ArrayList;
import java.util.List;

/// Every two toggles' interaction in one metric as a triangle of cells, each toggle's own effect on
/// its long side. The shade of a cell repeats what its figure and sign say.
///
/// @param effects that are shown
/// @param factors the toggles, in the order of their letters
record MatrixMap(MatrixEffects.OfMetric effects, List<String> factors) {

  /// Percent of the full colour in the cell of the largest effect: its figure must stay legible.
  private static final int DARKEST = 60;

  /// The same for one that may be nothing.
  private static final int FAINTEST = 8;

  /// A toggle beside those before it, and itself last.
  record MapRow(char letter, String toggle, List<Cell> cells) {}

  /// What two toggles do together, or one does.
  ///
  /// @param main whether it is the effect of one
  /// @param style of its colour
  /// @param heat percent of that colour, 0 to 60
  /// @param words for those who point at it or hear it
  record Cell(boolean main, String text, String style, int heat, String words) {}

  List<MapRow> rows() {
    double largest = largest();
    var rows = new ArrayList<MapRow>();
    for (int row = 0; row < factors.size(); row++) {
      var cells = new ArrayList<Cell>();
      for (int column = 0; column < row; column++) {
        var two = List.of(factors.get(column), factors.get(row));
        cells.add(cell(effect(two, effects.interactions()), largest));
      }
      cells.add(cell(effect(List.of(factors.get(row)), effects.mains()), largest));
      rows.add(new MapRow(FractionalFactorial.letter(row), factors.get(row), List.copyOf(cells)));
    }
    return List.copyOf(rows);
  }

  private static MatrixEffect effect(List<String> toggles, List<MatrixEffect> among) {
    return among.stream()
        .filter(effect -> effect.toggles().equals(toggles))
        .findFirst()
        .orElse(new MatrixEffect.Untold(toggles));
  }

  private double largest() {
    double largest = 1e-9;
    for (var effect : effects.interactions()) {
      largest = Math.max(largest, effect.size());
    }
    for (var effect : effects.mains()) {
      largest = Math.max(largest, effect.size());
    }
    return largest;
  }

  private static Cell cell(MatrixEffect effect, double largest) {
    boolean main = effect.toggles().size() == 1;
    double share = effect.size() / largest;
    int heat = (int) Math.round(DARKEST * share);
    int hint = (int) Math.round(FAINTEST * share);
    var text = MatrixMetric.ratio(effect);
    var words = MatrixMetric.words(effect);
    return switch (effect) {
      case MatrixEffect.Known known when known.clear() ->
          known.effect().ratio() < 0
              ? new Cell(main, "▼ " + text, "cheaper clear", heat, words)
              : new Cell(main, "▲ " + text, "dearer clear", heat, words);
      case MatrixEffect.Known known ->
          new Cell(main, text, known.effect().ratio() < 0 ? "cheaper" : "dearer", hint, words);
      case MatrixEffect.WithoutInterval(_, double ratio) ->
          new Cell(main, text, ratio < 0 ? "cheaper" : "dearer", hint, words);
      case MatrixEffect.Untold _ -> new Cell(main, "?", "untold", 0, words);
    };
  }
}
