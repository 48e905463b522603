package dev.dyno.engine.toggle;

import java.util.EnumSet;
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

  /// Reads `none`, `all`, or names with commas between; `-name` takes one away again:
  /// `all,-buffers`.
  ///
  /// @throws IllegalArgumentException for an unknown name; lists the known ones
  public static Toggles parse(String text) {
    var on = EnumSet.noneOf(Optimization.class);
    for (var word : text.split(",", -1)) {
      var name = word.strip();
      if (name.equals("none")) {
        on.clear();
      } else if (name.equals("all")) {
        on.addAll(EnumSet.allOf(Optimization.class));
      } else if (name.startsWith("-")) {
        on.remove(Optimization.named(name.substring(1)));
      } else {
        on.add(Optimization.named(name));
      }
    }
    return new Toggles(on);
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
