package dev.dyno.engine.embedded.registry;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// What a request needs, or a token allows: `repository:NAME:pull,push`.
record Scope(String repository, Set<String> actions) {
  static final String PULL = "pull";
  static final String PUSH = "push";
  private static final String REPOSITORY = "repository:";

  Scope {
    actions = Set.copyOf(actions);
  }

  static Scope pull(String repository) {
    return new Scope(repository, Set.of(PULL));
  }

  static Scope push(String repository) {
    return new Scope(repository, Set.of(PULL, PUSH));
  }

  /// Empty for resources other than repositories: there is nothing to allow there.
  static Optional<Scope> parse(String text) {
    int end = text.lastIndexOf(':');
    if (!text.startsWith(REPOSITORY) || end < REPOSITORY.length()) {
      return Optional.empty();
    }
    var actions = new HashSet<String>();
    for (var action : text.substring(end + 1).split(",", -1)) {
      actions.add(action.strip());
    }
    return Optional.of(new Scope(text.substring(REPOSITORY.length(), end), actions));
  }

  boolean covers(Scope needed) {
    return repository.equals(needed.repository) && actions.containsAll(needed.actions);
  }

  @Override
  public String toString() {
    return REPOSITORY + repository + ":" + String.join(",", actions.stream().sorted().toList());
  }
}
