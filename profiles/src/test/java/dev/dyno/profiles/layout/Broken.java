package dev.dyno.profiles.layout;

import java.util.Map;
import java.util.function.Supplier;

/// What cannot be brought back.
final class Broken {

  private Broken() {}

  /// Fails.
  static final class Thrower implements Supplier<Map<String, Footprint>> {
    @Override
    public Map<String, Footprint> get() {
      throw new UnsupportedOperationException("no such engine");
    }
  }

  /// Has a name that would tear its line.
  static final class Torn implements Supplier<Map<String, Footprint>> {
    @Override
    public Map<String, Footprint> get() {
      return Map.of("a\tb", Footprint.of(new Object()));
    }
  }
}
