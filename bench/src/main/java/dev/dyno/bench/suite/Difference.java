package dev.dyno.bench.suite;

import dev.dyno.engine.toggle.Optimization;
import dev.dyno.reports.measurement.Contrast;

/// What the two sides of a comparison differ in.
public sealed interface Difference {

  /// One optimization: off in the baseline, on in the candidate.
  record Toggle(Optimization toggle) implements Difference {
    @Override
    public String label() {
      return toggle.id();
    }
  }

  /// Two values of one parameter: a peer and the engine, or two ways to work.
  ///
  /// @param contrast the parameter and its values
  /// @param toggles of the engine on both sides, as `Toggles.parse` reads them
  record Values(Contrast contrast, String toggles) implements Difference {
    @Override
    public String label() {
      return contrast.label();
    }
  }

  /// Two settings of the engine's toggles.
  ///
  /// @param baseline as `Toggles.parse` reads it
  /// @param candidate likewise
  record Sides(String baseline, String candidate) implements Difference {
    @Override
    public String label() {
      return candidate + " vs " + baseline;
    }
  }

  /// A peer and the engine with the toggles that evidence backs.
  ///
  /// @param peer value of the benchmark's parameter `by`
  static Difference peer(String peer) {
    return new Values(new Contrast(Contrast.BY, peer, "dyno"), "proven");
  }

  /// `auth-cache`, `gnu-tar -> dyno`.
  String label();
}
