package dev.dyno.profiles.pages;

import java.util.List;
import java.util.Locale;

/// What was sampled of one signal on one side: says where, never how many.
///
/// @param side whose it is; empty where there is only one
/// @param signal its title
/// @param sites with the largest shares, largest first
/// @param subjects the same by what was allocated, or by what the thread did
/// @param flameGraph a whole page of its own; empty where there is none
public record Hint(
    String side, String signal, List<Share> sites, List<Share> subjects, String flameGraph) {

  /// A place and its part of all samples.
  ///
  /// @param share above 0, at most 1
  public record Share(String place, double share) {

    String words() {
      return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }

    String width() {
      return String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }
  }

  public Hint {
    sites = List.copyOf(sites);
    subjects = List.copyOf(subjects);
  }

  String title() {
    return side.isEmpty() ? signal : "%s, %s".formatted(signal, side);
  }
}
