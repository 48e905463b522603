package dev.dyno.engine.pipeline;

import dev.dyno.engine.registry.RegistryAccounts.Account;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a container CI shall do, in the order in which it does it.
///
/// @param name for people
/// @param timeout of all groups together; empty for none. Clean-up comes after it
/// @param cleanUp in which what it made is taken away; above 0
/// @param registries accounts by registry, `host[:port]`
/// @param groups one after another, each after those that it needs
public record Pipeline(
    String name,
    Optional<Duration> timeout,
    Duration cleanUp,
    Map<String, Account> registries,
    List<Group> groups) {

  /// Time for clean-up, unless the file has another one.
  static final Duration CLEAN_UP = Duration.ofMinutes(2);

  public Pipeline {
    registries = Map.copyOf(registries);
    groups = List.copyOf(groups);
  }

  /// Builds that run at once.
  ///
  /// @param name unique in the pipeline
  public record Group(String name, List<Build> builds) {
    public Group {
      builds = List.copyOf(builds);
    }
  }

  /// Steps in order. Its containers are its own: another build's may go by the same name.
  ///
  /// @param name unique in its group
  public record Build(String name, List<Step> steps) {
    public Build {
      steps = List.copyOf(steps);
    }
  }

  /// One action.
  ///
  /// @param timeout instead of the engine's own limit for its kind, shorter or longer; without the
  ///     wait for a worker
  /// @param async whether the next step begins at once. A later one that [touches][Action#touches]
  ///     what this one does waits for it, and so does the end of the build
  /// @param line of the file, from 1
  public record Step(Action action, Optional<Duration> timeout, boolean async, int line) {}
}
