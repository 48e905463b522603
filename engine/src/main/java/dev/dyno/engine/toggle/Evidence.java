package dev.dyno.engine.toggle;

import java.time.LocalDate;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// One measured comparison of an optimization with the plain reference.
///
/// @param engine it was measured on: `embedded`, `docker`, `podman`
/// @param benchmark `Class.method`, without its package
/// @param params of the benchmark
/// @param metric such as `time/op`
/// @param effect candidate over baseline minus one; negative is cheaper
/// @param low end of its 95 % confidence interval
/// @param high end of its 95 % confidence interval
/// @param verdict what the judge said
/// @param profile that said how much to measure
/// @param date in UTC
/// @param commit that was measured, hexadecimal; empty when nobody wrote it down
public record Evidence(
    String engine,
    String benchmark,
    SortedMap<String, String> params,
    String metric,
    double effect,
    double low,
    double high,
    Verdict verdict,
    String profile,
    LocalDate date,
    Optional<String> commit) {

  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{7,40}");

  /// The answers of a judge that count as evidence.
  public enum Verdict {
    /// Cheaper by more than the threshold.
    Improved,
    /// Dearer by more than the threshold.
    Regressed,
    /// Neither, for certain.
    Equivalent,
    /// Not enough was measured.
    Undecided
  }

  /// Checks that the figures can be true, and that the verdict does not contradict them.
  public Evidence {
    params = new TreeMap<>(params);
    for (var text : new String[] {engine, benchmark, metric, profile}) {
      if (text.isBlank()) {
        throw wrong(benchmark, "engine, benchmark, metric and profile are all needed");
      }
    }
    if (!(-1 < low && low <= effect && effect <= high && high < Double.POSITIVE_INFINITY)) {
      throw wrong(
          benchmark, "effect %s [%s, %s] is no estimate above -1".formatted(effect, low, high));
    }
    boolean contradicted =
        switch (verdict) {
          case Improved -> high >= 0;
          case Regressed -> low <= 0;
          case Equivalent, Undecided -> false;
        };
    if (contradicted) {
      throw wrong(benchmark, "%s, yet its interval is [%s, %s]".formatted(verdict, low, high));
    }
    if (commit.isPresent() && !COMMIT.matcher(commit.get()).matches()) {
      throw wrong(benchmark, "commit '%s' is no hash".formatted(commit.get()));
    }
  }

  /// Whether both are about the same: the later one then stands for both.
  boolean sameQuestion(Evidence other) {
    return engine.equals(other.engine)
        && benchmark.equals(other.benchmark)
        && params.equals(other.params)
        && metric.equals(other.metric);
  }

  private static IllegalArgumentException wrong(String benchmark, String what) {
    return new IllegalArgumentException("evidence of '%s': %s".formatted(benchmark, what));
  }
}
