package dev.dyno.engine.toggle;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.stream.Collectors;

/// Which optimizations are on, and for what share of builds.
public final class Rollout {

  private final Map<Optimization, Share> shares;

  private Rollout(Map<Optimization, Share> shares) {
    this.shares = shares;
  }

  /// Reads names with commas between, from left to right; a later one has the last word:
  ///
  /// | word | says |
  /// |---|---|
  /// | `none` | all are off |
  /// | `all` | all are on |
  /// | `proven` | those that the committed evidence backs are on, see [Proven] |
  /// | `name` | is on |
  /// | `-name` | is off |
  /// | `name=25%` | is on for that share of builds; up to two digits after the point |
  ///
  /// @throws IllegalArgumentException for an unknown name, which lists the known ones, and for a
  ///     share that is no percentage
  public static Rollout parse(String text) {
    var shares = new EnumMap<Optimization, Share>(Optimization.class);
    for (var word : text.split(",", -1)) {
      put(shares, word.strip());
    }
    shares.values().removeIf(Share.NONE::equals);
    return new Rollout(shares);
  }

  private static void put(Map<Optimization, Share> shares, String word) {
    switch (word) {
      case "none" -> shares.clear();
      case "all" ->
          EnumSet.allOf(Optimization.class).forEach(each -> shares.put(each, Share.WHOLE));
      case "proven" -> Proven.committed().set().forEach(each -> shares.put(each, Share.WHOLE));
      default -> {
        int equals = word.indexOf('=');
        if (word.startsWith("-")) {
          shares.remove(Optimization.named(word.substring(1)));
        } else if (equals >= 0) {
          shares.put(
              Optimization.named(word.substring(0, equals)),
              Share.parse(word.substring(equals + 1)));
        } else {
          shares.put(Optimization.named(word), Share.WHOLE);
        }
      }
    }
  }

  /// The optimizations that are on for one build. The same build always gets the same answer.
  ///
  /// @param build names the build for good: the same when it is tried again, another one for
  ///     another build
  /// @throws IllegalArgumentException when it is blank
  public Toggles forBuild(String build) {
    if (build.isBlank()) {
      throw new IllegalArgumentException("a blank build id: shares need one to tell builds apart");
    }
    var on = EnumSet.noneOf(Optimization.class);
    shares.forEach(
        (optimization, share) -> {
          if (share.takes(optimization, build)) {
            on.add(optimization);
          }
        });
    return new Toggles(on);
  }

  /// What is on for every build alike.
  ///
  /// @throws IllegalArgumentException when a share has to be decided build by build
  Toggles forAll() {
    var partly =
        shares.entrySet().stream().filter(each -> !each.getValue().sameForAll()).findFirst();
    if (partly.isPresent()) {
      var id = partly.get().getKey().id();
      throw new IllegalArgumentException(
          "'%s=%s' needs the id of a build: write %s or -%s here"
              .formatted(id, partly.get().getValue(), id, id));
    }
    return new Toggles(shares.keySet());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rollout rollout && shares.equals(rollout.shares);
  }

  @Override
  public int hashCode() {
    return shares.hashCode();
  }

  /// As [#parse] reads it.
  @Override
  public String toString() {
    return shares.isEmpty()
        ? "none"
        : shares.entrySet().stream()
            .map(
                each ->
                    each.getValue().equals(Share.WHOLE)
                        ? each.getKey().id()
                        : each.getKey().id() + "=" + each.getValue())
            .collect(Collectors.joining(","));
  }
}
