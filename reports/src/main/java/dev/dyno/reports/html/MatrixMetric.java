package dev.dyno.reports.html;

import dev.dyno.reports.statistics.FractionalFactorial;
import dev.dyno.reports.verdict.MatrixEffect;
import dev.dyno.reports.verdict.MatrixEffects;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The effects of a toggle matrix in one metric, in words, with places to draw them.
///
/// @param effects behind it
/// @param factors the toggles, in the order of their letters
/// @param ticks of the axis of the main effects
/// @param mains largest first
record MatrixMetric(
    MatrixEffects.OfMetric effects,
    List<String> factors,
    List<EffectAxis.Tick> ticks,
    List<Row> mains) {

  /// One toggle's effect.
  ///
  /// @param mark none when it cannot be told
  record Row(char letter, MatrixEffect effect, Optional<EffectAxis.Mark> mark) {

    String toggle() {
      return effect.toggles().getFirst();
    }

    String ratio() {
      return MatrixMetric.ratio(effect);
    }

    String interval() {
      return MatrixMetric.interval(effect);
    }

    /// Only its shape and colour are used: an effect is no verdict.
    Outcome shape() {
      return switch (effect) {
        case MatrixEffect.Known known when known.clear() ->
            known.effect().ratio() < 0 ? Outcome.IMPROVED : Outcome.REGRESSED;
        case MatrixEffect.Known _ -> Outcome.UNDECIDED;
        case MatrixEffect.WithoutInterval _, MatrixEffect.Untold _ -> Outcome.UNMEASURED;
      };
    }

    String word() {
      return switch (effect) {
        case MatrixEffect.Known known when known.clear() ->
            known.effect().ratio() < 0 ? "Cheaper" : "Dearer";
        case MatrixEffect.Known _ -> "Holds 0";
        case MatrixEffect.WithoutInterval _ -> "No interval";
        case MatrixEffect.Untold _ -> "Not told";
      };
    }
  }

  static MatrixMetric of(MatrixEffects.OfMetric effects, List<String> factors) {
    var ends = new ArrayList<Double>();
    for (var effect : effects.mains()) {
      switch (effect) {
        case MatrixEffect.Known(_, var known, _) ->
            ends.addAll(List.of(known.interval().low(), known.interval().high()));
        case MatrixEffect.WithoutInterval(_, double ratio) -> ends.add(ratio);
        case MatrixEffect.Untold _ -> {}
      }
    }
    var axis = EffectAxis.over(ends);
    var rows = new ArrayList<Row>();
    for (var effect : effects.mains()) {
      int factor = factors.indexOf(effect.toggles().getFirst());
      rows.add(new Row(FractionalFactorial.letter(factor), effect, mark(axis, effect, effects)));
    }
    return new MatrixMetric(effects, factors, axis.ticks(), List.copyOf(rows));
  }

  private static Optional<EffectAxis.Mark> mark(
      EffectAxis axis, MatrixEffect effect, MatrixEffects.OfMetric metric) {
    return switch (effect) {
      case MatrixEffect.Known(_, var known, _) ->
          Optional.of(axis.mark(known, metric.thresholdBelow(), metric.threshold()));
      case MatrixEffect.WithoutInterval(_, double ratio) ->
          Optional.of(axis.point(ratio, metric.thresholdBelow(), metric.threshold()));
      case MatrixEffect.Untold _ -> Optional.empty();
    };
  }

  String label() {
    return effects.metric().label();
  }

  /// What an effect rests on.
  String basis() {
    var baseline = new Quantity(effects.baseline(), effects.unit()).text();
    if (effects.mains().stream().allMatch(MatrixEffect.Untold.class::isInstance)
        && effects.interactions().stream().allMatch(MatrixEffect.Untold.class::isInstance)) {
      return "The baseline takes %s. Runs are missing, and the pairs of the others (%d) are too few to tell any effect from the rest."
          .formatted(baseline, effects.pairs());
    }
    if (effects.degreesOfFreedom() == 0) {
      return "The baseline takes %s. There are no more pairs (%d) than effects, so that nothing is left to tell how sure they are: measure again with more --pairs."
          .formatted(baseline, effects.pairs());
    }
    return "The baseline takes %s. Each effect rests on all %d pairs; one pair strays by %s (%s of freedom). With %s, all %d intervals hold at once."
        .formatted(
            baseline,
            effects.pairs(),
            deviation(),
            effects.degreesOfFreedom() == 1 ? "1 degree" : effects.degreesOfFreedom() + " degrees",
            new Change(effects.confidence()).size(),
            effects.intervals());
  }

  String deviation() {
    return effects.deviation() < 1e-5
        ? "under " + new Change(1e-5).size()
        : new Change(effects.deviation()).size();
  }

  /// All effects in a table, in the order of the letters.
  List<MatrixMap.MapRow> map() {
    return new MatrixMap(effects, factors).rows();
  }

  /// Interactions whose interval leaves 0 out, in words.
  List<String> clear() {
    return effects.interactions().stream()
        .filter(MatrixMetric::isClear)
        .map(MatrixMetric::words)
        .toList();
  }

  /// What there is to say of the others.
  String rest() {
    int all = effects.interactions().size();
    int open = 0;
    double seen = 0;
    int untold = 0;
    for (var effect : effects.interactions()) {
      switch (effect) {
        case MatrixEffect.Known known when !known.clear() -> {
          open++;
          seen = Math.max(seen, known.detectable());
        }
        case MatrixEffect.Known _, MatrixEffect.WithoutInterval _ -> {}
        case MatrixEffect.Untold _ -> untold++;
      }
    }
    var text = new StringBuilder();
    if (open > 0) {
      text.append(
          "The intervals of %d of %d interactions hold 0; one of %s would have shown in 4 of 5 runs."
              .formatted(open, all, new Change(seen).size()));
    }
    if (untold > 0) {
      text.append(
          " %d cannot be told: runs are missing that would tell them from other effects."
              .formatted(untold));
    }
    return text.toString().strip();
  }

  static boolean isClear(MatrixEffect effect) {
    return effect instanceof MatrixEffect.Known known && known.clear();
  }

  static String words(MatrixEffect effect) {
    var name = String.join(" with ", effect.toggles());
    return switch (effect) {
      case MatrixEffect.Known _ ->
          "%s: %s (%s)%s".formatted(name, ratio(effect), interval(effect), meaning(effect));
      case MatrixEffect.WithoutInterval _ -> "%s: %s, no interval".formatted(name, ratio(effect));
      case MatrixEffect.Untold _ -> name + ": cannot be told, since runs are missing";
    };
  }

  private static String meaning(MatrixEffect effect) {
    if (!isClear(effect)) {
      return ", an interval that holds 0";
    }
    if (effect.toggles().size() == 1) {
      return "";
    }
    return effect instanceof MatrixEffect.Known known && known.effect().ratio() < 0
        ? ": together they cost less than their single effects multiply to"
        : ": together they cost more than their single effects multiply to";
  }

  static String ratio(MatrixEffect effect) {
    return switch (effect) {
      case MatrixEffect.Known(_, var known, _) -> new Change(known.ratio()).percent();
      case MatrixEffect.WithoutInterval(_, double ratio) -> new Change(ratio).percent();
      case MatrixEffect.Untold _ -> "?";
    };
  }

  private static String interval(MatrixEffect effect) {
    return switch (effect) {
      case MatrixEffect.Known(_, var known, _) -> Change.interval(known);
      case MatrixEffect.WithoutInterval _ -> "nothing tells its error";
      case MatrixEffect.Untold _ -> "runs are missing";
    };
  }
}
