package dev.dyno.profiles.findings;

import java.util.Locale;

/// What one rule says.
///
/// @param rule its identifier, stable over versions: `PrimitiveToObjectConversion`
/// @param name for people, in English
/// @param weight how much the rule makes of it
/// @param score 0 to 100, higher is more striking; 0 where the rule gives none. A heuristic: it
///     compares neither between rules nor between runs
/// @param summary one sentence or two
/// @param explanation what is behind it; may be empty
/// @param advice what to do about it; may be empty
public record Finding(
    String rule,
    String name,
    Weight weight,
    double score,
    String summary,
    String explanation,
    String advice) {

  /// How much a rule makes of what it found.
  public enum Weight {
    /// Worth a look.
    NOTE,
    /// Worth the first look.
    WARNING;

    /// For people and scripts.
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Finding {
    if (!(score >= 0 && score <= 100)) {
      throw new IllegalArgumentException("score %s of %s is not 0 to 100".formatted(score, rule));
    }
  }

  @Override
  public String toString() {
    return "%s %s: %s".formatted(weight.word(), rule, summary);
  }
}
