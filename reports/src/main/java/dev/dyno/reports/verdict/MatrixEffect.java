package dev.dyno.reports.verdict;

import java.util.List;

/// What a matrix says of one toggle, averaged over the settings of all others, or of two together.
///
/// Of one: cost with it over cost without it, minus one. Of two: by how much their joint cost
/// differs from what their single effects multiply to; negative when they help each other,
/// positive when they want the same saving, so that both are worth less than they promise alone.
public sealed interface MatrixEffect {

  /// One toggle, or two in the order of the factors.
  List<String> toggles();

  /// A ratio with its interval, which holds for all effects of the metric at once.
  ///
  /// @param effect its pairs are all those of the matrix, since each of them speaks of every effect
  /// @param detectable the smallest effect whose interval would have left 0 out in 4 of 5 runs
  record Known(List<String> toggles, Effect effect, double detectable) implements MatrixEffect {

    public Known {
      toggles = List.copyOf(toggles);
    }

    /// Whether the interval leaves 0 out.
    public boolean clear() {
      return effect.interval().low() > 0 || effect.interval().high() < 0;
    }
  }

  /// A ratio, but as many effects as pairs: nothing is left to tell how sure it is.
  record WithoutInterval(List<String> toggles, double ratio) implements MatrixEffect {

    public WithoutInterval {
      toggles = List.copyOf(toggles);
    }
  }

  /// Runs are missing that would tell it apart from other effects.
  record Untold(List<String> toggles) implements MatrixEffect {

    public Untold {
      toggles = List.copyOf(toggles);
    }
  }

  /// How large it is in either direction, to sort by; 0 when untold.
  default double size() {
    return switch (this) {
      case Known(_, var effect, _) -> Math.abs(Math.log1p(effect.ratio()));
      case WithoutInterval(_, double ratio) -> Math.abs(Math.log1p(ratio));
      case Untold _ -> 0;
    };
  }
}
