package dev.dyno.engine.lifecycle;

import java.util.Arrays;
import java.util.stream.Collectors;

/// For whom a build is made.
public enum BuildEnvironment {
  /// Somebody's own machine.
  LOCAL("local"),
  /// A CI run.
  BUILD("build"),
  /// What is shipped.
  PRODUCTION("production");

  private final String word;

  BuildEnvironment(String word) {
    this.word = word;
  }

  /// Its name in flags and files.
  public String word() {
    return word;
  }

  /// The one called `word`.
  ///
  /// @throws IllegalArgumentException when there is none; lists those that there are
  public static BuildEnvironment named(String word) {
    return Arrays.stream(values())
        .filter(each -> each.word.equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "environment '%s' is not known: choose from %s"
                        .formatted(
                            word,
                            Arrays.stream(values())
                                .map(BuildEnvironment::word)
                                .collect(Collectors.joining(", ")))));
  }
}
