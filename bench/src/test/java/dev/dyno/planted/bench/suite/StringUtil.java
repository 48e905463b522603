package dev.dyno.planted.bench.suite;

import dev.dyno.planted.reports.Sideways;

/// A name that says nothing; also one half of a cycle of packages.
public final class StringUtil {

  private StringUtil() {}

  /// Uses the other half.
  public static Class<?> other() {
    return Sideways.class;
  }
}
