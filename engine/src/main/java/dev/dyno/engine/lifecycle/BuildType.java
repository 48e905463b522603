package dev.dyno.engine.lifecycle;

import java.util.Arrays;
import java.util.stream.Collectors;

/// What a build is made of.
public enum BuildType {
  /// Go modules.
  GO("Go"),
  /// A Maven project.
  MAVEN("Maven"),
  /// A Python package.
  PYTHON("Python"),
  /// Whatever its Dockerfile says.
  GENERIC("Generic");

  private final String word;

  BuildType(String word) {
    this.word = word;
  }

  /// Its name in flags and files.
  public String word() {
    return word;
  }

  /// The one called `word`.
  ///
  /// @throws IllegalArgumentException when there is none; lists those that there are
  public static BuildType named(String word) {
    return Arrays.stream(values())
        .filter(each -> each.word.equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "build type '%s' is not known: choose from %s"
                        .formatted(
                            word,
                            Arrays.stream(values())
                                .map(BuildType::word)
                                .collect(Collectors.joining(", ")))));
  }
}
