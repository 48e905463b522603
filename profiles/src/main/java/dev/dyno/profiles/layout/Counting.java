package dev.dyno.profiles.layout;

/// Who watches the current thread.
final class Counting {

  static final ScopedValue<FootprintWatcher> WATCHED_BY = ScopedValue.newInstance();

  private Counting() {}
}
