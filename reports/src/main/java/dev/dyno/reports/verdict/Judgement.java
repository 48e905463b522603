package dev.dyno.reports.verdict;

import dev.dyno.reports.measurement.Comparison;
import dev.dyno.reports.measurement.Target;
import dev.dyno.reports.statistics.TwoSpeeds;
import java.util.List;
import java.util.Optional;

/// A verdict beside what it rests on.
///
/// @param comparison the pairs
/// @param metric what was compared
/// @param unit of the two readings
/// @param baseline median reading of the baseline's forks
/// @param candidate median reading of the candidate's forks
/// @param pairEffects candidate over baseline minus one of each pair that shows both, in time order
///     and as a cost; those beyond the last look's [Effect#pairs()] came after the verdict
/// @param looks taken, in order; the last one is where it stopped
/// @param verdict what they say
public record Judgement(
    Comparison comparison,
    Metric metric,
    String unit,
    double baseline,
    double candidate,
    List<Double> pairEffects,
    List<Look> looks,
    Verdict verdict) {

  public Judgement {
    pairEffects = List.copyOf(pairEffects);
    looks = List.copyOf(looks);
    if (looks.isEmpty()) {
      throw new IllegalArgumentException("a judgement without a look");
    }
    for (int k = 1; k < looks.size(); k++) {
      if (looks.get(k).effect().pairs() <= looks.get(k - 1).effect().pairs()) {
        throw new IllegalArgumentException(
            "a look after %d pairs follows one after %d"
                .formatted(looks.get(k).effect().pairs(), looks.get(k - 1).effect().pairs()));
      }
    }
    if (looks.getLast().effect().pairs() > pairEffects.size()) {
      throw new IllegalArgumentException(
          "a look at %d pairs, of which there are %d"
              .formatted(looks.getLast().effect().pairs(), pairEffects.size()));
    }
    var last = looks.getLast().effect();
    boolean its =
        switch (verdict) {
          case Verdict.Regressed(var effect) -> effect.equals(last);
          case Verdict.Improved(var effect) -> effect.equals(last);
          case Verdict.Equivalent(var effect, _) -> effect.equals(last);
          case Verdict.Undecided(var effect, _) -> effect.equals(last);
          case Verdict.Invalid _ -> true;
          case Verdict.Skipped _ -> false; // there are pairs
        };
    if (!its) {
      throw new IllegalArgumentException(
          "%s is not what the last look, at %s, can say".formatted(verdict.word(), last.percent()));
    }
  }

  /// The same pairs with another verdict: what they say together with other comparisons.
  Judgement with(Verdict other) {
    return new Judgement(comparison, metric, unit, baseline, candidate, pairEffects, looks, other);
  }

  /// As of the last look.
  public Effect effect() {
    return looks.getLast().effect();
  }

  /// Whether this metric is the one that says when measuring stops.
  public boolean primary() {
    return comparison.metric().equals(metric.label());
  }

  /// What the plan promised of this metric, if it did.
  public Optional<Target> target() {
    return comparison.target().filter(target -> target.metric().equals(metric.label()));
  }

  /// Whether the effect is at least as good as the plan promised, and, where that is an
  /// improvement,
  /// one was found.
  public boolean meets(Target target) {
    boolean found = verdict instanceof Verdict.Improved || target.effect() > 0;
    return found && !(verdict instanceof Verdict.Invalid) && effect().ratio() <= target.effect();
  }

  /// Whether more pairs could still change what is said.
  public boolean open() {
    return verdict instanceof Verdict.Undecided;
  }

  /// Whether a slowdown of the threshold is ruled out, though it may well be cheaper: the upper
  /// bound lies below it.
  public boolean notDearer() {
    var look = looks.getLast();
    return look.effect().interval().high() < look.threshold();
  }

  /// The same of a speed-up, though it may well be dearer: the lower bound lies above it.
  public boolean notCheaper() {
    var look = looks.getLast();
    return look.effect().interval().low() > look.thresholdBelow();
  }

  /// Whether the forks that the last look saw run at one of two speeds.
  public Optional<TwoSpeeds> speeds() {
    var told = Reading.Told.of(comparison, metric);
    return Reading.speeds(told.subList(0, effect().pairs()), metric);
  }

  /// The smallest effect that these pairs would have found in 4 of 5 runs.
  public double detectable() {
    return looks.getLast().detectable();
  }
}
