package dev.dyno.bench.shard;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// By which name the shards of a run find each other, where nobody said it: what a CI calls the
/// pipeline that they are jobs of. Jobs that are run again keep it.
public final class RunId {

  /// Our own word first: Kubernetes has none, so a manifest sets it.
  private static final List<String> VARIABLES =
      List.of("DYNO_RUN_ID", "GITHUB_RUN_ID", "CI_PIPELINE_ID", "BUILD_TAG", "BUILD_BUILDID");

  private RunId() {}

  /// Of GitHub, GitLab, Jenkins or Azure; empty outside of them.
  ///
  /// @param environment variables by name
  public static Optional<String> of(Map<String, String> environment) {
    return VARIABLES.stream()
        .map(name -> environment.getOrDefault(name, ""))
        .filter(value -> !value.isBlank())
        .findFirst();
  }

  /// The variables that are looked at, for people.
  public static String variables() {
    return String.join(", ", VARIABLES);
  }
}
