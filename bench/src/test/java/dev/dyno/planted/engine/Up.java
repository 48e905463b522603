package dev.dyno.planted.engine;

import dev.dyno.planted.bench.suite.StringUtil;

/// A foundation that uses the top.
public final class Up {

  private Up() {}

  /// The arrow that points up.
  public static Class<?> top() {
    return StringUtil.class;
  }
}
