package dev.dyno.profiles.findings;

import java.util.Locale;
import java.util.Optional;

/// Whether other processes had the machine while a JVM was recorded, by JMC's rule `CompareCpu`:
/// what is told of such a recording, or measured beside it, may be told of them.
public sealed interface Noise {

  /// Nothing that the rule minds.
  record Quiet() implements Noise {}

  /// Others used the machine.
  ///
  /// @param others their part of all cores at the worst time, above 0, at most 1
  record Busy(double others) implements Noise {

    public Busy {
      if (!(others > 0 && others <= 1)) {
        throw new IllegalArgumentException("%s is no part of a machine".formatted(others));
      }
    }
  }

  /// The recording does not say.
  ///
  /// @param reason what is missing
  record Unknown(String reason) implements Noise {}

  /// A sentence to tell with the run; empty when it was quiet.
  default Optional<String> warning() {
    return switch (this) {
      case Quiet _ -> Optional.empty();
      case Busy(double others) ->
          Optional.of(
              String.format(
                  Locale.ROOT, "%.0f %% CPU by other processes", Math.max(1, 100 * others)));
      case Unknown(String reason) ->
          Optional.of("not known how much CPU other processes took: " + reason);
    };
  }
}
