package dev.dyno.engine.pipeline;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/// The order of things of which some need others: depth first, in the order in which they are
/// given. Takes time in proportion to all needs.
///
/// @param needs of each, by name; iterated in the wanted order
record GroupOrder(Map<String, List<String>> needs) {

  /// All names, each after those that it needs.
  ///
  /// @throws IllegalStateException when there is a [#circle]
  List<String> names() {
    var done = new LinkedHashSet<String>();
    var circle = visitAll(done);
    if (circle.isPresent()) {
      throw new IllegalStateException("in a circle: " + circle.get());
    }
    return List.copyOf(done);
  }

  /// A circle, if there is one: its first name again at its end.
  Optional<List<String>> circle() {
    return visitAll(new LinkedHashSet<>());
  }

  private Optional<List<String>> visitAll(SequencedSet<String> done) {
    for (var name : needs.keySet()) {
      var circle = visit(name, new LinkedHashSet<>(), done);
      if (circle.isPresent()) {
        return circle;
      }
    }
    return Optional.empty();
  }

  private Optional<List<String>> visit(
      String name, SequencedSet<String> path, SequencedSet<String> done) {
    if (done.contains(name)) {
      return Optional.empty();
    }
    if (!path.add(name)) {
      return Optional.of(closed(name, path));
    }
    for (var needed : needs.getOrDefault(name, List.of())) {
      var circle = visit(needed, path, done);
      if (circle.isPresent()) {
        return circle;
      }
    }
    path.remove(name);
    done.add(name);
    return Optional.empty();
  }

  private static List<String> closed(String name, SequencedSet<String> path) {
    var all = new ArrayList<>(path);
    var circle = new ArrayList<>(all.subList(all.indexOf(name), all.size()));
    circle.add(name);
    return circle;
  }
}
