package dev.dyno.profiles.budget;

import dev.dyno.profiles.jfr.Facts;

/// A fact that took more than its budget.
///
/// @param limit the most that was allowed
/// @param observed what there was
public record Breach(long limit, Facts observed) {

  @Override
  public String toString() {
    return "%s: at most %,d allowed, observed %s"
        .formatted(observed.title(), limit, observed.observed());
  }
}
