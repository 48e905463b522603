package dev.dyno.profiles.assertions;

import dev.dyno.profiles.budget.Breach;
import dev.dyno.profiles.budget.Budget;
import dev.dyno.profiles.jfr.Captured;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/// Assertions about everything that a window saw.
public final class CapturedAssert extends AbstractAssert<CapturedAssert, Captured> {

  CapturedAssert(Captured actual) {
    super(actual, CapturedAssert.class);
  }

  /// No fact took more than its budget.
  ///
  /// @throws IllegalStateException when the budget was found in another environment
  public CapturedAssert staysWithin(Budget budget) {
    isNotNull();
    var breaches = budget.breaches(actual);
    if (!breaches.isEmpty()) {
      throw Seen.failure(
          info,
          "budget '%s' is exceeded:\n%s%s"
              .formatted(
                  budget.name(),
                  breaches.stream().map(Breach::toString).collect(Collectors.joining("\n")),
                  actual.keepRecording().map(file -> "\nrecording: " + file).orElse("")));
    }
    return this;
  }
}
