package dev.dyno.engine.toggle;

import java.util.Set;
import java.util.stream.Collectors;

/// The optimizations that are on.
///
/// @param on a copy; empty for the plain reference
public record Toggles(Set<Optimization> on) {

  public Toggles {
    on = Set.copyOf(on);
  }

  /// The plain reference.
  public static Toggles none() {
    return new Toggles(Set.of());
  }

  /// The set that the committed evidence backs: the engine's default.
  public static Toggles proven() {
    return new Toggles(Proven.committed().set());
  }

  /// Reads `none`, `all`, `proven`, or names with commas between; `-name` takes one away again:
  /// `all,-buffers`. The whole grammar stands at [Rollout#parse]; a share other than `0%` and
  /// `100%` is refused here, since nothing says for which build.
  ///
  /// @throws IllegalArgumentException for an unknown name, which lists the known ones, and for a
  ///     share that needs a build's id
  public static Toggles parse(String text) {
    return Rollout.parse(text).forAll();
  }

  /// Whether it is on.
  public boolean has(Optimization optimization) {
    return on.contains(optimization);
  }

  /// As [#parse] reads it.
  @Override
  public String toString() {
    return on.isEmpty()
        ? "none"
        : on.stream().sorted().map(Optimization::id).collect(Collectors.joining(","));
  }
}
