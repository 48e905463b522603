package dev.dyno.reports.history;

import dev.dyno.reports.statistics.TrimmedMean;
import dev.dyno.reports.verdict.Judgement;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a run said of one comparison in one metric.
///
/// @param toggle what differed
/// @param benchmark class and method
/// @param params that both sides shared
/// @param metric such as `time/op`
/// @param unit of both readings
/// @param baseline reading, above 0
/// @param candidate reading, above 0
/// @param effect candidate over baseline minus one, as a cost
/// @param low end of its interval
/// @param high end of its interval
/// @param confidence of the interval
/// @param pairs behind it
/// @param verdict its word
/// @param detectable the smallest effect that would have been found in 4 of 5 runs
/// @param standardError of the trimmed mean of `ln(candidate/baseline)` over the pairs, sessions
///     left out; none where nobody told
public record StoredEstimate(
    String toggle,
    String benchmark,
    SortedMap<String, String> params,
    String metric,
    String unit,
    double baseline,
    double candidate,
    double effect,
    double low,
    double high,
    double confidence,
    int pairs,
    String verdict,
    double detectable,
    @Nullable Double standardError) {

  public StoredEstimate {
    params = new TreeMap<>(params);
    if (!(low <= effect && effect <= high) || !(effect > -1)) {
      throw new IllegalArgumentException(
          "effect %s of %s is not above -1, or outside of %s to %s"
              .formatted(effect, benchmark, low, high));
    }
    if (standardError != null && !(standardError >= 0)) {
      throw new IllegalArgumentException(
          "standard error %s of %s is below 0".formatted(standardError, benchmark));
    }
  }

  /// @param toggle what differed, where the comparison's own words for it are not lasting
  static StoredEstimate of(Judgement judgement, Optional<String> toggle) {
    var comparison = judgement.comparison();
    var effect = judgement.effect();
    return new StoredEstimate(
        toggle.orElse(comparison.toggle()),
        comparison.benchmark(),
        comparison.params(),
        judgement.metric().label(),
        judgement.unit(),
        judgement.baseline(),
        judgement.candidate(),
        effect.ratio(),
        effect.interval().low(),
        effect.interval().high(),
        effect.interval().confidence(),
        effect.pairs(),
        judgement.verdict().word(),
        judgement.detectable(),
        standardError(judgement));
  }

  private static double standardError(Judgement judgement) {
    var pairs = judgement.pairEffects().subList(0, judgement.effect().pairs());
    return TrimmedMean.of(pairs.stream().mapToDouble(Math::log1p).toArray()).standardError();
  }
}
