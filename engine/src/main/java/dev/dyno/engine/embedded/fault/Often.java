package dev.dyno.engine.embedded.fault;

/// How often a fault strikes, of the times that it could.
public sealed interface Often {
  /// Each time.
  record Always() implements Often {}

  /// The first times only.
  ///
  /// @param times at least 1
  record First(long times) implements Often {
    /// Checks the number.
    public First {
      requireAtLeastOne("first", times);
    }
  }

  /// The n-th time, the 2n-th, and so on.
  ///
  /// @param n at least 1
  record Every(long n) implements Often {
    /// Checks the number.
    public Every {
      requireAtLeastOne("every", n);
    }
  }

  /// By chance, the same for the same seed.
  ///
  /// @param probability 0 to 1
  record Chance(double probability, long seed) implements Often {
    /// Checks the probability.
    public Chance {
      if (!(0 <= probability && probability <= 1)) {
        throw new IllegalArgumentException(
            "a chance of %s is not between 0 and 1".formatted(probability));
      }
    }
  }

  private static void requireAtLeastOne(String what, long number) {
    if (number < 1) {
      throw new IllegalArgumentException("%s %d: must be at least 1".formatted(what, number));
    }
  }
}
