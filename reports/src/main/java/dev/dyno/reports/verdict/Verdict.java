package dev.dyno.reports.verdict;

/// What may be said about a comparison. Equivalent and Undecided are never merged: the one is
/// knowledge, the other its absence.
public sealed interface Verdict {

  /// Dearer by at least the threshold, and "no slowdown" is refuted.
  record Regressed(Effect effect) implements Verdict {

    public Regressed {
      if (!(effect.ratio() > 0)) {
        throw new IllegalArgumentException(
            "regressed by %s: only a dearer candidate is".formatted(effect.ratio()));
      }
    }
  }

  /// Cheaper by at least the threshold, and "no speed-up" is refuted.
  record Improved(Effect effect) implements Verdict {

    public Improved {
      if (!(effect.ratio() < 0)) {
        throw new IllegalArgumentException(
            "improved by %s: only a cheaper candidate is".formatted(effect.ratio()));
      }
    }
  }

  /// Both bounds lie within the threshold.
  ///
  /// @param threshold as a share of the baseline
  record Equivalent(Effect effect, double threshold) implements Verdict {

    public Equivalent {
      if (!(Math.abs(Math.log1p(effect.ratio())) < Math.log1p(threshold))) {
        throw new IllegalArgumentException(
            "equivalent within %s, but changed by %s".formatted(threshold, effect.ratio()));
      }
    }
  }

  /// The pairs ran out first.
  ///
  /// @param detectable the smallest effect that these pairs would have found in 4 of 5 runs
  record Undecided(Effect effect, double detectable) implements Verdict {

    public Undecided {
      if (!(detectable > 0)) {
        throw new IllegalArgumentException(
            "undecided, but able to see %s: pairs see nothing below 0".formatted(detectable));
      }
    }
  }

  /// Not measured, since nothing that the benchmark can reach differs.
  record Skipped(String reason) implements Verdict {

    public Skipped {
      told(reason);
    }
  }

  /// Measured, but the environment spoiled it.
  record Invalid(String reason) implements Verdict {

    public Invalid {
      told(reason);
    }
  }

  /// The word that scripts rely on.
  default String word() {
    return switch (this) {
      case Regressed _ -> "Regressed";
      case Improved _ -> "Improved";
      case Equivalent _ -> "Equivalent";
      case Undecided _ -> "Undecided";
      case Skipped _ -> "Skipped";
      case Invalid _ -> "Invalid";
    };
  }

  /// The verdict as one sentence, with its interval.
  default String sentence() {
    return switch (this) {
      case Regressed(var effect) -> "dearer by %s".formatted(effect.percent());
      case Improved(var effect) -> "cheaper by %s".formatted(effect.percent());
      case Equivalent(var effect, double threshold) ->
          "no change beyond %.0f %%: %s".formatted(100 * threshold, effect.percent());
      case Undecided(var effect, double detectable) ->
          early(detectable)
              ? "undecided: %s; so few pairs show nothing below a doubling yet"
                  .formatted(effect.percent())
              : "undecided: %s; these pairs would have shown %.1f %%"
                  .formatted(effect.percent(), 100 * detectable);
      case Skipped(var reason) -> "skipped: " + reason;
      case Invalid(var reason) -> "invalid: " + reason;
    };
  }

  /// Whether it is too early to name the smallest effect that would have been found: it is a
  /// doubling or more.
  static boolean early(double detectable) {
    return detectable >= 1;
  }

  private static void told(String reason) {
    if (reason.isBlank()) {
      throw new IllegalArgumentException("a verdict without a reason");
    }
  }
}
